package main

import (
	"fmt"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer"
)

const protocolsPage = "protocols.md"

const protocolsHead = `<!-- Written by go generate ./internal/docgen from analyzer/internal/protocol: change that. -->

# Protocols

What the checks know of guards stands in tables, one for each protocol. The flag ` + "`-protocols`" + ` chooses them:
names separated by commas, or ` + "`all`" + `. Without it, only runtimectx is in use.

    ctxvet -protocols=sync,context ./...
    go vet -vettool=$(which ctxvet) -protocols=all ./...

The flag exists under each check too (` + "`-leakedguard.protocols`" + `), for drivers that know no other flags than those
of analyzers; it is one flag all the same, and setting it for one check sets it for all.

A lock that belongs to an object is told apart by the path of the object: ` + "`c.mu`" + ` of one and the same ` + "`c`" + ` is one lock.
Two objects are two locks, and where it is not known whether they are, nothing is reported. A function that returns with a
lock held moves the obligation to its caller, as long as something else in the package releases that lock; but not where
the weight of a semaphore is left behind only when an error is returned. How much weight a call takes is not counted: one release may
give back what several calls acquired. ` + "`ctxvet -explain sync`" + ` prints the table of a protocol.

Guards of your own code need no table: [directives](directives.md) declare them in the source, and are always in use.

`

// protocols is the page of all protocols.
func protocols() string {
	var out strings.Builder
	out.WriteString(protocolsHead)
	for _, p := range analyzer.Protocols() {
		fmt.Fprintf(&out, "## %s\n\n%s.\n\n| function | meaning |\n| --- | --- |\n", p.Name, strings.ToUpper(p.Doc[:1])+p.Doc[1:])
		for _, f := range p.Functions {
			fmt.Fprintf(&out, "| %s | %s |\n", f[0], f[1])
		}
		out.WriteString("\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}
