package findings

import "golang.org/x/tools/go/analysis"

// Report hands f to the driver behind pass. The message carries the check's
// name, which plain go vet does not print, and stands on its own without the
// related positions, which several drivers drop.
func Report(pass *analysis.Pass, f Finding) {
	d := analysis.Diagnostic{
		Pos:            f.Pos,
		End:            f.End,
		Category:       f.Check,
		Message:        f.Message + " [" + f.Check + "]",
		SuggestedFixes: f.Fixes,
	}
	for _, s := range f.Steps {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: s.Pos, Message: s.Text})
	}
	pass.Report(d)
}
