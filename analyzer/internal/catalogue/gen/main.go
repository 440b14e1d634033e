// Command gen makes std.txt and packages.txt from the source of the standard
// library and from roots.txt:
//
//	go run ./analyzer/internal/catalogue/gen [-o dir] [-undecided]
package main

import (
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue/build"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	dir := flag.String("o", "", "write std.txt and packages.txt into this directory")
	undecided := flag.Bool("undecided", false, "list the exported functions that reach something that waits and have no verdict")
	systems := flag.String("goos", strings.Join(build.Systems, ","), "operating systems, the decisive one first")
	flag.Parse()

	roots, err := build.ReadRoots()
	if err != nil {
		log.Fatal(err)
	}
	var all *build.Closure
	for _, goos := range strings.Split(*systems, ",") {
		c, err := build.Infer(roots, goos)
		if err != nil {
			log.Fatal(err)
		}
		if all == nil {
			all = c
		} else {
			all.Merge(c)
		}
	}
	if *undecided {
		for _, key := range slices.Sorted(maps.Keys(all.Undecided)) {
			fmt.Printf("%s: %s\n", key, strings.Join(all.Undecided[key], "; "))
		}
	}
	if *dir != "" {
		write(filepath.Join(*dir, "std.txt"), all.Text())
		write(filepath.Join(*dir, "packages.txt"), strings.Join(all.Packages, "\n")+"\n")
	}
}

func write(name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		log.Fatal(err)
	}
}
