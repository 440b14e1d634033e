// Package leakedguard defines an Analyzer that reports guards that some path leaves unreleased.
package leakedguard

const doc = `report guards that some path leaves unreleased`
