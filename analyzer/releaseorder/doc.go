// Package releaseorder defines an Analyzer that reports guards that are released while one acquired later is live.
package releaseorder

const doc = `report guards released while one acquired later is live`
