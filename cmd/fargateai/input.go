package main

import (
	"fmt"
	"io"
	"os"
)

// readFile reads a file, but not much more than the readers of stacks and task definitions take (32 MiB): they refuse
// the rest, and it must not fill the memory before.
func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, 32<<20+1))
}

// isFolder refuses a path that leads to none.
func isFolder(path string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return fmt.Errorf("FOLDER: got %q, want a folder that exists", path)
	}
	return nil
}
