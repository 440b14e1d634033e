//go:build race

package runtimectx_test

const raceEnabled = true
