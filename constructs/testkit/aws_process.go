package testkit

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

//go:embed emulator/*.py emulator/strict/*.py emulator/strict/learned/*.py emulator/strict/rules/*.py
//go:embed emulator/strict/wire/*.py
var emulatorFiles embed.FS

// process is a running emulator. It ends when its standard input closes, which the system does when the test binary
// ends, however it ends.
type process struct {
	command *exec.Cmd
	stdin   io.Closer
	stderr  *output
}

// start runs the emulator and waits until it listens.
func start() (*AWS, error) {
	python, err := pythonWithMoto()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "fargateai-emulator.*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // once it listens, Python has read everything
	if err := os.CopyFS(dir, emulatorFiles); err != nil {
		return nil, err
	}
	p := &process{command: exec.Command(python, "-m", "emulator.launcher"), stderr: &output{}}
	p.command.Dir = dir
	p.command.Stderr = p.stderr
	p.command.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "MOTO_ACM_VALIDATION_WAIT=0",
		"MOTO_ACCOUNT_ID="+Site["account"].(string))
	if p.stdin, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	port, err := readPort(stdout, 3*time.Minute)
	if err != nil {
		p.stop()
		return nil, fmt.Errorf("%w\n%s", err, p.said())
	}
	return &AWS{URL: fmt.Sprintf("http://127.0.0.1:%d", port), process: p}, nil
}

func readPort(from io.Reader, patience time.Duration) (int, error) {
	type answer struct {
		port int
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		var line struct {
			Port int `json:"port"`
		}
		text, err := bufio.NewReader(from).ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(text, &line)
		}
		read <- answer{line.Port, err}
	}()
	select {
	case a := <-read:
		if a.err != nil {
			return 0, fmt.Errorf("it ended before it listened: %w", a.err)
		}
		return a.port, nil
	case <-time.After(patience):
		return 0, fmt.Errorf("it did not listen within %s", patience)
	}
}

// stop ends the process and waits for it.
func (p *process) stop() {
	p.stdin.Close()
	late := time.AfterFunc(5*time.Second, func() { _ = p.command.Process.Kill() }) // it may have ended meanwhile
	defer late.Stop()
	_ = p.command.Wait() // nobody needs its exit code
}

// said is what the process wrote to its standard error.
func (p *process) said() string { return p.stderr.String() }

type output struct {
	sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(text []byte) (int, error) {
	o.Lock()
	defer o.Unlock()
	return o.text.Write(text)
}

func (o *output) String() string {
	o.Lock()
	defer o.Unlock()
	return o.text.String()
}
