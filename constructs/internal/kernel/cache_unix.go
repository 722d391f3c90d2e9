//go:build unix

package kernel

import (
	"io/fs"
	"os"
	"syscall"
)

// private reports whether only this user can write to a file.
func private(info fs.FileInfo) bool {
	owner, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(owner.Uid) == os.Geteuid() && info.Mode().Perm()&0o077 == 0
}
