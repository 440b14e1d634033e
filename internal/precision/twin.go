package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	library = "github.com/ctxvet/ctxvet"
	// suffix is what the name of a twin has in addition.
	suffix = "__entered"
)

// directories returns where the packages of the module at dir are, relative to
// it.
func directories(dir string, packages []string) (map[string]bool, error) {
	cmd := exec.Command("go", append([]string{"list", "-find", "-f", "{{.Module.Dir}}\t{{.Dir}}"}, packages...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %v", dir, err)
	}
	dirs := make(map[string]bool)
	for line := range strings.Lines(string(out)) {
		root, path, _ := strings.Cut(strings.TrimSpace(line), "\t")
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return nil, err
		}
		dirs[rel] = true
	}
	return dirs, nil
}

// A draw decides which functions get a twin.
type draw struct {
	rand  *rand.Rand
	share float64
}

func (d *draw) next() bool { return d.rand.Float64() < d.share }

// copyModule copies a module without its tests and adds the twins that d draws
// to the directories in dirs. It returns how many.
func copyModule(from, to string, dirs map[string]bool, d *draw) (twins int, err error) {
	err = filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "vendor"):
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(target, 0o777)
		case !entry.Type().IsRegular() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".go") && dirs[filepath.Dir(rel)] {
			var n int
			if text, n, err = addTwins(filepath.Base(path), text, d); err != nil {
				return err
			}
			twins += n
		}
		return os.WriteFile(target, text, 0o666)
	})
	return twins, err
}

// addTwins adds the twins that d draws to the source text of the file name, and
// returns how many.
func addTwins(name string, text []byte, d *draw) ([]byte, int, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, 0, err
	}
	offset := func(pos token.Pos) int { return fset.PositionFor(pos, false).Offset }
	var out bytes.Buffer
	n := 0
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil || !fn.Name.IsExported() || !d.next() {
			continue
		}
		if n == 0 {
			// The library is imported on the line of the package clause, so
			// that all others keep their numbers.
			at := offset(file.Name.End())
			fmt.Fprintf(&out, "%s; import runtimectx__ %q; %s\n", text[:at], library+"/runtimectx", text[at:])
		}
		n++
		nameEnd, brace := offset(fn.Name.End()), offset(fn.Body.Lbrace)+1
		fmt.Fprintf(&out, "\n//line %s:%d:1\n%s%s%s g__ := runtimectx__.Enter(runtimectx__.NewHandle(\"\", nil)); defer g__.Release(); %s\n",
			name, fset.PositionFor(fn.Pos(), false).Line,
			text[offset(fn.Pos()):nameEnd], suffix, text[nameEnd:brace], text[brace:offset(fn.End())])
	}
	if n == 0 {
		return text, 0, nil
	}
	return out.Bytes(), n, nil
}

// requireLibrary makes the module at dir require the library, which is copied
// into a module without ctxvet's other requirements: these could change the
// versions of the module's own.
func requireLibrary(dir, lib string) error {
	if err := os.CopyFS(filepath.Join(lib, "runtimectx"), os.DirFS("runtimectx")); err != nil {
		return fmt.Errorf("%v (precision runs in ctxvet's own module)", err)
	}
	goid := "github.com/petermattis/goid"
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", goid).Output()
	if err != nil {
		return fmt.Errorf("go list -m %s: %v", goid, err)
	}
	requirement := goid + "@" + strings.TrimSpace(string(version))
	if err := os.WriteFile(filepath.Join(lib, "go.mod"), []byte("module "+library+"\n"), 0o666); err != nil {
		return err
	}
	for _, step := range []struct {
		dir  string
		args []string
	}{
		{lib, []string{"mod", "edit", "-go=1.26.0", "-require=" + requirement}},
		{dir, []string{"mod", "edit", "-go=1.26.0", "-require=" + requirement,
			"-require=" + library + "@v0.0.0", "-replace=" + library + "=" + lib}},
	} {
		cmd := exec.Command("go", step.args...)
		cmd.Dir = step.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go mod edit: %v\n%s", err, out)
		}
	}
	return nil
}
