// Package gnet stands for the package of that path.
package gnet

import "time"

type Action int

type Conn interface{ Write(p []byte) (int, error) }

type Engine struct{ n int }

type EventHandler interface {
	OnBoot(eng Engine) Action
	OnShutdown(eng Engine)
	OnOpen(c Conn) ([]byte, Action)
	OnClose(c Conn, err error) Action
	OnTraffic(c Conn) Action
	OnTick() (time.Duration, Action)
}

type BuiltinEventEngine struct{}

func (*BuiltinEventEngine) OnBoot(Engine) (a Action)            { return }
func (*BuiltinEventEngine) OnShutdown(Engine)                   {}
func (*BuiltinEventEngine) OnOpen(Conn) (b []byte, a Action)    { return }
func (*BuiltinEventEngine) OnClose(Conn, error) (a Action)      { return }
func (*BuiltinEventEngine) OnTraffic(Conn) (a Action)           { return }
func (*BuiltinEventEngine) OnTick() (d time.Duration, a Action) { return }
