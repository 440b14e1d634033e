package walk

import (
	"go/types"
	"strings"
)

// isNamed reports whether fn is one of names, which are spelled as by
// (*types.Func).FullName. To spell the name of each function that is called
// would cost more than to tell that it is none of these.
func isNamed(fn *types.Func, names ...string) bool {
	for _, n := range names {
		if strings.HasSuffix(n, fn.Name()) && fn.FullName() == n {
			return true
		}
	}
	return false
}
