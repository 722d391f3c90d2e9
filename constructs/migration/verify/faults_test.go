package verify

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// raw answers each connection by hand.
func raw(t *testing.T, answer func(net.Conn, *http.Request)) func(*httptest.Server) {
	return func(s *httptest.Server) {
		s.EnableHTTP2 = false
		inner := s.Config.Handler
		s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				inner.ServeHTTP(w, r)
				return
			}
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			answer(conn, r)
		})
	}
}

// Each fault alone is found by its name, and nothing else is said.
func TestFaults(t *testing.T) {
	t.Parallel()
	gzipBomb() // takes a while, which is not the server's
	type fault struct {
		name, want string
		// around changes what the new endpoint answers.
		around func(http.ResponseWriter, *http.Request, http.Handler)
		// server changes the new endpoint.
		server func(*testing.T) func(*httptest.Server)
		// options changes what is compared.
		options func(*Options)
		// http1 has the old one speak HTTP/1.1 as well.
		http1 bool
		// says stands in the finding.
		says string
	}
	for _, f := range []fault{
		{name: "wrong status", want: "status", says: "503", around: func(w http.ResponseWriter, _ *http.Request,
			_ http.Handler) {
			http.Error(w, "no", http.StatusServiceUnavailable)
		}},
		{name: "missing header", want: "header", says: "x-api-level", around: without("X-Api-Level")},
		{name: "missing security header", want: "header", says: "x-content-type-options",
			around: without("X-Content-Type-Options")},
		{name: "slow", want: "latency", says: "p50", around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
			time.Sleep(900 * time.Millisecond)
			h.ServeHTTP(w, r)
		}, options: func(o *Options) {
			o.Limits.Requests, o.Limits.Concurrency, o.Skip = 100, 20, nil
			o.Allow.LatencySlack = 150 * time.Millisecond
		}},
		{name: "cuts streams at 60 s", want: "stream-cut", says: "cut after", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			if r.URL.Path == "/stream" {
				(&app{name: "new"}).stream(w, r, cutAfter, true)
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) { o.Stream = "/stream" }},
		{name: "ends streams early", want: "stream-cut", says: "ended after", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			if r.URL.Path == "/stream" {
				w.Header().Set("Content-Type", "text/event-stream")
				fmt.Fprint(w, "data: {\"token\": 1}\n\n")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(tick)
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) { o.Stream = "/stream" }},
		{name: "holds streams back", want: "first-byte", says: "holds", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			if r.URL.Path == "/stream" {
				time.Sleep(2 * time.Second)
				w.Header().Set("Content-Type", "text/event-stream")
				for range 20 {
					fmt.Fprint(w, "data: {\"token\": \"x\"}\n\n")
				}
				fmt.Fprint(w, "data: [DONE]\n\n")
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) {
			o.Stream, o.OldIdleTimeout, o.Allow.LatencySlack = "/stream", 2*time.Second, 300*time.Millisecond
		}},
		{name: "502 one in twenty", want: "errors", says: "keep-alive", around: oneInTwenty(),
			options: func(o *Options) { o.Limits.Requests = 120 }},
		{name: "wrong body", want: "body", says: "models is missing", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			rewrite(w, r, h, `{"id":"1","host":"x","modelz":[],"next":null}`)
		}},
		{name: "another type in the body", want: "body", says: "id is number and was text",
			around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
				rewrite(w, r, h, `{"id":1,"host":"x","models":[{"id":"fast","price":1}],"next":null}`)
			}},
		{name: "always an empty list", want: "body", says: "models is always empty", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			rewrite(w, r, h, `{"id":"1","host":"x","models":[],"next":null}`)
		}},
		{name: "no JSON", want: "body", says: "no JSON", around: func(w http.ResponseWriter, r *http.Request,
			h http.Handler) {
			rewrite(w, r, h, `<html>`)
		}},
		{name: "redirect loop", want: "redirect-loop", says: "X-Forwarded-Proto", around: func(w http.ResponseWriter,
			r *http.Request, _ http.Handler) {
			http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
		}},
		{name: "endless redirect", want: "redirect-loop", around: endlessRedirect()},
		{name: "redirect to another page", want: "redirect", around: func(w http.ResponseWriter, r *http.Request,
			h http.Handler) {
			if r.URL.Path == "/login" {
				http.Redirect(w, r, "/health", http.StatusFound)
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) { o.Paths = []string{"/login"} }},
		{name: "redirect to plain HTTP", want: "redirect", says: "X-Forwarded-Proto", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			if r.URL.Path == "/login" {
				http.Redirect(w, r, "http://"+r.Host+"/page?state=1", http.StatusFound)
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) { o.Paths = []string{"/login"} }},
		{name: "wrong certificate", want: "certificate", says: "it is for other.test and not for 127.0.0.1",
			server: func(t *testing.T) func(*httptest.Server) {
				return certificate(issuer.issue(t, year, "other.test"))
			}},
		{name: "expired certificate", want: "certificate", says: "it ended on",
			server: func(t *testing.T) func(*httptest.Server) {
				return certificate(issuer.issue(t, -time.Hour, "127.0.0.1"))
			}},
		{name: "certificate that ends soon", want: "certificate-expiry", says: "2 days left",
			server: func(t *testing.T) func(*httptest.Server) {
				return certificate(issuer.issue(t, 60*time.Hour, "127.0.0.1"))
			}},
		{name: "certificate of nobody", want: "certificate", says: "nobody who is trusted issued it",
			server: func(t *testing.T) func(*httptest.Server) {
				return certificate(newAuthority().issue(t, year, "127.0.0.1"))
			}},
		{name: "old TLS", want: "tls-version", says: "TLS 1.2", server: func(*testing.T) func(*httptest.Server) {
			return func(s *httptest.Server) { s.TLS.MaxVersion = tls.VersionTLS12 }
		}},
		{name: "no HTTP/2", want: "http-version", server: func(*testing.T) func(*httptest.Server) {
			return func(s *httptest.Server) { s.EnableHTTP2 = false }
		}},
		{name: "no TLS", want: "tls", says: "handshake", server: func(*testing.T) func(*httptest.Server) {
			return func(s *httptest.Server) { s.Listener = plaintext(t) }
		}},
		{name: "wrong content type", want: "content-type", says: "text/html", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			h.ServeHTTP(&typed{w, "text/html"}, r)
		}},
		{name: "cookie without Secure", want: "cookie", says: "session has lost Secure",
			around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
				h.ServeHTTP(&edited{w, func(header http.Header) {
					if cookie := header.Get("Set-Cookie"); cookie != "" {
						header.Set("Set-Cookie", strings.ReplaceAll(cookie, "; Secure", ""))
					}
				}}, r)
			}},
		{name: "not compressed", want: "gzip", around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
			r.Header.Del("Accept-Encoding")
			w.Header().Set("Vary", "Accept-Encoding")
			h.ServeHTTP(w, r)
		}},
		{name: "gzip bomb", want: "body-size", says: "more than 64 KiB", around: func(w http.ResponseWriter,
			r *http.Request, h http.Handler) {
			if r.Method != http.MethodGet {
				h.ServeHTTP(w, r)
				return
			}
			h.ServeHTTP(&discarded{w}, r)
			_, _ = w.Write(gzipBomb())
		}, options: func(o *Options) { o.Limits.Requests = 20 }},
		{name: "endless body", want: "body-size", around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
			if r.Method != http.MethodGet {
				h.ServeHTTP(w, r)
				return
			}
			h.ServeHTTP(&discarded{w}, r)
			w.Header().Del("Content-Encoding")
			_, _ = io.Copy(w, zeros{})
		}, options: func(o *Options) { o.Skip = []string{"gzip", "latency"}; o.Limits.Requests = 20 }},
		{name: "endless trickle", want: "endless", around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
			if r.Method != http.MethodGet {
				h.ServeHTTP(w, r)
				return
			}
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}, options: func(o *Options) {
			o.Limits.Requests, o.Limits.Timeout = 14, 2*time.Second
		}},
		{name: "truncated body", want: "truncated", http1: true, server: func(t *testing.T) func(*httptest.Server) {
			return raw(t, func(conn net.Conn, _ *http.Request) {
				fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":")
			})
		}},
		{name: "damaged chunks", want: "chunks", http1: true, server: func(t *testing.T) func(*httptest.Server) {
			return raw(t, func(conn net.Conn, _ *http.Request) {
				fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "+
					"chunked\r\n\r\nzz\r\n{\"id\":\r\n")
			})
		}},
		{name: "no HTTP", want: "malformed", http1: true, server: func(t *testing.T) func(*httptest.Server) {
			return raw(t, func(conn net.Conn, _ *http.Request) { fmt.Fprint(conn, "SSH-2.0-OpenSSH_9.6\r\n\r\n") })
		}},
		{name: "headers without end", want: "malformed", http1: true, server: func(t *testing.T) func(*httptest.Server) {
			return raw(t, func(conn net.Conn, _ *http.Request) {
				fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
				for range 4000 {
					if _, err := fmt.Fprintf(conn, "X-Fill: %s\r\n", strings.Repeat("x", 100)); err != nil {
						return
					}
				}
			})
		}},
		{name: "HTTP/1.0", want: "http-version", says: "HTTP/1.0", http1: true,
			server: func(t *testing.T) func(*httptest.Server) {
				return func(s *httptest.Server) {
					s.EnableHTTP2 = false
					inner := s.Config.Handler
					s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						recorder := httptest.NewRecorder()
						inner.ServeHTTP(recorder, r)
						conn, _, err := http.NewResponseController(w).Hijack()
						if err != nil {
							t.Error(err)
							return
						}
						defer conn.Close()
						fmt.Fprintf(conn, "HTTP/1.0 %d OK\r\n", recorder.Code)
						_ = recorder.Header().Write(conn)
						fmt.Fprint(conn, "\r\n")
						if r.Method != http.MethodHead {
							_, _ = conn.Write(recorder.Body.Bytes())
						}
					})
				}
			}},
		{name: "connection closed", want: "closed", http1: true, server: func(t *testing.T) func(*httptest.Server) {
			return raw(t, func(net.Conn, *http.Request) {})
		}},
		{name: "no keep-alive", want: "keep-alive", http1: true, server: func(*testing.T) func(*httptest.Server) {
			return func(s *httptest.Server) {
				s.EnableHTTP2 = false
				s.Config.SetKeepAlivesEnabled(false)
			}
		}},
		{name: "hanging accept", want: "no-answer", server: func(t *testing.T) func(*httptest.Server) {
			return func(s *httptest.Server) { s.Listener = hanging(t) }
		}, options: func(o *Options) { o.Limits.Timeout = 2 * time.Second }},
		{name: "port closed", want: "refused", options: func(o *Options) { o.New.URL = "https://127.0.0.1:1" }},
		{name: "no such name", want: "dns", options: func(o *Options) { o.New.URL = "https://shop.invalid" }},
		{name: "HEAD refused", want: "head", says: "405", around: func(w http.ResponseWriter, r *http.Request,
			h http.Handler) {
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
				return
			}
			h.ServeHTTP(w, r)
		}},
		{name: "OPTIONS refused", want: "options", around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
			if r.Method == http.MethodOptions {
				http.NotFound(w, r)
				return
			}
			h.ServeHTTP(w, r)
		}},
		{name: "health check", want: "health", around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
			if r.URL.Path == "/health" {
				http.Redirect(w, r, "/login", http.StatusFound)
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) { o.Health = "/health" }},
		{name: "golden answer", want: "golden", says: "no choices.text", options: func(o *Options) {
			o.Golden = []Golden{{Name: "chat", Path: "/v1/chat", Body: "x", Expect: Expect{Keys: []string{"choices.text"}}}}
		}},
		{name: "open to every origin", want: "header", says: "access-control-allow-origin",
			around: func(w http.ResponseWriter, r *http.Request, h http.Handler) {
				w.Header().Set("Access-Control-Allow-Origin", "*")
				h.ServeHTTP(w, r)
			}},
		{name: "shorter cache", want: "header", says: "max-age=0", around: func(w http.ResponseWriter, r *http.Request,
			h http.Handler) {
			h.ServeHTTP(&edited{w, func(header http.Header) { header.Set("Cache-Control", "private, max-age=0") }}, r)
		}},
		{name: "another text", want: "body", says: "another text", around: func(w http.ResponseWriter, r *http.Request,
			h http.Handler) {
			if r.URL.Path == "/health" {
				h.ServeHTTP(&discarded{w}, r)
				fmt.Fprintln(w, "unhealthy database")
				return
			}
			h.ServeHTTP(w, r)
		}, options: func(o *Options) { o.Health = "/health" }},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			var handler http.Handler = &app{name: "new"}
			if f.around != nil {
				inner := handler
				handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.around(w, r, inner) })
			}
			var changes []func(*httptest.Server)
			if f.server != nil {
				changes = append(changes, f.server(t))
			}
			old := serve(t, &app{name: "old"}, func(s *httptest.Server) { s.EnableHTTP2 = !f.http1 })
			o := quick(old.URL, serve(t, handler, changes...).URL)
			if f.options != nil {
				f.options(&o)
			}
			report := compare(t, o)
			if got := found(report); !slices.Equal(got, []string{f.want}) || report.Result != Differs {
				t.Errorf("got %v, want %s\n%s", got, f.want, text(report))
			}
			if f.says != "" && !strings.Contains(fmt.Sprint(report.Findings), f.says) {
				t.Errorf("%q is not said:\n%s", f.says, text(report))
			}
			for _, one := range report.Findings {
				if one.Why == "" || one.Remedy == "" {
					t.Errorf("no reason or remedy: %+v", one)
				}
			}
		})
	}
}

func without(name string) func(http.ResponseWriter, *http.Request, http.Handler) {
	return func(w http.ResponseWriter, r *http.Request, h http.Handler) {
		h.ServeHTTP(&edited{w, func(header http.Header) { header.Del(name) }}, r)
	}
}

func oneInTwenty() func(http.ResponseWriter, *http.Request, http.Handler) {
	var count atomic.Int64
	return func(w http.ResponseWriter, r *http.Request, h http.Handler) {
		if count.Add(1)%20 == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		h.ServeHTTP(w, r)
	}
}

func endlessRedirect() func(http.ResponseWriter, *http.Request, http.Handler) {
	var count atomic.Int64
	return func(w http.ResponseWriter, r *http.Request, h http.Handler) {
		if r.Method != http.MethodGet {
			h.ServeHTTP(w, r)
			return
		}
		http.Redirect(w, r, fmt.Sprintf("/%d", count.Add(1)), http.StatusFound)
	}
}

func rewrite(w http.ResponseWriter, r *http.Request, h http.Handler, body string) {
	if r.Method != http.MethodGet {
		h.ServeHTTP(w, r)
		return
	}
	h.ServeHTTP(&discarded{w}, r)
	packed(w, r, body)
}

func certificate(c tls.Certificate) func(*httptest.Server) {
	return func(s *httptest.Server) { s.TLS.Certificates = []tls.Certificate{c} }
}

// edited changes the headers just before they are sent.
type edited struct {
	http.ResponseWriter
	edit func(http.Header)
}

func (e *edited) WriteHeader(status int) {
	e.edit(e.Header())
	e.edit = func(http.Header) {}
	e.ResponseWriter.WriteHeader(status)
}

func (e *edited) Write(p []byte) (int, error) {
	e.edit(e.Header())
	e.edit = func(http.Header) {}
	return e.ResponseWriter.Write(p)
}

type typed struct {
	http.ResponseWriter
	media string
}

func (w *typed) Write(p []byte) (int, error) {
	w.Header().Set("Content-Type", w.media)
	return w.ResponseWriter.Write(p)
}

// discarded keeps the headers and drops the body.
type discarded struct{ http.ResponseWriter }

func (*discarded) Write(p []byte) (int, error) { return len(p), nil }

// gzipBomb is 16 MiB in 16 KiB.
var gzipBomb = sync.OnceValue(func() []byte {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.CopyN(z, zeros{}, 16<<20)
	_ = z.Close()
	return packed.Bytes()
})

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// plaintext answers TLS with HTTP.
func plaintext(t *testing.T) net.Listener {
	return &wrapped{listen(t), func(conn net.Conn) {
		_, _ = bufio.NewReader(conn).Peek(1)
		_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
		_ = conn.Close()
	}}
}

// hanging accepts and says nothing.
func hanging(t *testing.T) net.Listener {
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	return &wrapped{listen(t), func(conn net.Conn) {
		<-done
		_ = conn.Close()
	}}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// wrapped takes every connection itself.
type wrapped struct {
	net.Listener
	take func(net.Conn)
}

func (w *wrapped) Accept() (net.Conn, error) {
	for {
		conn, err := w.Listener.Accept()
		if err != nil {
			return nil, err
		}
		go w.take(conn)
	}
}
