// Package exitstate defines an Analyzer that reports ExitRuntime and BlockInPlace where the state forbids them.
package exitstate

const doc = `report ExitRuntime and BlockInPlace where the state forbids them`
