package verify

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
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

// found are the names of the checks that differ, each once.
func found(r *Report) (names []string) {
	for _, f := range r.Findings {
		if !slices.Contains(names, f.Check) {
			names = append(names, f.Check)
		}
	}
	slices.Sort(names)
	return names
}

func compare(t *testing.T, o Options) *Report {
	t.Helper()
	report, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func text(r *Report) string { return r.Markdown() }

func TestSoundPair(t *testing.T) {
	t.Parallel()
	old := serve(t, &app{name: "ip-10-0-0-1"}, func(s *httptest.Server) { s.EnableHTTP2 = false })
	fresh := serve(t, &app{name: "f3b2a9c47d10", delay: 5 * time.Millisecond})
	o := quick(old.URL, fresh.URL)
	o.Paths, o.Health, o.Stream = []string{"/page", "/login", "/none"}, "/health", "/stream"
	o.Golden = []Golden{{Path: "/v1/chat", Body: map[string]any{"text": "hello"},
		Expect: Expect{Status: 200, ContentType: "application/json", Keys: []string{"answer", "length"}, Contains: "length"}}}
	o.Limits.Requests, o.Skip = 240, nil
	report := compare(t, o)
	if report.Result != Same || len(report.Findings) != 0 {
		t.Errorf("got %s\n%s", report.Result, text(report))
	}
	for _, want := range []string{"status", "header", "cookie", "body", "gzip", "certificate", "latency", "stream",
		"golden",
		"redirect", "options", "head", "errors", "keep-alive"} {
		if !slices.ContainsFunc(report.Rows, func(r Row) bool { return r.Check == want && r.Result == Same }) {
			t.Errorf("%s was not compared", want)
		}
	}
	if report.Requests > 240 {
		t.Errorf("asked %d times", report.Requests)
	}
}

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
			time.Sleep(400 * time.Millisecond)
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
				time.Sleep(900 * time.Millisecond)
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
			o.Limits.Requests, o.Limits.Timeout = 14, 700*time.Millisecond
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
		}, options: func(o *Options) { o.Limits.Timeout = time.Second }},
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

func TestFutureName(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 1000)
	handler := func(name string) http.Handler {
		inner := &app{name: name}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked <- name + " " + r.Host + " " + r.TLS.ServerName
			inner.ServeHTTP(w, r)
		})
	}
	only := certificate(issuer.issue(t, year, "shop.test"))
	old, fresh := serve(t, handler("old"), only), serve(t, handler("new"), only)
	port := func(s *httptest.Server) string { return s.URL[strings.LastIndex(s.URL, ":")+1:] }
	o := quick("https://shop.test:"+port(old), fresh.URL)
	o.Old.Resolve = "shop.test:" + port(old) + ":127.0.0.1"
	o.New.Host = "shop.test"
	o.Limits.Requests = 20
	if report := compare(t, o); report.Result != Same {
		t.Errorf("got\n%s", text(report))
	}
	close(asked)
	for line := range asked {
		if line != "new shop.test shop.test" && line != "old shop.test:"+port(old)+" shop.test" {
			t.Fatalf("asked %s", line)
		}
	}
}

func TestIPv6Only(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	fresh := serve(t, &app{name: "new"}, certificate(issuer.issue(t, year, "::1")),
		func(s *httptest.Server) { s.Listener = l })
	o := quick(serve(t, &app{name: "old"}).URL, fresh.URL)
	o.Limits.Requests = 20
	if report := compare(t, o); report.Result != Same {
		t.Errorf("got\n%s", text(report))
	}
}

func TestRedirectToTheOldName(t *testing.T) {
	t.Parallel()
	old := serve(t, &app{name: "old"}, certificate(issuer.issue(t, year, "old.test")))
	port := old.URL[strings.LastIndex(old.URL, ":")+1:]
	fresh := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://old.test:"+port+"/page", http.StatusFound)
	}))
	o := quick("https://old.test:"+port+"/login", fresh.URL+"/login")
	o.Old.Resolve = "old.test:" + port + ":127.0.0.1"
	if report := compare(t, o); !slices.Equal(found(report), []string{"redirect-leak"}) {
		t.Errorf("got\n%s", text(report))
	}
}

// A secret goes to whom TLS has verified, and is shown nowhere.
func TestSecrets(t *testing.T) {
	t.Parallel()
	const secret = "correct-horse-battery"
	var told atomic.Int64
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Authorization"), secret) {
			told.Add(1)
		}
		w.Header().Set("X-Echo", r.Header.Get("Authorization"))
		fmt.Fprint(w, r.Header.Get("Authorization"))
	})
	golden, err := ReadGolden(strings.NewReader(
		`[{path: /v1, headers: {Authorization: "Bearer ${KEY}"}, expect: {status: 201}}]`),
		func(string) (string, bool) { return secret, true })
	if err != nil {
		t.Fatal(err)
	}
	o := quick(serve(t, echo).URL, serve(t, echo).URL)
	o.Golden, o.Limits.Requests = golden, 20
	report := compare(t, o)
	if !slices.Equal(found(report), []string{"golden"}) || told.Load() == 0 {
		t.Errorf("got\n%s", text(report))
	}
	if all := fmt.Sprint(report, text(report), o.Plan()); strings.Contains(all, secret) {
		t.Errorf("the secret is shown:\n%s", all)
	}
}

func TestSecretsAreKeptFromTheUnverified(t *testing.T) {
	t.Parallel()
	r := &run{old: sideOf(Endpoint{URL: "https://a.test"}, time.Second), new: sideOf(Endpoint{URL: "https://b.test"},
		time.Second)}
	for _, s := range r.sides() {
		s.addresses = []string{"203.0.113.7"}
	}
	r.old.verified = true
	if r.mayTell() {
		t.Error("a secret would go to an endpoint whose certificate is not trusted")
	}
	r.new.verified = true
	if !r.mayTell() {
		t.Error("a secret would not go to an endpoint that is trusted")
	}
	r.new.verified, r.new.addresses = false, []string{"127.0.0.1"}
	if !r.mayTell() {
		t.Error("a secret would not go to this machine")
	}
}

// What was written is written once, and only where a golden request says so.
func TestMethods(t *testing.T) {
	t.Parallel()
	var mutating atomic.Int64
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodOptions {
			mutating.Add(1)
			w.WriteHeader(http.StatusBadGateway) // no reason to ask again
		}
	})
	o := quick(serve(t, handler).URL, serve(t, handler).URL)
	o.Golden = []Golden{{Path: "/jobs", Body: "x"}}
	compare(t, o)
	if mutating.Load() != 2 {
		t.Errorf("sent %d times, want once to each", mutating.Load())
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	o := quick(serve(t, &app{name: "old"}).URL, serve(t, &app{name: "new"}).URL)
	o.Limits.Requests, o.Limits.Rate = 1000, 50
	o.Progress = func(p Progress) {
		if p.Asked == 20 {
			cancel()
		}
	}
	report, err := Run(ctx, o)
	if err != nil || !report.Interrupted || report.Result != NotJudged || report.Requests > 30 || len(report.Rows) == 0 {
		t.Errorf("got %v %v\n%s", report.Requests, err, text(report))
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	var asked [2]atomic.Int64
	count := func(i int) http.Handler {
		inner := &app{name: fmt.Sprint(i)}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked[i].Add(1); inner.ServeHTTP(w, r) })
	}
	o := quick(serve(t, count(0)).URL, serve(t, count(1)).URL)
	o.Limits.Requests, o.Skip = 31, nil
	start := time.Now()
	report := compare(t, o)
	if all := asked[0].Load() + asked[1].Load(); all > 31 || report.Requests > 31 {
		t.Errorf("asked %d times", all)
	}
	if time.Since(start) < 250*time.Millisecond {
		t.Errorf("asked faster than 100 a second: %s", time.Since(start))
	}
	if report.Result != NotJudged || !strings.Contains(text(report), "not enough samples: ") {
		t.Errorf("got\n%s", text(report))
	}
	o.Limits.Requests, o.Limits.Time = 1000, 300*time.Millisecond
	if report := compare(t, o); !report.OutOfTime || report.Seconds > 3 {
		t.Errorf("it ended after %v s, out of time: %v", report.Seconds, report.OutOfTime)
	}
}

func TestOldEndpointFails(t *testing.T) {
	t.Parallel()
	fresh := serve(t, &app{name: "new"}).URL
	o := quick("https://127.0.0.1:1", fresh)
	if report := compare(t, o); report.Result != NotJudged || len(report.Findings) > 0 {
		t.Errorf("got\n%s", text(report))
	}
	gone := http.HandlerFunc(http.NotFound)
	o = quick(serve(t, gone).URL, serve(t, gone).URL)
	o.Limits.Requests = 20
	if report := compare(t, o); report.Result != NotJudged || !strings.Contains(text(report),
		"no request with a success") {
		t.Errorf("got\n%s", text(report))
	}
}

// Where HTTP leads is compared: to HTTPS, to an answer in the clear, or nowhere.
func TestPlainHTTP(t *testing.T) {
	t.Parallel()
	secure := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
	})
	for _, c := range []struct {
		name       string
		old, fresh http.Handler // nil for a port that is closed
		want       []string
	}{
		{"both lead to HTTPS", secure, secure, nil},
		{"answered in the clear", secure, &app{name: "new"}, []string{"http-to-https"}},
		{"closed", secure, nil, []string{"http-to-https"}},
		{"both closed", nil, nil, nil},
		{"leads to HTTPS now", &app{name: "old"}, secure, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			port := func(handler http.Handler) int {
				if handler == nil {
					return 1
				}
				server := httptest.NewServer(handler)
				t.Cleanup(server.Close)
				return server.Listener.Addr().(*net.TCPAddr).Port
			}
			o := quick(serve(t, &app{name: "old"}).URL, serve(t, &app{name: "new"}).URL)
			o.Old.PlainPort, o.New.PlainPort, o.Limits.Requests = port(c.old), port(c.fresh), 10
			if report := compare(t, o); !slices.Equal(found(report), c.want) {
				t.Errorf("got %v, want %v\n%s", found(report), c.want, text(report))
			}
		})
	}
}
