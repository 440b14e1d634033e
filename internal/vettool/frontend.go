package vettool

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

// Frontend is how much the ctxvet command line asks of the tool beyond what
// go vet would show. It is a flag of the tool rather than a variable of the
// environment because the go command caches results under the flags.
type Frontend string

const (
	// Off is what go vet users get.
	Off Frontend = ""
	// MainModule prints the findings of every package of the main module, in
	// each variant, and the ignored findings. The command line removes what
	// is there twice and what was not asked for.
	MainModule Frontend = "main"
	// Everywhere does so for the packages of every module.
	Everywhere Frontend = "all"
	// WithoutTests is Off without what is found in test files, so that their
	// fixes are not applied.
	WithoutTests Frontend = "no-tests"
)

// asks reports whether f wants more than go vet would show.
func (f Frontend) asks() bool { return f == MainModule || f == Everywhere }

// Flag returns the tool's argument that asks for f.
func (f Frontend) Flag() string { return "-" + frontendFlag + "=" + string(f) }

const frontendFlag = "frontend"

// registerFrontend declares the flag, so that the go command passes it on.
// Its value is needed before flags are parsed; see [frontendOf].
func registerFrontend() {
	flag.String(frontendFlag, "", "set by the ctxvet command line only: print findings of more packages, and ignored ones, or none of test files")
}

// frontendOf finds the flag in the arguments of a unit, of which the command
// line writes it in one form only.
func frontendOf(args []string) (Frontend, error) {
	front := Off
	for _, arg := range args {
		if value, ok := strings.CutPrefix(arg, "-"+frontendFlag+"="); ok {
			front = Frontend(value)
		}
	}
	switch front {
	case Off, MainModule, Everywhere, WithoutTests:
		return front, nil
	}
	return Off, fmt.Errorf("unknown value -%s=%s", frontendFlag, front)
}

// ProgressFile names the variable of the environment that holds the file to
// which each process of the tool appends the import path of its package. It
// changes no verdict, so the go command need not know of it.
const ProgressFile = "CTXVET_PROGRESS_FILE"

// announce tells the command line which package is being analyzed. Progress
// is worth no failure, so errors are dropped.
func announce(importPath string) {
	path := os.Getenv(ProgressFile)
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return
	}
	f.WriteString(importPath + "\n")
	f.Close()
}
