// Command golangci-lint is golangci-lint with ctxvet as a linter, built from
// its module without a clone of its repository.
package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/ctxvet/ctxvet/gclplugin" // registers the linter ctxvet
)

// version must stay as it is: golangci-lint keys its cache by it and, only for
// a development version, by the content of the binary. With any other version
// it would serve results of an older build of the plugin.
const version = "(devel)"

func main() {
	info := commands.BuildInfo{Version: version, Commit: "?", Date: "?"}
	if build, ok := debug.ReadBuildInfo(); ok {
		info.GoVersion = build.GoVersion
	}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintf(os.Stderr, "golangci-lint: %v\n", err)
		os.Exit(exitcodes.Failure)
	}
}
