// Package reflection pins the silence on reflection.
package reflection

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func enterAndLeave() {
	g := runtimectx.Enter(h)
	g.Release()
}

func called() {
	g := runtimectx.Enter(h)
	defer g.Release()
	reflect.ValueOf(enterAndLeave).Call(nil)
}

func made() {
	f := reflect.MakeFunc(reflect.TypeOf(enterAndLeave), func([]reflect.Value) []reflect.Value {
		enterAndLeave()
		return nil
	})
	g := runtimectx.Enter(h)
	defer g.Release()
	f.Interface().(func())()
}

type value struct{}

func (value) String() string {
	enterAndLeave()
	return ""
}

func (value) MarshalJSON() ([]byte, error) {
	enterAndLeave()
	return nil, nil
}

// The method is found by reflection, in code that knows no guard.
func formatted() {
	g := runtimectx.Enter(h)
	defer g.Release()
	_ = fmt.Sprint(value{})
	_, _ = json.Marshal(value{})
}

func released() {
	g := runtimectx.SetCurrent(h)
	reflect.ValueOf(g).MethodByName("Release").Call(nil)
}

func set() {
	var g runtimectx.SetCurrentGuard
	v := reflect.ValueOf(&g).Elem()
	v.Set(reflect.ValueOf(runtimectx.SetCurrent(h)))
	g.Release()
}
