// Package options configures what it enters by functions and interfaces that
// callers pass: the caller knows what they say.
package options

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("options", nil)

// A Config is what options set.
type Config struct {
	Allow bool
	Guard runtimectx.SetCurrentGuard
	Turns int
}

// An Option sets one thing.
type Option func(*Config)

// Allow allows to block in place.
func Allow(c *Config) { c.Allow = true }

// WithAllow is Allow under a condition of the caller's.
func WithAllow(allow bool) Option {
	return func(c *Config) { c.Allow = allow }
}

// WithTurns sets something else.
func WithTurns(n int) Option {
	return func(c *Config) { c.Turns = n }
}

// Start takes any number of options.
func Start(opts ...Option) runtimectx.EnterRuntimeGuard {
	var c Config
	for _, o := range opts {
		o(&c)
	}
	if c.Allow {
		return runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	return runtimectx.Enter(h)
}

// StartOne takes one, and a default.
func StartOne(o Option) runtimectx.EnterRuntimeGuard {
	c := &Config{Turns: 1}
	o(c)
	var opts []runtimectx.EnterOption
	if c.Allow && c.Turns > 0 {
		opts = append(opts, runtimectx.AllowBlockInPlace)
	}
	return runtimectx.Enter(h, opts...)
}

// A Setting is an option as an interface.
type Setting interface{ Apply(*Config) }

// Denied and Allowed are settings.
type (
	Denied  struct{}
	Allowed struct{ Really bool }
)

// Apply implements Setting.
func (Denied) Apply(c *Config) { c.Allow = false }

// Apply implements Setting.
func (a Allowed) Apply(c *Config) { c.Allow = a.Really }

// StartWith applies a setting.
func StartWith(s Setting) runtimectx.EnterRuntimeGuard {
	var c Config
	s.Apply(&c)
	if c.Allow {
		return runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	return runtimectx.Enter(h)
}

// TwoSteps keeps what the first option said before it asks the second.
func TwoSteps(first, second Option) runtimectx.EnterRuntimeGuard {
	var c Config
	first(&c)
	allow := c.Allow
	second(&c)
	if allow {
		return runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	return runtimectx.Enter(h)
}
