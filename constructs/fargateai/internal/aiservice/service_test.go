package aiservice

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// logbook is a log that a test reads while the service writes.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *logbook) await(t *testing.T, part string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !strings.Contains(l.String(), part); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("no %s in\n%s", part, l)
		}
	}
}

func start(t *testing.T, c Config) (url string, log *logbook) {
	t.Helper()
	log = &logbook{}
	server := httptest.NewServer(New(c, log))
	t.Cleanup(server.Close)
	return server.URL + "/v1/chat/completions", log
}

func post(t *testing.T, url, body string) (*http.Response, string) {
	t.Helper()
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestWrongRequests(t *testing.T) {
	url, log := start(t, Config{TokensPerAnswer: 10, TokensPerMinute: 100})
	const messages = `"messages":[{"role":"user","content":"secret words"}]`
	for name, c := range map[string]struct {
		body   string
		status int
		code   string
		param  any
	}{
		"no JSON": {`secret`, 400, "invalid_json", nil},
		"content in parts": {`{"model":"echo-1","messages":[{"content":[{"type":"text","text":"secret"}]}]}`, 400,
			"invalid_json", nil},
		"too large":      {`{"model":"` + strings.Repeat("secret", maxBody/6+1) + `"}`, 413, "body_too_large", nil},
		"other model":    {`{"model":"secret",` + messages + `}`, 404, "model_not_found", "model"},
		"nothing to say": {`{"model":"echo-1","messages":[]}`, 400, "no_prompt", "messages"},
		"no tokens":      {`{"model":"echo-1","max_tokens":0,` + messages + `}`, 400, "invalid_limit", "max_tokens"},
		"too many": {`{"model":"echo-1","max_tokens":11,` + messages + `}`, 400, "max_tokens_exceeded",
			"max_tokens"},
		"too many, new name": {`{"model":"echo-1","max_tokens":5,"max_completion_tokens":11,` + messages + `}`, 400,
			"max_tokens_exceeded", "max_completion_tokens"},
		"never fits": {`{"model":"echo-1","messages":[{"content":"` + strings.Repeat("secret ", 95) + `"}]}`, 400,
			"larger_than_budget", "max_tokens"},
	} {
		response, text := post(t, url, c.body)
		var got struct {
			Error struct {
				Message, Type, Code string
				Param               any
			}
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v in %s", name, err, text)
		}
		if e := got.Error; response.StatusCode != c.status || e.Code != c.code || e.Param != c.param || e.Message == "" ||
			e.Type != "invalid_request_error" {
			t.Errorf("%s: got %d %s", name, response.StatusCode, text)
		}
		log.await(t, `"code":"`+c.code+`"`)
	}
	if text := log.String(); strings.Contains(text, "secret") || strings.Contains(text, `"usage"`) {
		t.Errorf("the log tells what clients wrote, or tokens that nobody used:\n%s", text)
	}
}

func TestAnswerIsAsLongAsAskedFor(t *testing.T) {
	url, log := start(t, Config{})
	_, whole :=
		post(t, url, `{"model":"echo-1","messages":[{"role":"system","content":"be"},{"role":"user","content":"so kind"}]}`)
	_, short := post(t, url, `{"model":"echo-1","max_tokens":2,"messages":[{"content":"one two three"}]}`)
	for text, parts := range map[string][]string{
		whole: {`"content":"be so kind"`, `"finish_reason":"stop"`,
			`"usage":{"prompt_tokens":3,"completion_tokens":3,"total_tokens":6}`, `"object":"chat.completion"`},
		short: {`"content":"one two"`, `"finish_reason":"length"`,
			`"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}`},
	} {
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("no %s in %s", part, text)
			}
		}
	}
	if strings.Contains(log.String(), "kind") || strings.Contains(log.String(), "two") {
		t.Errorf("the log tells what was said:\n%s", log)
	}
}

func TestStreamIsNeverSilent(t *testing.T) {
	url, _ := start(t, Config{TokenDelay: 200 * time.Millisecond, Heartbeat: 30 * time.Millisecond})
	response, text := post(t, url,
		`{"model":"echo-1","stream":true,"stream_options":{"include_usage":true},"messages":[{"content":"one two"}]}`)
	if got := response.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("got the type %s", got)
	}
	beats, rest := 0, ""
	for event := range strings.SplitSeq(strings.TrimSuffix(text, "\n\n"), "\n\n") {
		if strings.HasPrefix(event, ":") {
			beats++
			continue
		}
		data, ok := strings.CutPrefix(event, "data: ")
		if !ok || strings.Contains(data, "\n") {
			t.Errorf("%q is no event", event)
		}
		rest += data + "\n"
	}
	if beats < 4 {
		t.Errorf("%d heartbeats in 400 ms of silence, want one every 30 ms:\n%s", beats, text)
	}
	events := strings.Split(strings.TrimSpace(rest), "\n")
	for i, part := range []string{`"delta":{"content":"one","role":"assistant"}`, `"delta":{"content":" two"}`,
		`"finish_reason":"stop"`,
		`"choices":[],"created"`, `[DONE]`} {
		if len(events) != 5 || !strings.Contains(events[i], part) {
			t.Fatalf("event %d has no %s:\n%s", i, part, rest)
		}
	}
	if !strings.Contains(events[3], `"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}`) {
		t.Errorf("no usage in %s", events[3])
	}
}

func TestClientThatLeavesPaysForWhatItGot(t *testing.T) {
	url, log := start(t, Config{TokenDelay: 50 * time.Millisecond, Concurrency: 1, TokensPerMinute: 250})
	ctx, leave := context.WithCancel(t.Context())
	body := `{"model":"echo-1","stream":true,"max_tokens":100,"messages":[{"content":"` + strings.Repeat("word ", 100) +
		`"}]}`
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := bufio.NewReader(response.Body).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	leave()
	log.await(t, `"finish_reason":"cancelled"`)
	var line struct {
		Status int
		Usage  usage
	}
	if err := json.Unmarshal([]byte(log.String()), &line); err != nil {
		t.Fatal(err)
	}
	if u := line.Usage; line.Status != statusClientGone || u.Prompt != 100 || u.Completion < 1 || u.Completion > 50 ||
		u.Total != u.Prompt+u.Completion {
		t.Errorf("got %+v", line)
	}
	// the line is written before the place is free
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		response, text := post(t, url, `{"model":"echo-1","max_tokens":90,"messages":[{"content":"again"}]}`)
		if response.StatusCode == http.StatusOK {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the place or the tokens are not free again: %s", text)
		}
	}
}
