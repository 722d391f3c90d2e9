package kernel

import (
	"os"
	"path/filepath"
)

// cacheDir is privateCache; tests have one of their own.
var cacheDir = privateCache

// privateCache is a folder for code that Node compiled, or "" where there is none that only this user can write to: who
// changes that code decides what the program does.
func privateCache() string {
	root, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir := filepath.Join(root, "fargate-ai-service")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || !private(info) {
		return ""
	}
	return dir
}
