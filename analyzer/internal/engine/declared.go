package engine

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/facts"
)

// readDirectives reads what the package and its imports declare in their source.
func readDirectives(pass *analysis.Pass, known *imports) (*directive.Table, []findings.Finding) {
	return directive.Read(directive.Input{
		Fset:  pass.Fset,
		Files: pass.Files,
		Pkg:   pass.Pkg,
		Info:  pass.TypesInfo,
		Imported: func(pkg *types.Package) map[string][]string {
			if f := known.of(pkg); f != nil {
				return f.Directives
			}
			return nil
		},
	})
}

// refuted reports the functions that are declared not to block and surely do.
func refuted(pass *analysis.Pass, declared *directive.Table, effects *effect.Package) []findings.Finding {
	var found []findings.Finding
	for _, c := range declared.Nonblocking() {
		pos, what, ok := effects.SurelyBlocks(c.Func)
		if !ok {
			continue
		}
		found = append(found, findings.Finding{
			Check: "blockingcall",
			Pos:   c.Pos,
			End:   c.End,
			Message: fmt.Sprintf("%s of %s is wrong: it %s at line %d, whatever happens before",
				directive.Nonblocking, c.Name, what, pass.Fset.Position(pos).Line),
			Steps: []findings.Step{{Pos: pos, Text: "blocks here"}},
		})
	}
	return found
}

// passOnDirectives adds to fact what callers need to know of imported packages
// that they may not import themselves: the kinds of guards, wherever they come
// from, and what is said of the types that this package's API mentions.
func (im *imports) passOnDirectives(fact *facts.Package, mentioned []*types.Named) {
	add := func(key string, lines []string) {
		if fact.Directives == nil {
			fact.Directives = make(map[string][]string)
		}
		fact.Directives[key] = slices.Compact(slices.Sorted(slices.Values(slices.Concat(fact.Directives[key], lines))))
	}
	for _, imp := range im.pass.Pkg.Imports() {
		f := im.of(imp)
		if f == nil || len(f.Directives) == 0 {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(f.Directives)) {
			path, own, foreign := splitDirective(imp, key)
			guards := slices.DeleteFunc(slices.Clone(f.Directives[key]), func(line string) bool { return !strings.HasPrefix(line, "guard ") })
			to := key
			switch {
			case path == im.pass.Pkg.Path():
				continue
			case !foreign && path != "":
				to = path + "|" + own
			}
			if len(guards) > 0 {
				add(to, guards)
			}
			if path == "" {
				continue
			}
			for _, t := range mentioned {
				if t.Obj().Pkg().Path() == path && about(own, t.Obj().Name()) {
					add(to, f.Directives[key])
				}
			}
		}
	}
}

// splitDirective says of which package the key speaks that is in the fact of imp,
// and what it is there. An unnamed type belongs to none.
func splitDirective(imp *types.Package, key string) (path, own string, foreign bool) {
	if name, ok := strings.CutPrefix(key, "type "); ok {
		if strings.ContainsAny(name, "( ") {
			return "", key, false
		}
		return imp.Path(), key, false
	}
	if path, own, ok := strings.Cut(key, "|"); ok {
		return path, own, true
	}
	return imp.Path(), key, false
}

// about reports whether the key speaks of the type or of a part of it.
func about(key, typ string) bool {
	return key == "type "+typ || strings.HasPrefix(key, typ+".") || strings.HasPrefix(key, "field "+typ+".")
}
