package findings

// Checks holds the names of all checks, in the order in which they are
// documented. It stands here because a check that runs alone, as it may in
// Bazel, must still know which names an ignore comment can hold.
var Checks = []string{
	"nestedenter",
	"leakedguard",
	"releaseorder",
	"blockingcall",
	"guardmisuse",
	"exitstate",
}
