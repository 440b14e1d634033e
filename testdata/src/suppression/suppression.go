// Package suppression pins the comments that ignore a finding.
package suppression

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func onTheLine() {
	runtimectx.Enter(h) //ctxvet:ignore leakedguard the process ends here
}

func above() {
	//ctxvet:ignore leakedguard the process ends here
	runtimectx.Enter(h)
}

func anotherCheck() {
	runtimectx.Enter(h) //ctxvet:ignore nestedenter it is something else // want `^//ctxvet:ignore of nestedenter matches no finding: remove it \[nestedenter\]$` `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

func severalChecks() {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.Sleep(time.Second) //ctxvet:ignore blockingcall,leakedguard waits on purpose // want `^//ctxvet:ignore of leakedguard matches no finding: remove it \[leakedguard\]$`
}

func noReason() {
	runtimectx.Enter(h) //ctxvet:ignore leakedguard // want `^//ctxvet:ignore leakedguard gives no reason, so it ignores nothing: write the reason behind the name \[leakedguard\]$` `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

func unused() {
	g := runtimectx.Enter(h) //ctxvet:ignore leakedguard it was wrong once // want `^//ctxvet:ignore of leakedguard matches no finding: remove it \[leakedguard\]$`
	g.Release()
}
