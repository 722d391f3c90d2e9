package aiservice

import (
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// statusClientGone is what nginx logs, too, for a client that left before it had its answer.
const statusClientGone = 499

// Service answers GET /health and POST /v1/chat/completions.
type Service struct {
	config    Config
	log       *slog.Logger
	admission *admission
	mux       *http.ServeMux
}

// New makes a service that writes its log, one JSON object a line, to log.
func New(config Config, log io.Writer) *Service {
	config = config.resolve()
	s := &Service{config: config, log: slog.New(slog.NewJSONHandler(log, nil)), admission: newAdmission(config),
		mux: http.NewServeMux()}
	s.mux.HandleFunc("GET /health", s.health)
	s.mux.HandleFunc("POST /v1/chat/completions", s.chat)
	return s
}

func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func (s *Service) health(w http.ResponseWriter, _ *http.Request) {
	if _, draining := s.admission.state(); draining {
		writeJSON(w, http.StatusServiceUnavailable, map[string]string{"status": "draining"})
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

func (s *Service) chat(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	q, refused := s.config.read(w, r)
	var place *ticket
	if refused == nil {
		place, refused = s.admission.enter(len(q.prompt) + q.limit)
	}
	if refused != nil {
		refused.write(w)
		s.log.Warn("refused", "status", refused.status, "code", refused.code, "model", q.Model, "stream", q.Stream)
		return
	}
	a := &answer{id: "chatcmpl-" + rand.Text(), created: began.Unix(), request: q}
	var out sink = document{w}
	if q.Stream {
		out = newStream(w)
	}
	err := a.run(r.Context(), s.config, out)
	status := http.StatusOK
	switch {
	case errors.Is(err, errCut):
		status, a.finish = http.StatusServiceUnavailable, "interrupted"
	case err != nil:
		status, a.finish = statusClientGone, "cancelled"
	}
	u := a.usage()
	s.log.Info("answered", "id", a.id, "status", status, "model", q.Model, "stream", q.Stream, "finish_reason", a.finish,
		"duration_ms", time.Since(began).Milliseconds(),
		slog.Group("usage", "prompt_tokens", u.Prompt, "completion_tokens", u.Completion, "total_tokens", u.Total))
	// Before the client has the end of its answer: it may ask again at once.
	place.leave(u.Total)
	switch status {
	case http.StatusOK:
		out.end(a)
	case http.StatusServiceUnavailable:
		out.fail(interrupted())
	}
}
