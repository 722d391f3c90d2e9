package browser

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// Variable names the Chromium to test with. Without it one on PATH is used; where there is none, one is installed.
const Variable = "FARGATEAI_CHROMIUM"

// packaged is the package of npm's registry that has a Chromium in it, for Linux on x86.
const (
	packaged        = "@sparticuz/chromium"
	packagedVersion = "147.0.0"
)

// program is a Chromium, with the folder of the libraries that it brings along, or "".
func program(t testing.TB) (path, libraries string) {
	t.Helper()
	if path := os.Getenv(Variable); path != "" {
		return path, ""
	}
	if path := onPath(); path != "" {
		return path, ""
	}
	if runtime.GOOS == "linux" && runtime.GOARCH == "amd64" {
		dir := testkit.NPM(t, packaged, packagedVersion, unpack)
		return filepath.Join(dir, "unpacked", "chromium"), filepath.Join(dir, "unpacked")
	}
	if os.Geteuid() == 0 {
		if text, err := exec.Command("apt-get", "install", "-y", "--no-install-recommends",
			"chromium").CombinedOutput(); err == nil {
			return onPath(), ""
		} else if len(text) > 0 {
			t.Logf("apt-get install chromium: %v\n%s", err, text)
		}
	}
	t.Fatalf("there is no Chromium on PATH, and none can be installed; install one, or set %s", Variable)
	return "", ""
}

func onPath() string {
	for _, name := range []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
	} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// unpack reads what the package has compressed, with Node, which tests need anyway.
func unpack(dir string) error {
	const script = `
const fs = require("fs"), zlib = require("zlib"), { execFileSync } = require("child_process");
fs.mkdirSync("unpacked");
fs.writeFileSync("unpacked/chromium", zlib.brotliDecompressSync(fs.readFileSync("bin/chromium.br")), { mode: 0o755 });
for (const name of ["al2023", "swiftshader"]) {
  const tar = zlib.brotliDecompressSync(fs.readFileSync("bin/" + name + ".tar.br"));
  execFileSync("tar", ["xf", "-", "-C", "unpacked"], { input: tar });
}`
	node := exec.Command("node", "-e", script)
	node.Dir = dir
	if text, err := node.CombinedOutput(); err != nil {
		return fmt.Errorf("unpack Chromium: %w\n%s", err, text)
	}
	return nil
}
