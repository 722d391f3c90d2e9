//go:build !unix

package testkit

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// lock waits until it can create a file. A file that a killed test left behind is taken over after half an hour.
func lock(path string) (unlock func(), err error) {
	for {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o644)
		if err == nil {
			file.Close()
			return func() { os.Remove(path) }, nil
		}
		if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission) {
			return nil, err
		}
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > 30*time.Minute {
			os.Remove(path)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
