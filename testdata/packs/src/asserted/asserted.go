// Package asserted goes on behind assertions, which tell what they hold for.
package asserted

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	mu        sync.Mutex
	errBroken = errors.New("broken")
)

type thing struct{ n int }

func find() (*thing, error) { return nil, nil }

func twice() {
	mu.Lock()
	mu.Lock() // want `^mu\.Lock waits for ever: this goroutine has locked it at line 22 and not unlocked it since \[nestedenter\]$`
}

// The assertions below may hold, so that the code behind them runs.

func pointer(t *testing.T) {
	x, err := find()
	require.Nil(t, x)
	require.Nil(t, err)
	mu.Lock()
	mu.Lock() // want `^mu\.Lock waits for ever: this goroutine has locked it at line 32 and not unlocked it since \[nestedenter\]$`
}

func notNil(t *testing.T) {
	x, err := find()
	require.NotNil(t, x)
	require.NotNil(t, err)
	mu.Lock()
	mu.Lock() // want `^mu\.Lock waits for ever: this goroutine has locked it at line 40 and not unlocked it since \[nestedenter\]$`
}

func through(t *testing.T) {
	x, _ := find()
	isNil(t, x)
	mu.Lock()
	mu.Lock() // want `^mu\.Lock waits for ever: this goroutine has locked it at line 47 and not unlocked it since \[nestedenter\]$`
}

func isNil(t *testing.T, x any) { require.Nil(t, x) }

func wrapped(t *testing.T) {
	_, err := find()
	require.ErrorIs(t, err, errBroken)
	require.Equal(t, errBroken, err)
	mu.Lock()
	mu.Lock() // want `^mu\.Lock waits for ever: this goroutine has locked it at line 57 and not unlocked it since \[nestedenter\]$`
}

// What an assertion held for is so behind it.

func holds(t *testing.T) {
	_, err := find()
	require.NotNil(t, err)
	mu.Lock()
	if err == nil {
		mu.Lock()
	}
	mu.Unlock()
}

func holdsNil(t *testing.T) {
	x, _ := find()
	require.Nil(t, x)
	mu.Lock()
	if x != nil {
		mu.Lock()
	}
	mu.Unlock()
}

func same(t *testing.T, x *thing) {
	mu.Lock()
	defer mu.Unlock()
	require.Equal(t, x, x)
}
