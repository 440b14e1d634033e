package directive

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"testing"
)

const declaring = `package p

type Txn struct{}

//ctxvet:acquire ordered once
func Begin() (*Txn, error) { return nil, nil }

//ctxvet:release
func (t *Txn) Commit() {}

//ctxvet:acquire anygoroutine
func Watch() func() { return nil }

type Latch struct{}

//ctxvet:acquire exclusive release=Open
func (l *Latch) TryShut() bool { return false }

func (l *Latch) Open() {}

type Loop interface {
	Post(
		n int,
		fn func(), //ctxvet:entered
	)
	Tick() //ctxvet:outside
}

//ctxvet:blocks net,file
type Hook func()

type Options struct {
	OnIdle func() //ctxvet:goroutine
}

//ctxvet:nonblocking there is room
//ctxvet:sanctioned f
func Run(f func()) {}

//ctxvet:release t
func Drop(n int, t *Txn) {}
`

type importMap map[string]*types.Package

func (m importMap) Import(path string) (*types.Package, error) { return m[path], nil }

func check(t *testing.T, path, src string, imp types.Importer) Input {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object)}
	pkg, err := (&types.Config{Importer: imp}).Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info}
}

func TestFacts(t *testing.T) {
	in := check(t, "example.com/p", declaring, importer.Default())
	own, wrong := Read(in)
	for _, f := range wrong {
		t.Errorf("%s", f.Message)
	}
	got := own.Facts()
	want := map[string][]string{
		"Begin":                {"acquire 0 2 1 acquire ordered once release=Commit example.com/p.Txn"},
		"Watch":                {"acquire 0 1 0 acquire func anygoroutine example.com/p.Watch"},
		"Latch.TryShut":        {"acquire 0 1 2 acquire object exclusive release=Open example.com/p.Latch"},
		"Txn.Commit":           {"release"},
		"Drop":                 {"release 1"},
		"Run":                  {"blocks", "param 0 sanctioned"},
		"Loop.Post":            {"param 1 entered"},
		"Loop.Tick":            {"outside"},
		"type Hook":            {"blocks net file"},
		"type Txn":             {"guard acquire ordered once release=Commit example.com/p.Txn"},
		"type Latch":           {"guard acquire object exclusive release=Open example.com/p.Latch"},
		"type func()":          {"guard acquire func anygoroutine example.com/p.Watch"},
		"field Options.OnIdle": {"goroutine"},
	}
	if !reflect.DeepEqual(got, want) {
		for key := range maps.Keys(want) {
			if !reflect.DeepEqual(got[key], want[key]) {
				t.Errorf("%s: got %q, want %q", key, got[key], want[key])
			}
			delete(got, key)
		}
		t.Errorf("beyond that: %q", got)
	}
}

// A package that imports another reads from its fact what the other reads from
// its source.
func TestImportedFacts(t *testing.T) {
	in := check(t, "example.com/p", declaring, importer.Default())
	own, _ := Read(in)
	from := check(t, "example.com/q", `package q; import _ "example.com/p"`, importMap{"example.com/p": in.Pkg})
	from.Imported = func(*types.Package) map[string][]string { return own.Facts() }
	imported, wrong := Read(from)
	if len(wrong) > 0 {
		t.Fatalf("%v", wrong)
	}
	for obj, rule := range own.rules {
		got := imported.rules[obj]
		if got == nil {
			t.Errorf("nothing is known of %v", obj)
			continue
		}
		if !reflect.DeepEqual(got.lines(), rule.lines()) {
			t.Errorf("%v: got %q, want %q", obj, got.lines(), rule.lines())
		}
		if fn, ok := obj.(*types.Func); ok && !reflect.DeepEqual(imported.Row(fn), own.Row(fn)) {
			t.Errorf("%v: got row %+v, want %+v", obj, imported.Row(fn), own.Row(fn))
		}
	}
	if len(imported.Facts()) > 0 {
		t.Errorf("the importer says that it declares %q", imported.Facts())
	}
}

func TestNothingDeclared(t *testing.T) {
	table, wrong := Read(check(t, "example.com/p", "package p\n\n// ctxvet: a name.\nfunc f() {}\n", importer.Default()))
	if table != nil || len(wrong) > 0 {
		t.Errorf("got %v, %v", table, wrong)
	}
	if table.Row(nil) != nil || table.Running(nil) != nil || table.Walks() || table.Facts() != nil || table.Nonblocking() != nil {
		t.Error("the nil table knows something")
	}
}
