package analyzer

import "github.com/ctxvet/ctxvet/analyzer/internal/findings"

// ReportIgnored makes the checks report, from now on, also the findings that
// a //ctxvet:ignore comment silences, for a driver that lists them apart. The
// category of such a diagnostic is "CHECK/ignored", and its last related
// information is the comment, with the reason that it gives as the message.
// A finding about an ignore comment that is itself wrong, as one without a
// reason is, then has the category "CHECK/broken".
// It must be called before any analyzer runs.
func ReportIgnored() { findings.ReportIgnored = true }
