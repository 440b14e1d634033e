// Package tea stands for the package of that path.
package tea

type (
	Msg any
	Cmd func() Msg
)

type Model interface {
	Init() Cmd
	Update(Msg) (Model, Cmd)
	View() string
}
