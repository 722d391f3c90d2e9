package aiservice

import (
	"context"
	"strings"
	"time"
)

// Model is the only model that the service knows. It says the prompt again, a token per word.
const Model = "echo-1"

const (
	usdPerMillionTokens = 2.0
	defaultAnswer       = 256 // tokens of an answer for which the request states no limit
)

// tokenize splits a text into tokens.
func tokenize(text string) []string { return strings.Fields(text) }

// generate yields at most limit tokens, one per delay, and closes the channel after the last; when the context ends it
// only stops.
func generate(ctx context.Context, prompt []string, limit int, delay time.Duration) <-chan string {
	out := make(chan string)
	go func() {
		for _, token := range prompt[:min(limit, len(prompt))] {
			select {
			case <-time.After(delay):
			case <-ctx.Done():
				return
			}
			select {
			case out <- token:
			case <-ctx.Done():
				return
			}
		}
		close(out)
	}()
	return out
}
