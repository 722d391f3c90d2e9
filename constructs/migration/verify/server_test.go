package verify

import (
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// authority issues certificates for tests.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	roots       *x509.CertPool
}

var issuer = newAuthority()

func newAuthority() *authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
		NotBefore: time.Now().Add(-1000 * time.Hour), NotAfter: time.Now().Add(10000 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(certificate)
	return &authority{certificate, key, roots}
}

// issue makes a certificate for names and addresses that ends in a time from now.
func (a *authority) issue(t *testing.T, ends time.Duration, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-900 * time.Hour), NotAfter: time.Now().Add(ends),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

const year = 365 * 24 * time.Hour

// Times of the test's streams: 60 s are 300 ms. What has to come in time has a second for it, as machines may be busy.
const (
	cutAfter = 300 * time.Millisecond
	tick     = 50 * time.Millisecond
	idle     = time.Second
	lasts    = 1500 * time.Millisecond
)

// app is a small application; each of the two endpoints runs one.
type app struct {
	name  string // of the host, in headers and values
	delay time.Duration
	count atomic.Int64
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Server", a.name)
	h.Set("X-Request-Id", fmt.Sprint(a.name, a.count.Add(1)))
	h.Set("ETag", fmt.Sprintf(`"%s"`, a.name))
	h.Set("Cache-Control", "private, max-age=60")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Api-Level", "3")
	time.Sleep(a.delay)
	switch r.URL.Path {
	case "/":
		if r.Method == http.MethodOptions {
			h.Set("Allow", "GET, HEAD, OPTIONS")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "session", Value: fmt.Sprint(a.count.Load()), Path: "/", Secure: true,
			HttpOnly: true, SameSite: http.SameSiteLaxMode})
		h.Set("Content-Type", "application/json")
		packed(w, r, fmt.Sprintf(`{"id":"%d","host":%q,"models":[{"id":"fast","price":%d.5}],"next":null}`, a.count.Load(),
			a.name, a.count.Load()))
	case "/page":
		h.Set("Content-Type", "text/html; charset=utf-8")
		packed(w, r, "<html><title>Shop</title><body>Welcome to the shop on "+a.name+", "+strings.Repeat("good things for "+
			"everyone. ", 40))
	case "/health":
		fmt.Fprintln(w, "ok")
	case "/login":
		http.Redirect(w, r, "https://"+r.Host+"/page?state="+fmt.Sprint(a.count.Load()), http.StatusFound)
	case "/stream":
		a.stream(w, r, lasts, false)
	case "/v1/chat":
		body, _ := io.ReadAll(r.Body)
		h.Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"answer":"%d","length":%d}`, a.count.Load(), len(body))
	default:
		http.NotFound(w, r)
	}
}

// stream sends an event every tick for so long; cut ends it in the middle.
func (a *app) stream(w http.ResponseWriter, r *http.Request, long time.Duration, cut bool) {
	w.Header().Set("Content-Type", "text/event-stream")
	for start := time.Now(); time.Since(start) < long && r.Context().Err() == nil; {
		fmt.Fprintf(w, "data: {\"token\": %q}\n\n", a.name)
		_ = http.NewResponseController(w).Flush()
		time.Sleep(tick)
	}
	if cut {
		panic(http.ErrAbortHandler)
	}
	fmt.Fprint(w, "data: [DONE]\n\n")
}

func packed(w http.ResponseWriter, r *http.Request, text string) {
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		_, _ = io.WriteString(w, text)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Vary", "Accept-Encoding")
	z := gzip.NewWriter(w)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
}

// serve runs a handler on the loopback, with a certificate for 127.0.0.1 and shop.test unless it has another one.
func serve(t *testing.T, handler http.Handler, changes ...func(*httptest.Server)) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{issuer.issue(t, year, "127.0.0.1", "shop.test")}}
	for _, change := range changes {
		change(server)
	}
	server.StartTLS()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server
}

// quick are options whose run takes half a second; latencies are not judged by so few samples.
func quick(old, fresh string) Options {
	return Options{
		New: Endpoint{URL: fresh, Roots: issuer.roots}, Old: Endpoint{URL: old, Roots: issuer.roots},
		OldIdleTimeout: idle,
		Limits: Limits{Requests: 40, Rate: 100, Concurrency: 4, Timeout: 15 * time.Second, Body: 64 << 10,
			Time: time.Minute},
		Allow: Allowance{LatencySlack: time.Second},
		Skip:  []string{"latency"},
	}
}
