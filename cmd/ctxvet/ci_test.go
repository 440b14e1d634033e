package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// An action is what action.yml says, as far as it matters here.
type action struct {
	Inputs map[string]struct {
		Description string
		Default     string
	}
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

type step struct {
	ID, Name, If, Shell, Run, Uses string
	WorkingDirectory               string `yaml:"working-directory"`
	Env, With                      map[string]string
}

func readYAML(t *testing.T, name string, v any) {
	t.Helper()
	file, err := os.Open(filepath.Join(root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := yaml.NewDecoder(file).Decode(v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestActionIsComplete(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	if a.Runs.Using != "composite" || len(a.Runs.Steps) == 0 {
		t.Fatalf("not a composite action: %+v", a.Runs)
	}
	for name, in := range a.Inputs {
		if in.Description == "" {
			t.Errorf("input %s has no description", name)
		}
		used := slices.ContainsFunc(a.Runs.Steps, func(s step) bool {
			text, err := yaml.Marshal(s)
			return err == nil && strings.Contains(string(text), "inputs."+name)
		})
		if !used {
			t.Errorf("input %s is used nowhere", name)
		}
	}
	for _, s := range a.Runs.Steps {
		if s.Run != "" && s.Shell != "bash" {
			t.Errorf("step %s names no shell", s.Name)
		}
		// An expression in a script could smuggle commands in.
		if strings.Contains(s.Run, "${{") {
			t.Errorf("the script of step %s holds an expression", s.Name)
		}
	}
}

// step returns the only step that is wanted.
func (a *action) step(t *testing.T, wanted func(step) bool) step {
	t.Helper()
	i := slices.IndexFunc(a.Runs.Steps, wanted)
	if i < 0 {
		t.Fatal("the action lacks a step")
	}
	return a.Runs.Steps[i]
}

// ctxvet is installed for the machine that runs the job, by the toolchain of
// the user's module, whatever the job builds.
func TestActionInstalls(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	install := a.step(t, func(s step) bool { return s.Name == "Install ctxvet" })
	bin, temp := t.TempDir(), t.TempDir()
	script := `#!/bin/sh
case "$1" in
env) echo go1.99.1 ;;
*) echo "$*, by $GOTOOLCHAIN to $GOBIN for ${GOOS-here} on ${GOARCH-this} with '$GOFLAGS'" ;;
esac
`
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", install.Run)
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"RUNNER_TEMP="+temp, "VERSION=v1.2.3", "GOOS=js", "GOARCH=wasm", "GOFLAGS=-mod=vendor")
	want := "install github.com/ctxvet/ctxvet/cmd/ctxvet@v1.2.3, by go1.99.1 to " + temp + "/ctxvet for here on this with ''\n"
	if out, code := output(t, cmd); code != 0 || out != want {
		t.Errorf("code %d, the step does\n%s\nwant\n%s", code, out, want)
	}
}

// The script of the action's main step runs as it does on GitHub.
func TestActionRuns(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	check := a.step(t, func(s step) bool { return s.ID == "check" })
	for _, tt := range []struct {
		name, source string
		outputs      string
		annotations  int
		results      int // in the SARIF report; -1: there is none
	}{
		{"clean", "package p\n", "exit-code=0\nreport=true\n", 0, 0},
		{"finding", strings.Replace(leak, "COMMENT", "", 1), "exit-code=1\nreport=true\n", 1, 1},
		{"broken comment", strings.Replace(leak, "COMMENT", " //ctxvet:ignore leakedguard", 1), "exit-code=2\nreport=true\n", 2, 2},
		{"error", "package p\n\nvar x int = \"\"\n", "exit-code=2\nreport=false\n", 0, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := newModule(t, map[string]string{"sub/p.go": tt.source})
			temp := t.TempDir()
			if err := os.Mkdir(filepath.Join(temp, "ctxvet"), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(executable(t), filepath.Join(temp, "ctxvet", "ctxvet")); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "out.sarif"), []byte("of another run"), 0o666); err != nil {
				t.Fatal(err)
			}
			outputs := filepath.Join(temp, "outputs")
			cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check.Run)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), asProgram+"=1", "GOFLAGS=", "GOWORK=off",
				"RUNNER_TEMP="+temp, "GITHUB_OUTPUT="+outputs, "GITHUB_WORKSPACE="+dir,
				"PACKAGES=./...", "ARGS=", "SARIF=out.sarif")
			out, code := output(t, cmd)
			if code != 0 {
				t.Fatalf("the step fails with %d:\n%s", code, out)
			}
			if got, err := os.ReadFile(outputs); err != nil || string(got) != tt.outputs {
				t.Errorf("outputs %q, %v, want %q:\n%s", got, err, tt.outputs, out)
			}
			if n := strings.Count(out, "::error file=sub/p.go,line=6,"); n != tt.annotations {
				t.Errorf("%d annotations, want %d:\n%s", n, tt.annotations, out)
			}
			data, err := os.ReadFile(filepath.Join(dir, "out.sarif"))
			if tt.results < 0 {
				if err == nil {
					t.Errorf("a report was written:\n%s", data)
				}
				return
			}
			var doc struct {
				Runs []struct{ Results []any }
			}
			if err != nil || json.Unmarshal(data, &doc) != nil || len(doc.Runs) != 1 || len(doc.Runs[0].Results) != tt.results {
				t.Errorf("report %v, want %d results:\n%s", err, tt.results, data)
			}
		})
	}
}

func TestPreCommitHook(t *testing.T) {
	var hooks []struct {
		ID, Name, Entry, Language string
		Types, Args               []string
		PassFilenames             *bool `yaml:"pass_filenames"`
	}
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 {
		t.Fatalf("%d hooks", len(hooks))
	}
	h := hooks[0]
	if h.ID != "ctxvet" || h.Language != "golang" || !slices.Equal(h.Types, []string{"go"}) || h.PassFilenames == nil || *h.PassFilenames {
		t.Errorf("hook %+v", h)
	}
	dir := newModule(t, map[string]string{"p.go": strings.Replace(leak, "COMMENT", "", 1)})
	if out, code := output(t, program(t, dir, h.Args...)); h.Entry != "ctxvet" || code != 1 {
		t.Errorf("%s %v: code %d\n%s", h.Entry, h.Args, code, out)
	}
}
