package cancels

import "cancels/cursor"

type input struct {
	cursor cursor.Model
	n      int
}

func (i *input) focus() func() error {
	i.n++
	return i.cursor.Focus()
}

type form struct{ title, isbn input }

// What the cursor keeps is for it to cancel, whatever becomes of the result.
func newInput() input {
	i := input{cursor: cursor.New()}
	i.focus()
	return i
}

func (f form) update(key string) (form, error) {
	switch key {
	case "up":
		f.title.focus()
	case "down":
		f.isbn.focus()
	}
	return f, nil
}

func newForm() form {
	inputs := make([]input, 2)
	for i := range inputs {
		inputs[i] = newInput()
	}
	inputs[0].focus()
	return form{inputs[0], inputs[1]}
}

func once(m *cursor.Model) {
	m.Once() // want `the cancel function that m\.Once returns is discarded: nothing can call it \[leakedguard\]`
}
