package aiservice

import (
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// patience is how long a client may leave its connection full before it counts as gone.
const patience = 30 * time.Second

// stream is an answer as server-sent events.
type stream struct {
	w          http.ResponseWriter
	controller *http.ResponseController
}

func newStream(w http.ResponseWriter) stream {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-cache")
	s := stream{w, http.NewResponseController(w)}
	w.WriteHeader(http.StatusOK)
	// the load balancer's time to first byte ends here; a client that is gone shows at the first token
	_ = s.controller.Flush()
	return s
}

func (s stream) send(text string) error {
	if err := s.controller.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := io.WriteString(s.w, text+"\n\n"); err != nil {
		return err
	}
	if err := s.controller.Flush(); err != nil {
		return err
	}
	return s.controller.SetWriteDeadline(time.Time{})
}

func (s stream) event(body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return s.send("data: " + string(text))
}

// chunk is a part of the answer; without a delta there are no choices.
func (a *answer) chunk(delta map[string]string, finish any) map[string]any {
	choices := []any{}
	if delta != nil {
		choices = append(choices, map[string]any{"index": 0, "delta": delta, "finish_reason": finish})
	}
	return map[string]any{"id": a.id, "object": "chat.completion.chunk", "created": a.created, "model": a.request.Model,
		"choices": choices}
}

func (s stream) token(a *answer, text string) error {
	delta := map[string]string{"content": " " + text}
	if len(a.tokens) == 1 {
		delta = map[string]string{"role": "assistant", "content": text}
	}
	return s.event(a.chunk(delta, nil))
}

// silence is a comment, which clients pass over.
func (s stream) silence() error { return s.send(": the model is still at work") }

// end ignores that a client is gone: nobody is left to tell.
func (s stream) end(a *answer) {
	_ = s.event(a.chunk(map[string]string{}, a.finish))
	if a.request.StreamOptions.IncludeUsage {
		last := a.chunk(nil, nil)
		last["usage"] = a.usage()
		_ = s.event(last)
	}
	_ = s.send("data: [DONE]")
}

func (s stream) fail(f *failure) { _ = s.event(f.body()) }
