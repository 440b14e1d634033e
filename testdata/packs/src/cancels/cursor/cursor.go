// Package cursor blinks.
package cursor

import (
	"context"
	"time"
)

type blink struct {
	ctx    context.Context
	cancel context.CancelFunc
}

type Model struct {
	Speed time.Duration
	blink *blink
	on    bool
	focus bool
}

func New() Model {
	return Model{Speed: time.Second, blink: &blink{ctx: context.Background()}}
}

// Blink keeps the cancel function for the next time, and in what it returns.
func (m *Model) Blink() func() error {
	if !m.on {
		return nil
	}
	if m.blink != nil && m.blink.cancel != nil {
		m.blink.cancel()
	}
	ctx, cancel := context.WithTimeout(m.blink.ctx, m.Speed)
	m.blink.cancel = cancel
	return func() error {
		defer cancel()
		<-ctx.Done()
		return ctx.Err()
	}
}

func (m *Model) Focus() func() error {
	m.focus = true
	if m.on && m.focus {
		return m.Blink()
	}
	return nil
}

// Once makes a timer that only its result can stop.
func (m *Model) Once() func() {
	_, cancel := context.WithTimeout(context.Background(), m.Speed)
	return cancel
}
