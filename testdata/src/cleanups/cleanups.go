// Package cleanups pins T.Cleanup: what it is given runs on the test's goroutine
// when the test is done, after all that it defers.
package cleanups
