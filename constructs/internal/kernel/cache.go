package kernel

import (
	"os"
	"path/filepath"
	"runtime"
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

// packagesKept reports whether jsii can keep what it unpacks. Where it cannot, as for a user without a home, it would
// fail, or try for ever; without the folder it only takes longer.
func packagesKept() bool {
	dir := packageCache()
	if dir == "" {
		return true // it keeps them among temporary files
	}
	if os.MkdirAll(dir, 0o755) != nil {
		return false
	}
	file, err := os.CreateTemp(dir, ".fargateai.*")
	if err != nil {
		return false
	}
	file.Close()
	return os.Remove(file.Name()) == nil
}

// packageCache is where jsii (1.139) keeps packages, or "".
func packageCache() string {
	if root := os.Getenv("JSII_RUNTIME_PACKAGE_CACHE_ROOT"); root != "" {
		return root
	}
	home := func(variable string, below ...string) string {
		if root := os.Getenv(variable); root != "" {
			return filepath.Join(append([]string{root}, below...)...)
		}
		return ""
	}
	switch runtime.GOOS {
	case "linux":
		return home("HOME", ".cache", "aws", "jsii", "package-cache")
	case "darwin":
		return home("HOME", "Library", "Caches", "com.amazonaws.jsii", "package-cache")
	case "windows":
		return home("LOCALAPPDATA", "AWS", "jsii", "package-cache")
	}
	return ""
}
