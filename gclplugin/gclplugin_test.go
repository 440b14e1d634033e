package gclplugin

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"github.com/ctxvet/ctxvet/analyzer"
)

// decoded stands for settings as golangci-lint reads them from YAML.
type decoded = map[string]any

func TestSettings(t *testing.T) {
	defer func() { // the flags belong to the checks, which all tests share
		if _, err := New(nil); err != nil {
			t.Error(err)
		}
	}()
	for _, tt := range []struct {
		name     string
		settings any
		checks   string
		err      string
	}{
		{"none", nil, checkNames(), ""},
		{"empty", decoded{}, checkNames(), ""},
		{"some checks", decoded{"checks": []string{"exitstate", "nestedenter"}}, "nestedenter, exitstate", ""},
		{"flags", decoded{"blockingcall": decoded{"categories": "+lock"}, "guardmisuse": decoded{"stored": true}}, checkNames(), ""},
		{"unknown check", decoded{"checks": []string{"leakguard"}}, "", `unknown check "leakguard": the checks are nestedenter, `},
		{"unknown key", decoded{"check": "x"}, "", `unknown field "check"`},
		{"unknown category", decoded{"blockingcall": decoded{"categories": "disk"}}, "", `blockingcall: categories: unknown category "disk"; on by default: sleep `},
		{"wrong type", decoded{"checks": "leakedguard"}, "", "cannot unmarshal string"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			create, err := register.GetPlugin("ctxvet")
			if err != nil {
				t.Fatal(err)
			}
			p, err := create(tt.settings)
			if tt.err != "" {
				if err == nil || !strings.HasPrefix(err.Error(), "the settings of ctxvet: ") || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want one about %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
				t.Errorf("load mode %s", mode)
			}
			analyzers, err := p.BuildAnalyzers()
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, a := range analyzers {
				names = append(names, a.Name)
			}
			if got := strings.Join(names, ", "); got != tt.checks {
				t.Errorf("checks %s, want %s", got, tt.checks)
			}
		})
	}
}

// Settings that are not given are the defaults, not those of another
// configuration in the same process.
func TestSettingsDoNotStick(t *testing.T) {
	if _, err := New(decoded{"blockingcall": decoded{"categories": "+lock"}, "guardmisuse": decoded{"stored": true}}); err != nil {
		t.Fatal(err)
	}
	if _, err := New(nil); err != nil {
		t.Fatal(err)
	}
	for _, a := range analyzer.Analyzers {
		for flag, want := range map[string]string{"categories": "", "stored": "false"} {
			if f := a.Flags.Lookup(flag); f != nil && f.Value.String() != want {
				t.Errorf("-%s.%s is %q", a.Name, flag, f.Value)
			}
		}
	}
}
