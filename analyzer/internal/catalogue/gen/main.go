// Command gen makes the catalogue of the standard library, and tells about it.
// Run it in the repository's root:
//
//	go generate ./analyzer/internal/catalogue     write the files anew
//	go run ./analyzer/internal/catalogue/gen ...
//
//	-stats            the share of exported functions that may block, by category
//	-undecided        exported functions that reach something that waits without a verdict
//	-diff OLD         verdicts that differ from those in the file OLD, an earlier std.txt
//	-o DIR            write std.txt, packages.txt and release.txt into DIR
//
// To see what a new Go release changes, run it with that release's go command
// and the checked-in file:
//
//	go1.27 run ./analyzer/internal/catalogue/gen -diff analyzer/internal/catalogue/std.txt
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
	dir := flag.String("o", "", "write the catalogue's files into this `directory`")
	stats := flag.Bool("stats", false, "print the share of exported functions that may block, by category")
	undecided := flag.Bool("undecided", false, "list the exported functions that reach something that waits and have no verdict")
	old := flag.String("diff", "", "list the verdicts that differ from those in this `file`")
	systems := flag.String("goos", strings.Join(build.Systems, ","), "operating systems, the decisive one first")
	flag.Parse()
	if flag.NArg() > 0 || *dir == "" && !*stats && !*undecided && *old == "" {
		flag.Usage()
		os.Exit(2)
	}

	roots, err := build.ReadRoots()
	if err != nil {
		log.Fatal(err)
	}
	c, err := build.InferAll(roots, strings.Split(*systems, ","))
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range roots.Missing(c) {
		log.Print(line)
	}
	if *undecided {
		for _, key := range slices.Sorted(maps.Keys(c.Undecided)) {
			fmt.Printf("%s: %s\n", key, strings.Join(c.Undecided[key], "; "))
		}
	}
	if *stats {
		shares, total := c.Shares()
		for _, s := range shares {
			fmt.Printf("%-26s %5d of %d (%.1f%%)\n", s.Name, s.Count, total, 100*float64(s.Count)/float64(total))
		}
	}
	if *old != "" {
		text, err := os.ReadFile(*old)
		if err != nil {
			log.Fatal(err)
		}
		for _, line := range build.Diff(string(text), c.Text()) {
			fmt.Println(line)
		}
	}
	if *dir != "" {
		write(*dir, "std.txt", c.Text())
		write(*dir, "packages.txt", strings.Join(c.Packages, "\n")+"\n")
		write(*dir, "release.txt", build.Release()+"\n")
	}
}

func write(dir, name, text string) {
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		log.Fatal(err)
	}
}
