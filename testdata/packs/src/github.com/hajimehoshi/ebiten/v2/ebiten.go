// Package ebiten stands for the package of that path.
package ebiten

type Image struct{ n int }

type Game interface {
	Update() error
	Draw(screen *Image)
	Layout(w, h int) (int, int)
}
