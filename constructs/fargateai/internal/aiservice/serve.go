package aiservice

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// Serve answers requests until a signal comes, then lets no more in and returns once the last answer is complete. A
// second signal, or nine tenths of the stop timeout, cuts what is left; that is an error.
func Serve(signals <-chan os.Signal, listener net.Listener, config Config, log io.Writer) error {
	s := New(config, log)
	ctx, cut := context.WithCancelCause(context.Background())
	defer cut(nil)
	server := &http.Server{
		// no WriteTimeout: it would end streams
		Handler: s, IdleTimeout: s.config.KeepAlive, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	defer server.Close()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	go s.publish(ctx)
	s.log.Info("listening", "address", listener.Addr().String())
	select {
	case err := <-failed:
		return err
	case <-signals:
	}
	return s.drain(signals, server, cut)
}

func (s *Service) drain(signals <-chan os.Signal, server *http.Server, cut context.CancelCauseFunc) error {
	timeout := time.After(s.config.StopTimeout * 9 / 10)
	finished := s.admission.close()
	server.SetKeepAlivesEnabled(false) // clients open new connections, which the load balancer leads to other tasks
	n, _ := s.admission.state()
	s.log.Info("draining", "in_flight", n)
	var err error
	select {
	case <-finished:
	case <-signals:
		err = fmt.Errorf("%w at a second signal", errCut)
	case <-timeout:
		err = fmt.Errorf("%w before its stop timeout of %s", errCut, s.config.StopTimeout)
	}
	if err != nil {
		n, _ := s.admission.state()
		err = fmt.Errorf("%w; %d answers were cut", err, n)
		s.log.Error("cut", "in_flight", n)
		cut(err)
	}
	// The last bytes of the answers are on their way.
	last, cancel := context.WithTimeout(context.Background(), s.config.StopTimeout/20)
	defer cancel()
	if shutdown := server.Shutdown(last); err == nil && shutdown != nil {
		err = fmt.Errorf("close connections: %w", shutdown)
	}
	s.log.Info("stopped")
	return err
}
