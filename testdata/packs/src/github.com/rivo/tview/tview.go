// Package tview stands for the package of that path.
package tview

type Application struct{ n int }

func (a *Application) QueueUpdate(f func()) *Application     { return a }
func (a *Application) QueueUpdateDraw(f func()) *Application { return a }
func (a *Application) SetAfterDrawFunc(f func())             {}
