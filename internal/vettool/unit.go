package vettool

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A unit is what a configuration of the go command says of one package, as
// far as it matters here. The rest is passed on as it is.
type unit struct {
	ImportPath    string
	Dir           string
	GoFiles       []string
	IgnoredFiles  []string
	ModulePath    string
	ModuleVersion string
	VetxOnly      bool

	path string
	raw  map[string]json.RawMessage
}

func readUnit(path string) (*unit, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	u := &unit{path: path}
	if err := json.Unmarshal(data, u); err != nil {
		return nil, fmt.Errorf("%s is no unit configuration of the go command: %v", path, err)
	}
	if err := json.Unmarshal(data, &u.raw); err != nil {
		return nil, fmt.Errorf("%s is no unit configuration of the go command: %v", path, err)
	}
	return u, nil
}

// reports decides whether a package that is only wanted for its facts has to
// print its findings all the same, because the go command may show what is
// printed now to a later run that names the package.
//
// A package outside the main module is rarely named, and analyzing every
// dependency in full would cost too much.
//
// A package with tests of its own is never named itself, its test variant is,
// which holds all its files. Printing for both would show each finding twice.
// The price: when the last such test is removed and nothing else changes, go
// vet shows the cached silence. The command line does not pay it: it asks for
// both and drops the duplicates.
func (u *unit) reports(front Frontend) bool {
	mainModule := u.ModulePath != "" && u.ModuleVersion == ""
	switch front {
	case Everywhere:
		return true
	case MainModule:
		return mainModule
	}
	return mainModule && !u.hasInternalTests()
}

// hasInternalTests reports whether the package has test files that belong to
// the package itself, not to its external test package.
func (u *unit) hasInternalTests() bool {
	entries, err := os.ReadDir(u.Dir)
	if err != nil || len(u.GoFiles) == 0 {
		return false
	}
	name := packageName(u.GoFiles[0])
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		file := filepath.Join(u.Dir, e.Name())
		return strings.HasSuffix(e.Name(), "_test.go") &&
			!strings.HasPrefix(e.Name(), "_") && !strings.HasPrefix(e.Name(), ".") &&
			!slices.Contains(u.IgnoredFiles, file) &&
			name != "" && packageName(file) == name
	})
}

// packageName returns the name in the package clause of file, or "".
func packageName(file string) string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return f.Name.Name
}

// ImportedSuffix ends the name under which the findings of a package are
// printed for the command line when the package itself was only imported. The
// go command names a package and its test variant alike.
const ImportedSuffix = " (imported)"

// withoutVetxOnly writes the configuration anew, asking for diagnostics too,
// and returns where. The go command removes the directory it writes to.
func (u *unit) withoutVetxOnly(front Frontend) (string, error) {
	u.raw["VetxOnly"] = json.RawMessage("false")
	if front.asks() {
		id, err := json.Marshal(u.ImportPath + ImportedSuffix)
		if err != nil {
			return "", err
		}
		u.raw["ID"] = id
	}
	data, err := json.Marshal(u.raw)
	if err != nil {
		return "", err
	}
	path := strings.TrimSuffix(u.path, ".cfg") + ".full.cfg"
	if err := os.WriteFile(path, data, 0o666); err != nil {
		return "", err
	}
	return path, nil
}
