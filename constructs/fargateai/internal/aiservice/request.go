package aiservice

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

const maxBody = 1 << 20 // bytes

// request is what the service reads of a chat completion request; it passes over the rest.
type request struct {
	Model    string `json:"model"`
	Messages []struct {
		Content string `json:"content"`
	} `json:"messages"`
	MaxTokens           *int `json:"max_tokens"` // the older name
	MaxCompletionTokens *int `json:"max_completion_tokens"`
	Stream              bool `json:"stream"`
	StreamOptions       struct {
		IncludeUsage bool `json:"include_usage"`
	} `json:"stream_options"`

	prompt []string
	limit  int
}

// read takes a request apart and applies the limits that need no counting.
func (c Config) read(w http.ResponseWriter, r *http.Request) (request, *failure) {
	var q request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&q); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return q, &failure{status: http.StatusRequestEntityTooLarge, kind: invalidRequest, code: "body_too_large",
				message: fmt.Sprintf("The body is larger than %d bytes.", maxBody)}
		}
		return q, invalid("", "invalid_json",
			"The body is not a chat completion request in JSON, with texts as the contents of messages.")
	}
	if q.Model != Model {
		// The name is the client's: it is not logged, and no dimension of a metric.
		return request{}, &failure{status: http.StatusNotFound, kind: invalidRequest, code: "model_not_found",
			param:   "model",
			message: "There is no such model; this service has " + Model + "."}
	}
	for _, m := range q.Messages {
		q.prompt = append(q.prompt, tokenize(m.Content)...)
	}
	if len(q.prompt) == 0 {
		return q, invalid("messages", "no_prompt", "There is no message with a content.")
	}
	param, limit := "max_completion_tokens", q.MaxCompletionTokens
	if limit == nil {
		param, limit = "max_tokens", q.MaxTokens
	}
	most := c.TokensPerAnswer
	switch {
	case limit == nil && most > 0:
		q.limit = min(defaultAnswer, most)
	case limit == nil:
		q.limit = defaultAnswer
	case *limit < 1 || *limit > 1e9:
		return q, invalid(param, "invalid_limit", param+" is not a positive number of tokens.")
	case most > 0 && *limit > most:
		return q, invalid(param, "max_tokens_exceeded", fmt.Sprintf(
			"%s is %d; an answer may have at most %d tokens (AI_MAX_TOKENS_PER_REQUEST).", param, *limit, most))
	default:
		q.limit = *limit
	}
	return q, nil
}
