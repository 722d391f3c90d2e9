//go:build !unix

package interrupt

// SurviveFull has nothing to do: there is no such signal.
func SurviveFull() {}

// SurvivePipe has nothing to do either.
func SurvivePipe() {}
