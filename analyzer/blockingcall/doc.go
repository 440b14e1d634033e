// Package blockingcall defines an Analyzer that reports operations and calls that can block inside an entered region.
package blockingcall

const doc = `report operations and calls that can block inside an entered region`
