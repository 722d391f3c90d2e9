//go:build !unix

package kernel

import "io/fs"

// private is not known here.
func private(fs.FileInfo) bool { return false }
