// Command ctxvet reports misuse of goroutine-bound guards, and calls that can
// block inside an entered region.
//
//	ctxvet [flags] [packages]
//	go vet -vettool=$(which ctxvet) [flags] [packages]
//	go fix -fixtool=$(which ctxvet) [flags] [packages]
//
// The first form is a front over the second: it runs go vet with itself as the
// vet tool and shows what that finds, with excerpts of the source in a
// terminal, or as JSON, SARIF, GitHub workflow commands or an HTML page.
// ctxvet -help lists its flags, ctxvet -list the checks, and ctxvet -explain
// CHECK prints the manual of one.
package main

import (
	"fmt"
	"os"

	"github.com/ctxvet/ctxvet/analyzer"
	"github.com/ctxvet/ctxvet/internal/cli"
	"github.com/ctxvet/ctxvet/internal/vettool"
)

func main() {
	if vettool.Invoked(os.Args[1:]) {
		vettool.Main(analyzer.Analyzers)
	}
	cmd, err := cli.New()
	if err != nil {
		fmt.Fprintf(os.Stderr, "ctxvet: %v\n", err)
		os.Exit(cli.Failure)
	}
	os.Exit(cmd.Run(os.Args[1:]))
}
