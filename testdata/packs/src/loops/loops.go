// Package loops gives callbacks to event loops.
package loops

import (
	"net/http"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	tea "github.com/charmbracelet/bubbletea"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/nats-io/nats.go"
	"github.com/panjf2000/gnet/v2"
	"github.com/rivo/tview"
)

type model struct {
	status string
	done   chan struct{}
}

type statusMsg string

func (m model) Init() tea.Cmd { return m.check }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case statusMsg:
		m.status = string(msg)
	case int:
		time.Sleep(time.Second) // want `time\.Sleep blocks on the event loop of bubbletea, which calls Update; category sleep \[blockingcall\]`
		m.load()                // want `m\.load blocks \(calls os\.ReadFile\) on the event loop of bubbletea, which calls Update; category file \[blockingcall\]`
	case bool:
		go m.load()
		return m, m.check
	case string:
		return m, func() tea.Msg {
			time.Sleep(time.Second)
			return statusMsg("slept")
		}
	}
	return m, nil
}

func (m model) View() string {
	<-m.done // want `channel receive blocks on the event loop of bubbletea, which calls View; category chan \[blockingcall\]`
	return m.status
}

// check is a command: bubbletea runs it on a goroutine of its own.
func (m model) check() tea.Msg {
	res, err := http.Get("http://localhost")
	if err != nil {
		return err
	}
	return statusMsg(res.Status)
}

func (m model) load() { os.ReadFile("state") }

type notAModel struct{}

func (notAModel) Update(msg tea.Msg) { time.Sleep(1) }

type server struct {
	gnet.BuiltinEventEngine
	mu sync.Mutex
	n  int
}

func (s *server) OnTraffic(c gnet.Conn) gnet.Action {
	s.mu.Lock()
	s.n++
	s.mu.Unlock()
	http.Get("http://localhost") // want `http\.Get blocks on an event loop of gnet, which calls OnTraffic; category http \[blockingcall\]`
	return 0
}

func (s *server) OnTick() (time.Duration, gnet.Action) {
	time.Sleep(time.Second) // on a goroutine of its own
	return 0, 0
}

func (s *server) OnBoot(gnet.Engine) gnet.Action {
	os.ReadFile("config")
	return 0
}

type game struct{ ch chan int }

func (g *game) Update() error {
	select {
	case <-g.ch:
	default:
	}
	select {
	case <-g.ch: // want `channel receive blocks on the game loop of ebiten, which calls Update; category chan \[blockingcall\]`
	}
	return nil
}

func (g *game) Draw(*ebiten.Image)         { os.ReadFile("image") } // want `os\.ReadFile blocks on the game loop of ebiten, which calls Draw; category file \[blockingcall\]`
func (g *game) Layout(w, h int) (int, int) { return w, h }

func queues(app *tview.Application) {
	app.QueueUpdateDraw(func() {
		time.Sleep(1) // want `time\.Sleep blocks on the event loop of tview; category sleep \[blockingcall\]`
	})
	app.QueueUpdate(slow) // want `slow blocks \(calls time\.Sleep\) on the event loop of tview; category sleep \[blockingcall\]`
	app.QueueUpdate(quick)
	go func() {
		time.Sleep(1)
		app.QueueUpdate(func() {})
	}()
	fyne.Do(func() {
		go time.Sleep(1)
	})
	fyne.DoAndWait(func() {
		http.Get("http://localhost") // want `http\.Get blocks on the event loop of fyne; category http \[blockingcall\]`
	})
}

func slow()  { time.Sleep(1) }
func quick() {}

type consumer struct {
	out chan []byte
	nc  *nats.Conn
}

func (c *consumer) start() error {
	if _, err := c.nc.Subscribe("a", c.onMessage); err != nil { // want `onMessage blocks \(sends to a channel\) on the goroutine that delivers the subscription's messages; category chan \[blockingcall\]`
		return err
	}
	_, err := c.nc.QueueSubscribe("a", "q", func(m *nats.Msg) {
		select {
		case c.out <- m.Data:
		default:
		}
	})
	return err
}

func (c *consumer) onMessage(m *nats.Msg) { c.out <- m.Data }

func mqttHandlers(c mqtt.Client) {
	c.Subscribe("a", 0, func(_ mqtt.Client, m mqtt.Message) {
		os.WriteFile("message", m.Payload(), 0o600) // want `os\.WriteFile blocks on the goroutine that delivers the client's messages; category file \[blockingcall\]`
	})
	c.AddRoute("b", func(mqtt.Client, mqtt.Message) {})
}

// onUI runs f on the loop: it is judged where f is known.
func onUI(app *tview.Application, f func()) { app.QueueUpdate(f) }

func usesOnUI(app *tview.Application) {
	onUI(app, func() {
		time.Sleep(1) // want `time\.Sleep blocks on the event loop of tview; category sleep \[blockingcall\]`
	})
	onUI(app, quick)
}

// The loop calls what it is given once: the channel has room for the answer.
func answered(app *tview.Application) string {
	done := make(chan string, 1)
	app.QueueUpdate(func() { done <- "ready" })
	return <-done
}

func answeredTwice(app *tview.Application) string {
	done := make(chan string, 1)
	app.QueueUpdate(func() {
		for _, word := range []string{"ready", "steady"} {
			done <- word // want `channel send blocks on the event loop of tview; category chan \[blockingcall\]`
		}
	})
	return <-done
}

// A handler is called for each message.
func first(nc *nats.Conn) *nats.Msg {
	msgs := make(chan *nats.Msg, 1)
	nc.Subscribe("a", func(m *nats.Msg) {
		msgs <- m // want `channel send blocks on the goroutine that delivers the subscription's messages; category chan \[blockingcall\]`
	})
	return <-msgs
}
