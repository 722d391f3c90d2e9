//go:build !unix

package kernel

import "os/exec"

// alone is nothing here.
func alone(*exec.Cmd) (end func()) { return func() {} }
