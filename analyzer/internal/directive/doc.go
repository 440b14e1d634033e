// Package directive reads the comments by which a package declares guards,
// entered regions and blocking of its own, as in
//
//	//ctxvet:entered
//	func (h *handler) OnMessage(m Message)
//
// A directive belongs to a function, a method, a method of an interface, a
// parameter, a field or a type. What it says is kept in two forms: as a [Rule] of
// the object, which the analysis asks a [Table] for, and as normalized lines by
// the object's key, which the package's fact carries to the packages that import
// it. A comment that is malformed, misplaced or contradicts another is a finding
// at its position.
//
// Packages without directives, their own or of what they import, have no Table;
// all methods of the nil Table know nothing.
package directive
