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

// The script of the action's main step runs as it does on GitHub.
func TestActionRuns(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	i := slices.IndexFunc(a.Runs.Steps, func(s step) bool { return s.ID == "check" })
	if i < 0 {
		t.Fatal("no step check")
	}
	for _, tt := range []struct {
		name, source string
		code         string
		annotations  int
		results      int // in the SARIF report; -1: there is none
	}{
		{"clean", "package p\n", "0", 0, 0},
		{"finding", strings.Replace(leak, "COMMENT", "", 1), "1", 1, 1},
		{"error", "package p\n\nvar x int = \"\"\n", "2", 0, -1},
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
			outputs := filepath.Join(temp, "outputs")
			cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", a.Runs.Steps[i].Run)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), asProgram+"=1", "GOFLAGS=", "GOWORK=off",
				"RUNNER_TEMP="+temp, "GITHUB_OUTPUT="+outputs, "GITHUB_WORKSPACE="+dir,
				"PACKAGES=./...", "ARGS=", "SARIF=out.sarif")
			out, code := output(t, cmd)
			if code != 0 {
				t.Fatalf("the step fails with %d:\n%s", code, out)
			}
			if got, err := os.ReadFile(outputs); err != nil || string(got) != "exit-code="+tt.code+"\n" {
				t.Errorf("outputs %q, %v, want exit code %s:\n%s", got, err, tt.code, out)
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
