package htmlreport

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/internal/report"
)

// loopText and storeText are the files that the example's findings lie in.
const (
	loopText = `package loop

// Every runs f in intervals.
func (l *Loop) Every(interval string, f func()) error {
	guard := runtimectx.Enter(l.handle)
	d, err := time.ParseDuration(interval)
	if err != nil {
		return err
	}
	l.timers = append(l.timers, timer{d, f})
	guard.Release()
	return nil
}

func (l *Loop) Run(text string) {
	guard := runtimectx.Enter(l.handle)
	defer guard.Release()
	/* a comment
	   of two lines with <script>alert("x")</script> */
	fmt.Println(` + "`a raw\n\tstring`" + `, '<', "a long line that goes on and on, so that a narrow window has to deal with it, and on and on and on")
	store.Save(text)
}
`
	storeText = "package store\n\nfunc Save(text string) {\n\tos.WriteFile(name, []byte(text), 0o644)\n}\n"
)

func example(t *testing.T) *report.Report {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{"loop/loop.go": loopText, "store/store.go": storeText}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	loop := func(line, column int) report.Position {
		return report.Position{File: filepath.Join(dir, "loop/loop.go"), Line: line, Column: column}
	}
	store := func(line, column int) report.Position {
		return report.Position{File: filepath.Join(dir, "store/store.go"), Line: line, Column: column}
	}
	return &report.Report{
		Dir:      dir,
		Packages: []string{"m/loop", "m/store", "m/with/a/very/long/import/path/that/does/not/fit"},
		Checks:   []string{"nestedenter", "leakedguard", "releaseorder", "blockingcall", "guardmisuse", "exitstate"},
		Findings: []report.Finding{
			{
				Check: "leakedguard", Package: "m/loop", Start: loop(5, 2), End: loop(5, 7),
				Message: "guard guard, entered at line 5, is not released when the function returns at line 8",
				Steps: []report.Step{
					{Position: loop(5, 11), Message: "guard is entered"},
					{Position: loop(7, 5), Message: "err != nil is true"},
					{Position: loop(8, 3), Message: "the function returns"},
				},
				Fixes: []report.Fix{{Message: "defer guard.Release()"}},
			},
			{
				Check: "blockingcall", Package: "m/loop", Start: loop(22, 2), End: loop(22, 18),
				Message: "store.Save blocks (calls os.WriteFile) inside the region entered at line 16",
				Steps: []report.Step{
					{Position: loop(16, 11), Message: "the region is entered"},
					{Position: loop(22, 2), Message: "calls store.Save"},
					{Position: store(4, 2), Message: "calls os.WriteFile, which blocks"},
				},
			},
			{Check: "blockingcall", Package: "m/store", Start: store(4, 2), End: store(4, 2), Message: "<b>not bold</b> & \"quoted\""},
			{
				Check: "exitstate", Package: "m/with/a/very/long/import/path/that/does/not/fit", Message: "in a file that is gone",
				Start: report.Position{File: "/nowhere/q.go", Line: 3}, End: report.Position{File: "/nowhere/q.go", Line: 3},
			},
		},
		Ignored: []report.Finding{{
			Check: "guardmisuse", Package: "m/store", Start: store(3, 1), End: store(3, 1), Message: "released twice", Reason: "it is a test",
		}},
	}
}

func page1(t *testing.T, r *report.Report) string {
	t.Helper()
	var out strings.Builder
	if err := Write(&out, r, "v1.2.3"); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPage(t *testing.T) {
	r := example(t)
	text := page1(t, r)
	for _, want := range []string{
		"<title>ctxvet: 4 findings in 3 packages, 1 ignored</title>",
		"loop/loop.go:5",
		"guard guard, entered at line 5, is not released",
		`<td class="badges"><span class="badge" title="step 1">1</span></td><td class="n">5</td>`,
		"<mark>guard</mark>",
		`<span class="kw">return</span>`,
		"Fix: defer guard.Release()",
		"Ignored: it is a test",
		"&lt;b&gt;not bold&lt;/b&gt; &amp; &#34;quoted&#34;",
		"/nowhere/q.go:3",
		"ctxvet v1.2.3",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
	if strings.Contains(text, "<script>alert") || strings.Contains(text, "<b>not bold") {
		t.Error("the page holds markup from a source file or a message")
	}
	if again := page1(t, r); again != text {
		t.Error("writing the same report again gives another page")
	}
}

// The page loads nothing.
func TestSelfContained(t *testing.T) {
	text := page1(t, example(t))
	for _, m := range regexp.MustCompile(`(?i)(?:src|href|url)\s*[=(]\s*["']?([^"'\s)>]+)`).FindAllStringSubmatch(text, -1) {
		if ref := m[1]; !strings.HasPrefix(ref, "#") && !strings.HasPrefix(ref, "https://github.com/ctxvet/ctxvet/") {
			t.Errorf("the page refers to %s", ref)
		}
	}
	for _, tag := range []string{"<link", "<img", "<iframe", "@import", "<script src"} {
		if strings.Contains(text, tag) {
			t.Errorf("the page holds %s", tag)
		}
	}
}

func TestCleanPage(t *testing.T) {
	text := page1(t, &report.Report{Packages: []string{"m"}})
	if !strings.Contains(text, "Nothing was found.") || strings.Contains(text, "<form") {
		t.Errorf("a clean report gives\n%s", text)
	}
}

// save writes a page to a file and returns its address.
func save(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return "file://" + name
}

// visible is JavaScript that lists the findings that can be seen.
const visible = `[...document.querySelectorAll(".check .finding")].filter(e => e.checkVisibility()).map(e => e.id).join(" ")`

func TestInBrowser(t *testing.T) {
	b := startBrowser(t)
	text := page1(t, example(t))
	url := save(t, text)
	want := func(what, expression, want string) {
		t.Helper()
		var got string
		if b.eval(&got, expression); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	fill := func(name, value string) {
		t.Helper()
		b.eval(nil, fmt.Sprintf(`(() => { const f = document.forms[0]; f[%q].value = %q; f.dispatchEvent(new Event("input")); })()`, name, value))
	}
	const shown = `document.querySelector("output").value`

	for _, width := range []int{1280, 360} {
		for _, scheme := range []string{"light", "dark"} {
			b.open(url, width, scheme)
			b.screenshot(fmt.Sprintf("report-%d-%s", width, scheme))
			want(fmt.Sprintf("width %d, %s: sideways scrolling", width, scheme),
				`String(document.documentElement.scrollWidth > document.documentElement.clientWidth)`, "false")
			want(fmt.Sprintf("width %d, %s: texts of too little contrast", width, scheme), lowContrast, "")
			b.eval(nil, `document.querySelectorAll("details").forEach(d => d.open = true); scrollTo(0, document.querySelector("h2").offsetTop)`)
			b.screenshot(fmt.Sprintf("report-%d-%s-findings", width, scheme))
			want(fmt.Sprintf("width %d, %s: sideways scrolling with manuals open", width, scheme),
				`String(document.documentElement.scrollWidth > document.documentElement.clientWidth)`, "false")
		}
	}

	b.open(url, 1280, "light")
	want("all", visible, "f1 f2 f3 f4")
	want("nothing to say", shown, "")
	fill("q", "WriteFile os")
	want("search for words of a step", visible, "f2")
	want("count", shown, "1 of 4 shown")
	want("sections without findings", `[...document.querySelectorAll(".check")].filter(e => e.checkVisibility()).map(e => e.id).join(" ")`, "blockingcall")
	fill("q", "")
	fill("check", "blockingcall")
	want("one check", visible, "f2 f3")
	fill("package", "m/store")
	want("one check and package", visible, "f3")
	fill("q", "no such thing")
	want("nothing", visible, "")
	want("count of nothing", shown, "0 of 4 shown")
	b.eval(nil, `location.hash = "#f1"`)
	for range 100 { // the event comes later
		var now string
		if b.eval(&now, visible); now != "" {
			break
		}
	}
	want("a link to what is hidden", visible, "f1 f2 f3 f4")
	want("links that lead nowhere", `[...document.querySelectorAll("a[href^='#']")].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id)).join(" ")`, "")
	want("loaded resources", `performance.getEntriesByType("resource").map(e => e.name).join(" ")`, "")

	withoutScript := regexp.MustCompile(`(?s)<script>.*</script>`).ReplaceAllString(text, "")
	b.open(save(t, withoutScript), 1280, "light")
	want("without JavaScript", visible, "f1 f2 f3 f4")
	want("the filter without JavaScript", `String(document.forms[0].checkVisibility())`, "false")

	if len(b.errors) > 0 {
		t.Errorf("the page reports\n%s", strings.Join(b.errors, "\n"))
	}
}

// lowContrast is JavaScript that lists what is written with a contrast of less
// than 4.5, which WCAG 2 asks for.
const lowContrast = `(() => {
	const rgb = (c) => c.match(/[\d.]+/g).map(Number);
	const lum = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
		.reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
	const background = (e) => {
		for (; e; e = e.parentElement) {
			const c = rgb(getComputedStyle(e).backgroundColor);
			if (c.length < 4 || c[3] > 0) return c;
		}
		return [255, 255, 255];
	};
	const bad = new Set();
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const e = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || !e.checkVisibility() || e.tagName === "SCRIPT") continue;
		const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(background(e))].sort((x, y) => y - x);
		if ((a + 0.05) / (b + 0.05) < 4.5) bad.add(e.tagName + "." + e.className);
	}
	return [...bad].join(" ");
})()`
