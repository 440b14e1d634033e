package effect

import (
	"go/ast"
	"go/parser"
	"go/types"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/facts"
)

// TestImported checks that effects cross packages as their facts say.
func TestImported(t *testing.T) {
	imported := map[string]*facts.Effect{
		"ReadFile": {Blocks: []facts.Block{{Category: facts.SQL, Chain: []string{"sql.(*DB).Ping"}}}},
		"Open":     {Terms: []facts.Term{{Param: 0}}, Uses: []facts.Use{facts.UseHere}},
		"Getenv":   {},
	}
	in := Input{Callee: func(fn *types.Func) *facts.Effect { return imported[fn.Name()] }}
	// The catalogue decides on std, so pretend that p imports a package q
	// that has these functions.
	q := types.NewPackage("example.com/q", "q")
	str := types.NewParam(0, q, "s", types.Typ[types.String])
	fun := types.NewParam(0, q, "f", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	for name, param := range map[string]*types.Var{"ReadFile": str, "Getenv": str, "Open": fun, "Unknown": fun} {
		q.Scope().Insert(types.NewFunc(0, q, name, types.NewSignatureType(nil, nil, nil, types.NewTuple(param), nil, false)))
	}
	q.MarkComplete()
	extraPackages[q.Path()] = q
	p := load(t, in, `package p
import ("example.com/q"; "time")
func Direct() { q.ReadFile("") }
func Passed() { q.Open(func() { time.Sleep(1) }) }
func Param(f func()) { q.Open(f) }
func Silent() { q.Getenv("") }
func Unknown(f func()) { q.Unknown(f) }
`)
	for name, want := range map[string]string{
		"Direct":  "sql:q.ReadFile;sql.(*DB).Ping",
		"Passed":  "sleep:q.Open;time.Sleep",
		"Param":   "p0()",
		"Silent":  "",
		"Unknown": "u0=u",
	} {
		if got := spec(t, p, name); got != want {
			t.Errorf("effect of %s = %q, want %q", name, got, want)
		}
	}
}

// TestModuleInterfaces checks what blocks by an interface of a module that
// everybody uses, there and in its importers.
func TestModuleInterfaces(t *testing.T) {
	parse := func(src string) Input {
		f, err := parser.ParseFile(stdFset, "ssh.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		return Input{Fset: stdFset, Files: []*ast.File{f}}
	}
	ssh := check(t, parse(`package ssh
type Channel interface { Read([]byte) (int, error); Write([]byte) (int, error); Close() error }
type Conn interface { OpenChannel(string) (Channel, error); User() string; Close() error }
type Client struct { Conn }
func (c *Client) NewSession() (*Session, error) { ch, err := c.OpenChannel("session"); return &Session{ch}, err }
type Session struct { ch Channel }
func (s *Session) Name() string { return "" }
`), "golang.org/x/crypto/ssh")
	extraPackages["golang.org/x/crypto/ssh"] = ssh.in.Pkg
	p := load(t, Input{Callee: ssh.ForFunc}, `package p
import ("golang.org/x/crypto/ssh"; "io"; "bytes")
func Session(c *ssh.Client) { s, _ := c.NewSession(); s.Name() }
func Open(c ssh.Conn) { c.OpenChannel("") }
func Promoted(c *ssh.Client) { c.OpenChannel("") }
func Copy(c ssh.Channel, b *bytes.Buffer) { io.Copy(b, c) }
func Quick(c *ssh.Client, ch ssh.Channel) { c.User(); c.Close(); ch.Close() }
`)
	for name, want := range map[string]string{
		"Session":  "net:ssh.(*Client).NewSession;ssh.Conn.OpenChannel",
		"Open":     "net:ssh.Conn.OpenChannel",
		"Promoted": "net:ssh.Conn.OpenChannel",
		"Copy":     "net:io.Copy;ssh.Channel.Read",
		"Quick":    "p0~Close p0~User p1.Close",
	} {
		if got := spec(t, p, name); got != want {
			t.Errorf("effect of %s = %q, want %q", name, got, want)
		}
	}
}

// TestProtocol checks that the closures of a guarded API are cut where it
// says so, whatever they do.
func TestProtocol(t *testing.T) {
	in := Input{Protocol: func(fn *types.Func) *facts.Effect {
		switch fn.Name() {
		case "ExitRuntime", "BlockOn":
			return &facts.Effect{Uses: []facts.Use{facts.UseElsewhere}}
		case "EnterRuntime":
			return &facts.Effect{Terms: []facts.Term{{Param: 0}}, Uses: []facts.Use{facts.UseHere}}
		}
		return nil
	}}
	p := load(t, in, `package p
import "time"
func ExitRuntime(f func()) { f() }
func EnterRuntime(f func()) { f() }
type region interface { BlockOn(f func()) }
func nap() { time.Sleep(1) }
func Exited() { ExitRuntime(nap) }
func Entered() { EnterRuntime(nap) }
func Sanctioned(r region) { r.BlockOn(func() { nap() }) }
func Param(f func()) { ExitRuntime(f) }
`)
	for name, want := range map[string]string{
		"Exited":     "",
		"Entered":    "sleep:p.EnterRuntime;p.nap;time.Sleep",
		"Sanctioned": "",
		"Param":      "u0=e",
	} {
		if got := spec(t, p, name); got != want {
			t.Errorf("effect of %s = %q, want %q", name, got, want)
		}
	}
}

// TestErrgroup checks what the catalogue says about x/sync, and the limit
// that lets a group's Go block.
func TestErrgroup(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"wait":            {`var g errgroup.Group; g.Go(nap); g.Wait()`, "sync:errgroup.(*Group).Wait"},
		"no limit":        {`var g errgroup.Group; g.Go(nap)`, ""},
		"limit":           {`var g errgroup.Group; g.SetLimit(3); g.Go(nap)`, "sync:errgroup.(*Group).Go"},
		"limit by field":  {`s.g.SetLimit(3); s.g.Go(nap)`, "sync:errgroup.(*Group).Go"},
		"limit lifted":    {`var g errgroup.Group; g.SetLimit(-1); g.Go(nap)`, ""},
		"another's limit": {`var g, h errgroup.Group; h.SetLimit(1); g.Go(nap)`, ""},
		"try":             {`var g errgroup.Group; g.SetLimit(3); g.TryGo(nap)`, ""},
		"semaphore":       {`w.Acquire(nil, 1)`, "sync:semaphore.(*Weighted).Acquire"},
		"try semaphore":   {`w.TryAcquire(1)`, ""},
	} {
		p := load(t, Input{}, `package p
import ("golang.org/x/sync/errgroup"; "golang.org/x/sync/semaphore"; "time")
var s struct { g errgroup.Group }
var w *semaphore.Weighted
func nap() error { time.Sleep(1); return nil }
var _ = errgroup.Group{}
func F() { `+test.body+` }`)
		if got := spec(t, p, "F"); got != test.want {
			t.Errorf("%s: effect of F = %q, want %q", name, got, test.want)
		}
	}
}

// TestXSyncFromSource checks that x/sync comes out right without the
// catalogue, too.
func TestXSyncFromSource(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedDeps},
		"golang.org/x/sync/errgroup", "golang.org/x/sync/semaphore", "golang.org/x/sync/singleflight")
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, pkg := range pkgs {
		var files []*ast.File
		files = append(files, pkg.Syntax...)
		p := check(t, Input{Fset: pkg.Fset, Files: files}, "example.com/"+pkg.Name)
		for fn := range p.funcs {
			if fn.Exported() {
				got[FuncName(fn)] = spec(t, p, receiverAndName(fn))
			}
		}
	}
	for name, want := range map[string]string{
		"errgroup.(*Group).Wait":        "sync:sync.(*WaitGroup).Wait recv~()",
		"errgroup.(*Group).Go":          "chan:channel+send u0=e",
		"errgroup.(*Group).TryGo":       "u0=e",
		"errgroup.(*Group).SetLimit":    "",
		"semaphore.(*Weighted).Acquire": "chan:channel+receive lock:sync.(*Mutex).Lock",
		"singleflight.(*Group).DoChan":  "lock:sync.(*Mutex).Lock u1=e",
	} {
		if got[name] != want {
			t.Errorf("effect of %s = %q, want %q", name, got[name], want)
		}
	}
	if do := got["singleflight.(*Group).Do"]; !strings.Contains(do, "sync:sync.(*WaitGroup).Wait") || !strings.Contains(do, "p1()") {
		t.Errorf("effect of singleflight's Do = %q, want it to wait and to call its function", do)
	}
}

// TestOrder checks that neither the order of files nor that of declarations
// shows in the effects, to the byte.
func TestOrder(t *testing.T) {
	const src = `package p
import ("time"; "os"; "io"; "sync")
func A(f func()) { B(f); c() }
func B(f func()) { A(f); f(); go f() }
func c() { d(); e() }
func d() { time.Sleep(1) }
func e() { time.Sleep(1); os.Open("") }
type T struct { w io.Writer; mu sync.Mutex }
func New(w io.Writer) *T { return &T{w: w} }
func (t *T) Write(b []byte) (int, error) { t.mu.Lock(); return t.w.Write(b) }
func G(f *os.File) { New(f).Write(nil); c() }
func H() func() { return func() { d(); e() } }
func I() { H()(); run(d, e) }
func run(fs ...func()) { for _, f := range fs { f() } }
func J[S interface{ Do() }](s S) { s.Do(); K(s) }
func K[S interface{ Do() }](s S) { J(s); c() }
var v = func() { e() }
func L() { v() }
`
	decls := strings.Split(src, "\n")
	head, decls := strings.Join(decls[:2], "\n")+"\nvar _ = time.Now; var _ = os.Getpid; var _ io.Reader; var _ sync.Mutex\n", decls[2:]
	var want []byte
	r := rand.New(rand.NewSource(1))
	for range 20 {
		r.Shuffle(len(decls), func(i, j int) { decls[i], decls[j] = decls[j], decls[i] })
		cut := r.Intn(len(decls))
		p := load(t, Input{}, head+strings.Join(decls[:cut], "\n"), head+strings.Join(decls[cut:], "\n"))
		var got []byte
		for _, name := range []string{"A", "B", "c", "G", "H", "I", "run", "J", "K", "L", "New", "T.Write"} {
			got = facts.AppendEffect(got, p.Of(lookup(t, p, name)))
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Fatalf("the effects are\n%q\nand in another order of declarations\n%q", want, got)
		}
	}
}
