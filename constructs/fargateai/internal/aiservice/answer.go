package aiservice

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// errCut is why an answer ends before it is complete.
var errCut = errors.New("the service had to stop")

type answer struct {
	id      string
	created int64
	request request
	tokens  []string
	finish  string // as in OpenAI's API, or interrupted, or cancelled by the client
}

type usage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
	Total      int `json:"total_tokens"`
}

func (a *answer) usage() usage {
	prompt, completion := len(a.request.prompt), len(a.tokens)
	return usage{prompt, completion, prompt + completion}
}

// sink is how an answer reaches its client.
type sink interface {
	token(a *answer, text string) error
	silence() error
	end(a *answer)
	fail(f *failure)
}

// run hands on what the model says until it is done, the client is gone, or the service has to stop.
func (a *answer) run(ctx context.Context, c Config, out sink) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tokens := generate(ctx, a.request.prompt, a.request.limit, c.TokenDelay)
	beat := time.NewTicker(c.Heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case token, more := <-tokens:
			if !more {
				a.finish = "stop"
				if len(a.tokens) < len(a.request.prompt) {
					a.finish = "length"
				}
				return nil
			}
			beat.Reset(c.Heartbeat)
			a.tokens = append(a.tokens, token)
			err = out.token(a, token)
		case <-beat.C:
			err = out.silence()
		case <-ctx.Done():
			err = context.Cause(ctx)
		}
		if err != nil {
			return err
		}
	}
}

// document is an answer in one piece.
type document struct{ w http.ResponseWriter }

func (d document) token(*answer, string) error { return nil }
func (d document) silence() error              { return nil }
func (d document) fail(f *failure)             { f.write(d.w) }

func (d document) end(a *answer) {
	writeJSON(d.w, http.StatusOK, map[string]any{
		"id": a.id, "object": "chat.completion", "created": a.created, "model": a.request.Model, "usage": a.usage(),
		"choices": []any{map[string]any{
			"index": 0, "finish_reason": a.finish,
			"message": map[string]string{"role": "assistant", "content": strings.Join(a.tokens, " ")},
		}},
	})
}
