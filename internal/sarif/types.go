package sarif

import "honnef.co/go/tools/sarif"

// The types of honnef.co/go/tools/sarif reach as far as that project uses the
// format. These add what is used here beyond it.

type log struct {
	Version string `json:"version"`
	Schema  string `json:"$schema"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool               tool                              `json:"tool"`
	Invocations        []sarif.Invocation                `json:"invocations"`
	OriginalURIBaseIDs map[string]sarif.ArtifactLocation `json:"originalUriBaseIds"`
	ColumnKind         string                            `json:"columnKind"`
	Results            []result                          `json:"results"` // not omitted: none is a result, too
}

type tool struct {
	Driver toolComponent `json:"driver"`
}

type toolComponent struct {
	sarif.ToolComponent
	Rules []rule `json:"rules"`
}

type rule struct {
	sarif.ReportingDescriptor
	Name            string        `json:"name"`
	FullDescription sarif.Message `json:"fullDescription"`
}

type result struct {
	sarif.Result
	RuleIndex           int               `json:"ruleIndex"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	CodeFlows           []codeFlow        `json:"codeFlows,omitempty"`
}

type codeFlow struct {
	ThreadFlows []threadFlow `json:"threadFlows"`
}

type threadFlow struct {
	Locations []threadFlowLocation `json:"locations"`
}

type threadFlowLocation struct {
	Location sarif.Location `json:"location"`
}
