// Package fyne stands for the package of that path.
package fyne

func Do(fn func())        {}
func DoAndWait(fn func()) {}
