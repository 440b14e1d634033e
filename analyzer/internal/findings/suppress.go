package findings

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// ignores are the ignore comments of one package as one check sees them.
type ignores struct {
	check  string
	active []*ignore // those that name the check and give a reason
	wrong  []Finding // what is wrong with others
}

// An ignore is one name in one directive, and whether it matched a finding.
type ignore struct {
	*directive
	named namedCheck
	used  bool
}

// ignoresOf collects what concerns check from the comments of pass.
func ignoresOf(pass *analysis.Pass, check string) *ignores {
	igs := &ignores{check: check}
	for _, file := range pass.Files {
		for _, d := range directives(pass.Fset, file) {
			igs.wrong = append(igs.wrong, d.wrongs(check)...)
			if d.reason == "" || d.spaced {
				continue
			}
			for _, n := range d.names {
				if n.name == check {
					igs.active = append(igs.active, &ignore{directive: d, named: n})
				}
			}
		}
	}
	return igs
}

// silences reports whether a comment asks to ignore a finding at pos, and if
// so marks d as ignored, with the reason. Every comment that matches is used.
func (igs *ignores) silences(fset *token.FileSet, pos token.Pos, d *analysis.Diagnostic) bool {
	if len(igs.active) == 0 {
		return false
	}
	file := fset.File(pos)
	if file == nil {
		return false
	}
	line := file.Line(pos)
	silenced := false
	for _, ig := range igs.active {
		if ig.file != file || ig.line != line {
			continue
		}
		ig.used = true
		if !silenced {
			silenced = true
			d.Category += "/ignored"
			d.SuggestedFixes = nil
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: ig.pos, Message: ig.reason})
		}
	}
	return silenced
}

// complaints returns the findings about the comments themselves. It is to be
// called when all findings of the check went through silences.
func (igs *ignores) complaints() []Finding {
	out := igs.wrong
	for _, ig := range igs.active {
		if !ig.used {
			out = append(out, Finding{
				Check:   igs.check,
				Pos:     ig.named.pos,
				End:     ig.named.pos + token.Pos(len(ig.named.name)),
				Message: ignoreDirective + " of " + igs.check + " matches no finding: remove it",
			})
		}
	}
	return sorted(out)
}
