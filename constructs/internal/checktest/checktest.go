// Package checktest runs table tests of validation rules.
package checktest

import (
	"strings"
	"testing"
)

// Case changes valid props and says which mistakes must be reported then: each line of the error must start with the
// element of Want at its place. No Want means that the props stay valid.
type Case[P any] struct {
	Name   string
	Change func(*P)
	Want   []string
}

// Run runs the cases.
func Run[P any](t *testing.T, valid func() P, validate func(*P) error, cases []Case[P]) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			props := valid()
			c.Change(&props)
			var got []string
			if err := validate(&props); err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if len(got) != len(c.Want) {
				t.Fatalf("got %d mistakes, want %d:\n%s", len(got), len(c.Want), strings.Join(got, "\n"))
			}
			for i := range got {
				if !strings.HasPrefix(got[i], c.Want[i]) {
					t.Errorf("mistake %d:\n got %s\nwant %s…", i, got[i], c.Want[i])
				}
			}
		})
	}
}
