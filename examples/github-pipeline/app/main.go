// Command app routes questions of customers to the desk that answers them. It stands for a service with a model in it:
// small enough to read, and with answers that an evaluation can judge.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	if err := serve(); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func serve() error {
	server := &http.Server{Addr: ":" + cmp.Or(os.Getenv("PORT"), "8080"), Handler: handler(),
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 65 * time.Second}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()
	drained := make(chan error, 1)
	go func() {
		<-stop.Done() // ECS has taken the task out of the load balancer; what is under way may finish
		deadline, done := context.WithTimeout(context.Background(), 30*time.Second)
		defer done()
		drained <- server.Shutdown(deadline)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-drained
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("POST /route", func(w http.ResponseWriter, r *http.Request) {
		var question struct {
			Text string `json:"text"`
		}
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 16<<10)).Decode(&question); err != nil ||
			question.Text == "" {
			http.Error(w, `want {"text": "…"} of at most 16 KiB`, http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		// the client has gone; nobody is left to tell
		_ = json.NewEncoder(w).Encode(map[string]string{"desk": route(question.Text)})
	})
	return mux
}
