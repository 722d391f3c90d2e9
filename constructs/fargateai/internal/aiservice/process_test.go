package aiservice_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai/internal/aiservice"
)

func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "aiservice")
	if out, err := exec.Command("go", "build", "-o", binary, "./cmd").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// process is a running service.
type process struct {
	url     string
	address string
	command *exec.Cmd
	stdout  string // a file
	exited  chan error
}

// start runs the service with that environment and no other.
func start(t *testing.T, binary string, environment map[string]string) *process {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	address := "127.0.0.1:" + environment["PORT"]
	p := &process{url: "http://" + address, address: address, command: exec.Command(binary), stdout: out.Name(),
		exited: make(chan error, 1)}
	p.command.Env, p.command.Stdout, p.command.Stderr = []string{}, out, os.Stderr
	for name, value := range environment {
		p.command.Env = append(p.command.Env, name+"="+value)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.exited <- p.command.Wait() }()
	t.Cleanup(func() { _ = p.command.Process.Kill() })
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if response, err := http.Get(p.url + "/health"); err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return p
			}
		}
		if time.Now().After(end) {
			t.Fatalf("the service is not healthy:\n%s", p.log(t))
		}
	}
}

func (p *process) log(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(p.stdout)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (p *process) terminate(t *testing.T) {
	t.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

// exit waits for the end of the process and returns its exit code.
func (p *process) exit(t *testing.T, within time.Duration) int {
	t.Helper()
	select {
	case err := <-p.exited:
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			return failed.ExitCode()
		}
		if err != nil {
			t.Fatal(err)
		}
		return 0
	case <-time.After(within):
		t.Fatalf("the process has not ended after %s:\n%s", within, p.log(t))
		return -1
	}
}

func (p *process) health(t *testing.T) int {
	t.Helper()
	response, err := http.Get(p.url + "/health")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

// usage is what a response says about its tokens.
type usage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
	Total      int `json:"total_tokens"`
}

// reply is a response: a document, or the start of a stream.
type reply struct {
	status     int
	retryAfter string
	events     *bufio.Scanner
	Usage      usage
	Error      struct{ Type, Code, Message string }
}

// ask sends a prompt of that many words.
func (p *process) ask(t *testing.T, words, limit int, stream bool) *reply {
	t.Helper()
	body, err := json.Marshal(map[string]any{
		"model": aiservice.Model, "max_tokens": limit, "stream": stream,
		"stream_options": map[string]bool{"include_usage": true},
		"messages":       []map[string]string{{"role": "user", "content": strings.Repeat("confidential ", words)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(p.url+"/v1/chat/completions", "application/json", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	r := &reply{status: response.StatusCode, retryAfter: response.Header.Get("Retry-After")}
	if stream && r.status == http.StatusOK {
		r.events = bufio.NewScanner(response.Body)
		return r
	}
	if err := json.NewDecoder(response.Body).Decode(r); err != nil {
		t.Fatal(err)
	}
	return r
}

// next is the data of the next event, "" at the end of the stream.
func (r *reply) next() string {
	for r.events.Scan() {
		if data, ok := strings.CutPrefix(r.events.Text(), "data: "); ok {
			return data
		}
	}
	return ""
}

// finish reads the rest of a stream and returns how many tokens came.
func (r *reply) finish(t *testing.T) (tokens int) {
	t.Helper()
	for last := ""; ; tokens += strings.Count(last, `"content"`) {
		data := r.next()
		if data == "" {
			if last != "[DONE]" {
				t.Errorf("the stream ends after %s: %v", last, r.events.Err())
			}
			return tokens
		}
		if strings.Contains(data, `"usage"`) {
			if err := json.Unmarshal([]byte(data), r); err != nil {
				t.Fatal(err)
			}
		}
		last = data
	}
}

func TestProcess(t *testing.T) {
	binary := build(t)
	with := func(more map[string]string) map[string]string {
		out := map[string]string{"PORT": strconv.Itoa(freePort(t)), "MODEL_TOKEN_DELAY_MS": "50"}
		maps.Copy(out, more)
		return out
	}

	t.Run("one set of props drives both sides", func(t *testing.T) { contract(t, binary) })

	t.Run("without work it stops at once", func(t *testing.T) {
		p := start(t, binary, with(nil))
		began := time.Now()
		p.terminate(t)
		if code := p.exit(t, 10*time.Second); code != 0 || time.Since(began) > 2*time.Second {
			t.Errorf("exit code %d after %s", code, time.Since(began))
		}
	})

	// A stream of 10 s, longer than the process may live.
	cut := func(t *testing.T, stopTimeout string, stop func(t *testing.T, p *process)) {
		p := start(t, binary, with(map[string]string{"STOP_TIMEOUT": stopTimeout}))
		r := p.ask(t, 200, 200, true)
		r.next()
		p.terminate(t)
		stop(t, p)
		last, tokens := "", 1
		for data := r.next(); data != ""; data = r.next() {
			last, tokens = data, tokens+strings.Count(data, `"content"`)
		}
		if !strings.Contains(last, `"code":"interrupted"`) {
			t.Errorf("the client does not hear that its answer was cut: %s", last)
		}
		if code := p.exit(t, 2*time.Second); code != 1 {
			t.Errorf("exit code %d, want 1", code)
		}
		if want := fmt.Sprintf(`"usage":{"prompt_tokens":200,"completion_tokens":%d,`, tokens); !strings.Contains(p.log(t),
			want) {
			t.Errorf("what was used before the cut is not logged as %s:\n%s", want, p.log(t))
		}
	}
	t.Run("a second signal cuts", func(t *testing.T) {
		cut(t, "120", func(t *testing.T, p *process) {
			for p.health(t) != http.StatusServiceUnavailable {
				time.Sleep(5 * time.Millisecond)
			}
			p.terminate(t)
		})
	})
	t.Run("the stop timeout cuts", func(t *testing.T) {
		began := time.Now()
		cut(t, "3", func(*testing.T, *process) { began = time.Now() })
		if took := time.Since(began); took < 2500*time.Millisecond || took > 3*time.Second {
			t.Errorf("it ends after %s, want just before the 3 s at which ECS kills it", took)
		}
	})

	t.Run("an idle connection stays open", func(t *testing.T) {
		p := start(t, binary, with(map[string]string{"KEEPALIVE_TIMEOUT": "1"}))
		connection, err := net.Dial("tcp", p.address)
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()
		if err := connection.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(connection, "GET /health HTTP/1.1\r\nHost: test\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		reader := bufio.NewReader(connection)
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			t.Fatal(err)
		}
		answered := time.Now()
		if _, err := reader.ReadByte(); err != io.EOF {
			t.Errorf("got %v", err)
		}
		if open := time.Since(answered); open < 900*time.Millisecond || open > 3*time.Second {
			t.Errorf("it was open for %s, want 1 s", open)
		}
	})

	t.Run("a wrong environment is refused", func(t *testing.T) {
		command := exec.Command(binary)
		command.Env = []string{"PORT=x", "STOP_TIMEOUT=600"}
		out, err := command.CombinedOutput()
		if err == nil || !strings.Contains(string(out), `PORT: got "x"`) ||
			!strings.Contains(string(out), `STOP_TIMEOUT: got "600"`) {
			t.Errorf("%v\n%s", err, out)
		}
	})
}
