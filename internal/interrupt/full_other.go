//go:build !unix

package interrupt

// SurviveFull has nothing to do: there is no such signal.
func SurviveFull() {}
