// Package guardmisuse defines an Analyzer that reports guards that are released twice, while suspended, or on another goroutine.
package guardmisuse

const doc = `report guards released twice, while suspended, or on another goroutine`
