package testkit

import "testing"

// Heavy marks a test that runs Terraform or the AWS emulator: `go test -short` leaves it out.
func Heavy(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out the tests that run Terraform and the AWS emulator; `make test` runs them")
	}
}
