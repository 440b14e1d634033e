package findings

import "golang.org/x/tools/go/analysis"

// ReportIgnored makes [Report] hand over ignored findings too, marked as such,
// and mark those about broken ignore comments. Only a driver that shows them apart sets it, before any analyzer runs.
var ReportIgnored bool

// Report hands fs, all findings of the check that pass runs, to the driver,
// but for those that an ignore comment silences. It also reports the ignore
// comments that this check answers for and that are wrong or of no use.
func Report(pass *analysis.Pass, fs []Finding) {
	check := pass.Analyzer.Name
	ignores := ignoresOf(pass, check)
	for _, f := range fs {
		if d := diagnostic(f); ignores.silences(pass.Fset, f.Pos, &d) {
			if ReportIgnored {
				pass.Report(d)
			}
		} else {
			pass.Report(d)
		}
	}
	for _, f := range ignores.complaints() {
		d := diagnostic(f)
		if f.Broken && ReportIgnored {
			d.Category += "/broken"
		}
		pass.Report(d)
	}
}

// diagnostic puts f into the form of a driver. The message carries the
// check's name, which plain go vet does not print, and stands on its own
// without the related positions, which several drivers drop.
func diagnostic(f Finding) analysis.Diagnostic {
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
	return d
}
