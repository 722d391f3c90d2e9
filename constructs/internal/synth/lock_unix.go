//go:build unix

package synth

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// lock takes a folder, without waiting for it. The system gives it back when the process ends.
func lock(path string) (unlock func(), err error) {
	dir, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errGone
	}
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK):
		dir.Close()
		return nil, errTaken
	case err != nil: // a file system without locks
		return func() { dir.Close() }, nil
	}
	own, err := dir.Stat()
	if there, failure := os.Stat(path); err != nil || failure != nil || !os.SameFile(own, there) {
		dir.Close()
		return nil, errGone
	}
	return func() { dir.Close() }, nil
}
