package effect

// inferTests pins what is inferred for the function F of a package.
var inferTests = []struct {
	name, src, want string
}{
	{"nothing", `func F() {}`, ""},
	{"sleep", `import "time"; func F() { time.Sleep(1) }`, "sleep:time.Sleep"},
	{"callee", `import "time"; func F() { g() }; func g() { time.Sleep(1) }`, "sleep:p.g;time.Sleep"},
	{"recursion", `import "time"; func F() { g() }; func g() { F(); h() }; func h() { g(); time.Sleep(1) }`, "sleep:p.g;p.h;time.Sleep"},
	{"shortest chain", `import "time"; func F() { a(); time.Sleep(1) }; func a() { time.Sleep(1) }`, "sleep:time.Sleep"},
	{"first of equal chains", `import "time"; func F() { b(); a() }; func a() { time.Sleep(1) }; func b() { time.Sleep(1) }`, "sleep:p.a;time.Sleep"},

	{"receive", `func F(c chan int) { <-c }`, "chan:channel+receive"},
	{"send", `func F(c chan int) { c <- 1 }`, "chan:channel+send"},
	{"range channel", `func F(c chan int) { for range c {} }`, "chan:range+over+channel"},
	{"select", `func F(a, b chan int) { select { case <-a: case <-b: } }`, "chan:select"},
	{"select with default", `func F(a chan int) { select { case <-a: default: } }`, ""},
	{"select of one case", `func F(a chan int) { select { case <-a: } }`, "chan:channel+receive"},
	{"empty select", `func F() { select {} }`, "chan:empty+select"},
	{"context", `import "context"; func F(ctx context.Context) { <-ctx.Done() }`, "chan:channel+receive"},
	{"time.After", `import "time"; func F() { <-time.After(1) }`, "sleep:channel+receive"},
	{"timer", `import "time"; func F() { t := time.NewTimer(1); <-t.C }`, "sleep:channel+receive"},
	{"timer in variable", `import "time"; func F() { c := time.Tick(1); for range c {} }`, "sleep:range+over+channel"},
	{"work in a select case", `import "time"; func F(a chan int) { select { case <-a: time.Sleep(1); default: } }`, "sleep:time.Sleep"},

	{"go", `import "time"; func F() { go time.Sleep(1) }`, ""},
	{"go literal", `import "time"; func F() { go func() { time.Sleep(1) }() }`, ""},
	{"defer", `import "time"; func F() { defer time.Sleep(1) }`, "sleep:time.Sleep"},
	{"defer literal", `import "time"; func F() { defer func() { time.Sleep(1) }() }`, "sleep:time.Sleep"},
	{"literal in variable", `import "time"; func F() { f := func() { time.Sleep(1) }; f() }`, "sleep:time.Sleep"},
	{"recursive literal", `import "time"; func F() { var f func(); f = func() { f(); time.Sleep(1) }; f() }`, "sleep:time.Sleep"},
	{"literal not called", `import "time"; func F() { f := func() { time.Sleep(1) }; _ = f }`, ""},
	{"variable assigned twice", `import "time"; func F(c bool) { f := func() { time.Sleep(1) }; if c { f = nil }; f() }`, ""},
	{"method value", `import "os"; func F(f *os.File) { g := f.Sync; g() }`, "file:os.(*File).Sync"},
	{"method expression", `import "os"; func F(f *os.File) { (*os.File).Sync(f) }`, "file:os.(*File).Sync"},
	{"package variable", `import "time"; var sleep = time.Sleep; func F() { sleep(1) }`, "sleep:time.Sleep"},
	{"package variable assigned elsewhere", `import "time"; var sleep = time.Sleep; func g() { sleep = nil }; func F() { sleep(1) }`, ""},
	{"exported package variable", `import "time"; var Sleep = time.Sleep; func F() { Sleep(1) }`, ""},

	{"calls parameter", `func F(f func()) { f() }`, "p0()"},
	{"runs parameter elsewhere", `func F(f func()) { go f() }`, "u0=e"},
	{"runs parameter in a goroutine's literal", `func F(f func()) { go func() { f() }() }`, "u0=e"},
	{"returns parameter", `func F(f func()) func() { return f }`, "u0=s result( p0() )"},
	{"stores parameter", `var s []func(); func F(f func()) { s = append(s, f) }`, "u0=s"},
	{"passes parameter on", `func F(f func()) { g(1, f) }; func g(i int, f func()) { f() }`, "p0()"},
	{"passes parameter to who runs it elsewhere", `import "time"; func F(f func()) { time.AfterFunc(1, f) }`, "u0=e"},
	{"passes parameter to the unknown", `func F(f func(), g func(func())) { g(f) }`, "p1() u0=u"},
	{"compares parameter", `func F(f func()) bool { return f != nil }`, ""},
	{"calls variadic parameters", `func F(fs ...func()) { for _, f := range fs { f() } }`, "p0()"},
	{"reassigned parameter", `func F(f func()) { f = nil; f() }`, ""},
	{"redeclared parameter", `func F(f func()) { f, err := g(); f(); _ = err }; func g() (func(), error)`, ""},
	{"ranged parameter", `func F(f func(), fs []func()) { for _, f = range fs { f() } }`, ""},
	{"parameter whose address is taken", `func F(f func()) { set(&f); f() }; func set(*func())`, "u0=s"},
	{"parameter declared anew inside", `func F(f func()) { { f := f; f() } }`, "p0() u0=s"},
	{"method of parameter", `type W interface{ Write() }; func F(w W) { w.Write() }`, "p0.Write"},
	{"method of parameter in a literal", `type W interface{ Write() }; func F(w W) { func() { w.Write() }() }`, "p0.Write"},
	{"methods that never block", `import "context"; func F(ctx context.Context, err error) { ctx.Err(); err.Error() }`, ""},
	{"calls receiver", `type H func(); func (h H) Serve() { h() }; func F(h H) { h.Serve() }`, "p0()"},

	{"passes literal", `import "time"; func F() { run(func() { time.Sleep(1) }) }; func run(f func()) { f() }`, "sleep:p.run;time.Sleep"},
	{"passes function", `import "time"; func F() { run(g) }; func g() { time.Sleep(1) }; func run(f func()) { f() }`, "sleep:p.run;p.g;time.Sleep"},
	{"passes one literal of several", `import "time"; func F() { run(nil, func() { time.Sleep(1) }) }; func run(fs ...func()) { for _, f := range fs { f() } }`, "sleep:p.run;time.Sleep"},
	{"passes type", `import "os"; type W interface{ Sync() error }; func F(f *os.File) { g(f) }; func g(w W) { w.Sync() }`, "file:p.g;os.(*File).Sync"},
	{"interface of unknown type", `type W interface{ Write() }; var w W; func F() { w.Write() }`, ""},
	{"interface variable of known type", `import "os"; type W interface{ Sync() error }; func F(f *os.File) { var w W = f; w.Sync() }`, "file:os.(*File).Sync"},
	{"converted function", `import "time"; type H func(); func (h H) Serve() { h() }; type S interface{ Serve() }; func serve(s S) { s.Serve() }
		func F() { serve(H(func() { time.Sleep(1) })) }`, "sleep:p.serve;p.H.Serve;time.Sleep"},

	{"type parameter by argument", `import "os"; type W interface{ Sync() error }; func g[T W](w T) { w.Sync() }; func F(f *os.File) { g(f) }`, "file:p.g;os.(*File).Sync"},
	{"type parameter alone", `import "time"; type D interface{ Do() }; type S struct{}; func (S) Do() { time.Sleep(1) }
		func g[T D]() { var t T; t.Do() }; func F() { g[S]() }`, "sleep:p.g;p.S.Do;time.Sleep"},
	{"type parameter of receiver", `import "time"; type D interface{ Do() }; type S struct{}; func (S) Do() { time.Sleep(1) }
		type G[T D] struct{ t T }; func (g *G[T]) Run() { g.t.Do() }; func F() { var g G[S]; g.Run() }`, "sleep:p.(*G).Run;p.S.Do;time.Sleep"},

	{"wrapper", `import ("os"; "io"); type cw struct{ w io.Writer }; func (c *cw) Write(b []byte) (int, error) { return c.w.Write(b) }
		func F(f *os.File) { c := &cw{w: f}; c.Write(nil) }`, "file:p.(*cw).Write;os.(*File).Write"},
	{"wrapper by constructor", `import ("os"; "io"); type cw struct{ w io.Writer }; func (c *cw) Write(b []byte) (int, error) { return c.w.Write(b) }
		func newCW(w io.Writer) *cw { return &cw{w: w} }; func F(f *os.File) { newCW(f).Write(nil) }`, "file:p.(*cw).Write;os.(*File).Write"},
	{"wrapper by buffer", `import ("os"; "bufio"); type T struct{ br *bufio.Reader }; func (t *T) line() { t.br.ReadString(0) }
		func newT(f *os.File) *T { return &T{br: bufio.NewReader(f)} }; func F(f *os.File) { t := &T{bufio.NewReader(f)}; t.line() }`, "file:p.(*T).line;bufio.(*Reader).Read;os.(*File).Read"},
	{"wrapper by decoder", `import ("os"; "encoding/json"); type T struct{ d *json.Decoder }; func (t *T) next(v any) { t.d.Decode(v) }
		func F(f *os.File) { t := T{d: json.NewDecoder(f)}; t.next(nil) }`, "file:p.(*T).next;os.(*File).Read"},
	{"struct without a name", `import "time"; func F() { s := struct{ f func() }{f: func() { time.Sleep(1) }}; func() { s.f() }() }`, "sleep:time.Sleep"},
	{"wrapper of the other field", `import ("os"; "io"; "strings"); type T struct{ a, b io.Reader }; func (t *T) readA() { t.a.Read(nil) }; func (t *T) readB() { t.b.Read(nil) }
		func F(f *os.File) { t := T{a: strings.NewReader(""), b: f}; t.readA() }`, ""},
	{"stream", `import ("os"; "encoding/json"); func F(v any) { json.NewDecoder(os.Stdin).Decode(v) }`, "stdin:json.(*Decoder).Decode;os.(*File).Read"},
	{"buffered stream", `import ("os"; "bufio"; "encoding/csv"); func F() { csv.NewReader(bufio.NewReader(os.Stdin)).Read() }`, "stdin:csv.(*Reader).Read;bufio.(*Reader).Read;os.(*File).Read"},
	{"limited stream", `import ("net"; "io"); func F(c net.Conn) { io.ReadAll(io.LimitReader(c, 9)) }`, "net:io.ReadAll;net.Conn.Read"},
	{"stream in memory", `import ("strings"; "bufio"); func F(s string) { sc := bufio.NewScanner(strings.NewReader(s)); for sc.Scan() {} }`, ""},
	{"formatted text", `import ("fmt"; "time"); type T int; func (T) String() string { time.Sleep(1); return "" }; func F(t T, n int) { fmt.Sprintf("%d %v", n, t) }`, "sleep:fmt.Sprintf;p.T.String;time.Sleep"},
	{"formatted error", `import "fmt"; func F(err error) error { return fmt.Errorf("x: %w", err) }`, ""},
	{"stored behind an interface", `import "net/http"; func F(m *http.ServeMux, f func(http.ResponseWriter, *http.Request)) { m.HandleFunc("/", f); m.Handle("/x", http.HandlerFunc(f)) }`, "u1=s"},
	{"wraps", `import "io"; type cw struct{ w io.Writer }; func F(n int, w io.Writer) *cw { c := &cw{w}; return c }`, "wraps=1"},
	{"result", `import "time"; func mk(d time.Duration) func() { return func() { time.Sleep(d) } }; func F() { mk(1)() }`, "sleep:p.mk;time.Sleep"},
	{"deferred result", `import "time"; func mk() func() { return func() { time.Sleep(1) } }; func F() { stop := mk(); defer stop() }`, "sleep:p.mk;time.Sleep"},
	{"returns blocking literal", `import "time"; func F(g func()) func() { return func() { g(); time.Sleep(1) } }`, "result( sleep:time.Sleep p0() )"},
	{"iterator", `import ("time"; "iter"); func seq() iter.Seq[int] { return func(yield func(int) bool) { time.Sleep(1); yield(1) } }
		func F() { for range seq() {} }`, "sleep:p.seq;time.Sleep"},
	{"body of range over function", `import ("time"; "iter"); func F(s iter.Seq[int]) { for range s { time.Sleep(1) } }`, "sleep:time.Sleep p0()"},

	{"standard streams", `import "os"; func F() { os.Stdin.Read(nil); os.Stderr.Write(nil) }`, "stdin:os.(*File).Read log:os.(*File).Write"},
	{"pipe", `import "os"; func F() { r, _, _ := os.Pipe(); r.Read(nil) }`, "stdin:os.(*File).Read"},
	{"pipe to a command", `import ("os/exec"; "io"); func F(c *exec.Cmd) { out, _ := c.StdoutPipe(); io.ReadAll(out) }`, "stdin:io.ReadAll;os.(*File).Read"},
	{"io.Pipe", `import "io"; func F() { r, w := io.Pipe(); go w.Close(); io.ReadAll(r) }`, "stdin:io.ReadAll;io.(*PipeReader).Read"},
	{"returned method", `import "os"; func F(f *os.File) func() error { return f.Sync }`, "result( file:os.(*File).Sync )"},
	{"io.Copy of files", `import ("os"; "io"); func F(a, b *os.File) { io.Copy(a, b) }`, "file:io.Copy;os.(*File).Read"},
	{"io.Copy of buffers", `import ("bytes"; "strings"; "io"); func F(s string) { var b bytes.Buffer; io.Copy(&b, strings.NewReader(s)) }`, ""},
	{"http body", `import "net/http"; func F(r *http.Response) { r.Body.Read(nil) }`, "http:http.Body.Read"},
	{"copy of http body", `import ("net/http"; "io"; "bytes"); func F(r *http.Response, b *bytes.Buffer) { io.Copy(b, r.Body) }`, "http:io.Copy;http.Body.Read"},
	{"net.Conn", `import "net"; func F(c net.Conn) { c.Write(nil) }`, "net:net.Conn.Write"},
	{"copy from net.Conn", `import ("net"; "io"; "bytes"); func F(c net.Conn, b *bytes.Buffer) { io.Copy(b, c) }`, "net:io.Copy;net.Conn.Read"},
	{"once", `import ("sync"; "time"); func F(o *sync.Once) { o.Do(func() { time.Sleep(1) }) }`, "sleep:sync.(*Once).Do;time.Sleep"},
	{"promoted method", `import "os"; type T struct{ *os.File }; func F(t T) { t.Sync() }`, "file:os.(*File).Sync"},
	{"promoted method by interface", `import "os"; type T struct{ *os.File }; type S interface{ Sync() error }; func g(s S) { s.Sync() }; func F(t T) { g(t) }`, "file:p.g;os.(*File).Sync"},
}
