// Package nestedenter defines an Analyzer that reports an Enter that can run while its goroutine is already entered.
package nestedenter

const doc = `report an Enter that can run while its goroutine is already entered`
