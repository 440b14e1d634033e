package analyzer

import (
	"flag"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// A Protocol is a set of guarded functions, with rules about their use, that
// the checks know.
type Protocol struct {
	Name    string // as the flag "protocols" names it
	Doc     string // one line
	Default bool   // in use unless the flag says otherwise
	// Functions says what each function means, name and meaning in turn.
	Functions [][2]string
}

// Protocols lists the protocols in the order in which they are documented.
func Protocols() []Protocol {
	var list []Protocol
	for i, p := range protocol.Packs {
		pr := Protocol{Name: p.Name, Doc: p.Doc, Default: i == 0}
		for _, row := range p.Describe() {
			pr.Functions = append(pr.Functions, [2]string{row.Func, row.Meaning})
		}
		list = append(list, pr)
	}
	return list
}

// ProtocolFlag is the value of the flag "protocols", which every check has and
// which is one for all of them: names of protocols separated by commas, or
// "all". It must be set before any analyzer runs. Usage describes it.
func ProtocolFlag() (value flag.Value, usage string) {
	return protocol.Selection{}, protocol.Usage()
}
