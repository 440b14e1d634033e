package analyzer

import "github.com/ctxvet/ctxvet/analyzer/internal/findings"

// ReportIgnored makes the checks report, from now on, also the findings that
// a //ctxvet:ignore comment silences, for a driver that lists them apart. The
// category of such a diagnostic is "CHECK/ignored", and its last related
// information is the comment, with the reason that it gives as the message.
// It must be called before any analyzer runs.
func ReportIgnored() { findings.ReportIgnored = true }
