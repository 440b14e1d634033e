package build

import (
	"fmt"
	"go/token"
	"go/version"
	"os"
	"runtime"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Systems are the operating systems whose standard library is catalogued.
// What they have in common, which is nearly all, comes from the first.
var Systems = []string{"linux", "darwin", "windows"}

// Release returns the Go release in use without its point release, "go1.26".
func Release() string { return version.Lang(runtime.Version()) }

// load type-checks the standard library of the Go release in use for one
// operating system, and returns its packages, imported ones first.
func load(goos string) ([]*packages.Package, error) {
	cfg := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedDeps | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo,
		Env:  append(os.Environ(), "GOOS="+goos, "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off"),
		Fset: token.NewFileSet(),
	}
	roots, err := packages.Load(cfg, "std")
	if err != nil {
		return nil, fmt.Errorf("load the standard library: %v", err)
	}
	var out []*packages.Package
	var failed []string
	packages.Visit(roots, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			failed = append(failed, e.Error())
		}
		if p.Types != nil && p.PkgPath != "unsafe" {
			out = append(out, p)
		}
	})
	if len(failed) > 0 {
		return nil, fmt.Errorf("load the standard library for %s: %s", goos, strings.Join(failed, "\n"))
	}
	return out, nil
}
