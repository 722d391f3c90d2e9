package testkit

import (
	"fmt"
	"os"
	"path/filepath"
)

// cached returns a folder of the user's cache that fill fills, once for all test binaries of this machine: they run
// side by side, and what they share (Terraform, its AWS provider, an emulator) is large. usable tells whether a folder
// made earlier still serves.
func cached(name string, usable func(dir string) bool, fill func(dir string) error) (string, error) {
	root, err := cacheRoot()
	if err != nil {
		return "", err
	}
	unlock, err := lock(filepath.Join(root, "lock"))
	if err != nil {
		return "", fmt.Errorf("lock the cache of the test kit: %w", err)
	}
	defer unlock()
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err == nil && usable(dir) {
		return dir, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := fill(dir); err != nil {
		os.RemoveAll(dir)
		return "", err
	}
	return dir, nil
}

func cacheRoot() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a folder for what the tests install: %w", err)
	}
	root := filepath.Join(cache, "fargateai-testkit")
	return root, os.MkdirAll(root, 0o755)
}
