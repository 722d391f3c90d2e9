package testkit

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// motoVersion is the release of moto that the additions fit.
const motoVersion = "5.2.1"

// inspect prints the interpreter's own path when it has moto's server, whatever wrapper it was called through.
const inspect = `import sys, importlib.metadata as m, flask, flask_cors, moto
m.version("moto") == sys.argv[1] or sys.exit("moto is " + m.version("moto"))
print(sys.executable)`

// pythonWithMoto finds a Python with moto, and else makes one in the user's cache.
func pythonWithMoto() (string, error) {
	for _, candidate := range append([]string{"python3", "python"}, interpreterOfMotoServer()...) {
		if text, err := exec.Command(candidate, "-c", inspect, motoVersion).Output(); err == nil {
			return strings.TrimSpace(string(text)), nil
		}
	}
	python, err := installed("moto-"+motoVersion, "python", "moto[server]=="+motoVersion)
	if err != nil {
		return "", fmt.Errorf("no Python has moto %s, and installing it failed: %w; install Python 3.10 or newer and: pip "+
			"install 'moto[server]==%s'",
			motoVersion, err, motoVersion)
	}
	return python, nil
}

// inVenv is where a virtual environment has its programs.
func inVenv(program string) string {
	if runtime.GOOS == "windows" {
		return filepath.Join("Scripts", program+".exe")
	}
	return filepath.Join("bin", program)
}

// interpreterOfMotoServer is the Python in the first line of the moto_server script, which has a place of its own when
// pipx installed it.
func interpreterOfMotoServer() []string {
	path, err := exec.LookPath("moto_server")
	if err != nil {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	line, _ := bufio.NewReader(file).ReadString('\n')
	interpreter, ok := strings.CutPrefix(strings.TrimSpace(line), "#!")
	if !ok || !strings.Contains(filepath.Base(interpreter), "python") {
		return nil
	}
	return []string{interpreter}
}
