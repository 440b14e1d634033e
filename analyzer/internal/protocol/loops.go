package protocol

import (
	"maps"
	"sync"
)

// Code that an event loop calls holds up everything else that the loop does.
// It is found by the names of packages, functions and interfaces, so that none
// of these packages is a dependency.

// An Interface is one whose methods an event loop calls.
type Interface struct {
	Path, Name string
	Methods    []string // those that run on the loop
	Loop       string   // what messages call the loop
}

// onLoop marks code that runs on an event loop; nobody acquires it.
var onLoop = &Guard{Type: "event loop", Noun: "event loop", Verb: "entered", Object: true, Holds: true}

// LoopHold is the kind of guard that code on an event loop holds throughout.
func LoopHold() *Guard { return onLoop }

func handler(arg int, loop string) *Func {
	return &Func{Op: OnLoop, Guard: onLoop, Arg: arg, Loop: loop}
}

// task is a handler that is called once.
func task(arg int, loop string) *Func {
	f := handler(arg, loop)
	f.Once = true
	return f
}

const (
	jsLoop        = "the event loop of JavaScript"
	tviewLoop     = "the event loop of tview"
	fyneLoop      = "the event loop of fyne"
	natsLoop      = "the goroutine that delivers the subscription's messages"
	pahoLoop      = "the goroutine that delivers the client's messages"
	gnetLoop      = "an event loop of gnet"
	bubbleteaLoop = "the event loop of bubbletea"
	ebitenLoop    = "the game loop of ebiten"

	tviewPath = "github.com/rivo/tview"
	fynePath  = "fyne.io/fyne/v2"
	natsPath  = "github.com/nats-io/nats.go"
	natsJS    = natsPath + "/jetstream"
	pahoPath  = "github.com/eclipse/paho.mqtt.golang"
	gnetPath  = "github.com/panjf2000/gnet"
)

var bubbleteaPaths = []string{"github.com/charmbracelet/bubbletea", "github.com/charmbracelet/bubbletea/v2", "charm.land/bubbletea/v2"}

var ebitenPaths = []string{"github.com/hajimehoshi/ebiten", "github.com/hajimehoshi/ebiten/v2"}

var loopsPack = &Pack{
	Name:       "loops",
	Doc:        "callbacks that run on an event loop: js.FuncOf, gnet, bubbletea, tview, fyne, ebiten, nats, paho; blocking there holds it up",
	Paths:      append(append([]string{"syscall/js", tviewPath, fynePath, natsPath, natsJS, pahoPath, gnetPath, gnetPath + "/v2"}, bubbleteaPaths...), ebitenPaths...),
	Guards:     []*Guard{onLoop},
	Interfaces: loopInterfaces(),
	funcs: sync.OnceValue(func() map[string]*Func {
		return merged(
			rows("syscall/js", "js", map[string]*Func{
				"FuncOf": handler(0, jsLoop),
			}),
			rows(tviewPath, "tview", map[string]*Func{
				"Application.QueueUpdate":     task(0, tviewLoop),
				"Application.QueueUpdateDraw": task(0, tviewLoop),
			}),
			rows(fynePath, "fyne", map[string]*Func{
				"Do":                     task(0, fyneLoop),
				"DoAndWait":              task(0, fyneLoop),
				"Driver.DoFromGoroutine": task(0, fyneLoop),
			}),
			rows(natsPath, "nats", map[string]*Func{
				"Conn.Subscribe":             handler(1, natsLoop),
				"Conn.QueueSubscribe":        handler(2, natsLoop),
				"EncodedConn.Subscribe":      handler(1, natsLoop),
				"EncodedConn.QueueSubscribe": handler(2, natsLoop),
				"JetStream.Subscribe":        handler(1, natsLoop),
				"JetStream.QueueSubscribe":   handler(2, natsLoop),
			}),
			rows(natsJS, "jetstream", map[string]*Func{
				"Consumer.Consume": handler(0, natsLoop),
			}),
			rows(pahoPath, "mqtt", map[string]*Func{
				"Client.Subscribe":                       handler(2, pahoLoop),
				"Client.SubscribeMultiple":               handler(1, pahoLoop),
				"Client.AddRoute":                        handler(1, pahoLoop),
				"ClientOptions.SetDefaultPublishHandler": handler(0, pahoLoop),
			}),
		)
	}),
}

func loopInterfaces() []Interface {
	ifaces := []Interface{
		{gnetPath + "/v2", "EventHandler", []string{"OnOpen", "OnClose", "OnTraffic"}, gnetLoop},
		{gnetPath, "EventHandler", []string{"OnOpened", "OnClosed", "React", "PreWrite", "AfterWrite"}, gnetLoop},
	}
	for _, path := range bubbleteaPaths {
		ifaces = append(ifaces, Interface{path, "Model", []string{"Update", "View"}, bubbleteaLoop})
	}
	for _, path := range ebitenPaths {
		ifaces = append(ifaces, Interface{path, "Game", []string{"Update", "Draw"}, ebitenLoop})
	}
	return ifaces
}

// Interfaces lists those of the packs in use that the package at path declares.
func Interfaces(path string) []Interface {
	var out []Interface
	for _, p := range enabled.byPath[path] {
		for _, i := range p.Interfaces {
			if i.Path == path {
				out = append(out, i)
			}
		}
	}
	return out
}

// merged is the union of the tables of several packages.
func merged(tables ...map[string]*Func) map[string]*Func {
	m := make(map[string]*Func)
	for _, t := range tables {
		maps.Copy(m, t)
	}
	return m
}
