package verify

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	connectTimeout  = 10 * time.Second
	mostHeaderBytes = 32 << 10
	mostAddresses   = 16
)

// side is one of the two endpoints while they are compared.
type side struct {
	endpoint  Endpoint
	base      *url.URL
	name      string // that TLS is asked for
	host      string // the header Host, as the endpoint states it; "" for the URL's
	addresses []string
	next      atomic.Uint64 // address that the next connection tries first
	transport *http.Transport
	verified  bool // by TLS: only then secrets are sent
	handshake handshake
	patience  time.Duration // for a connection
}

func sideOf(e Endpoint, patience time.Duration) *side {
	base, err := url.Parse(e.URL)
	if err != nil { // Validate has refused it
		base = &url.URL{}
	}
	if base.Path == "" {
		base.Path = "/"
	}
	return &side{endpoint: e, base: base, name: e.name(), host: e.Host, patience: min(patience, connectTimeout)}
}

// lookUp finds the addresses once, so that the run compares the same two all along.
func (s *side) lookUp(ctx context.Context) *failure {
	host := s.base.Hostname()
	if _, _, address, ok := splitResolve(s.endpoint.Resolve); ok {
		host = address
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		s.addresses = []string{ip.String()}
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	found, err := net.DefaultResolver.LookupHost(ctx, host)
	if err != nil {
		return failed(err, "")
	}
	s.addresses = found[:min(len(found), mostAddresses)]
	return nil
}

// dial connects to one of the addresses, whatever the name: each in turn first, as clients do.
func (s *side) dial(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	start := int(s.next.Add(1)-1) % max(len(s.addresses), 1)
	dialer := net.Dialer{Timeout: s.patience}
	var first error
	for i := range s.addresses {
		conn, err := dialer.DialContext(ctx, network, net.JoinHostPort(s.addresses[(start+i)%len(s.addresses)], port))
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// open makes the transport, once TLS was looked at: where the certificate is wrong, that is told, and the rest is
// compared all the same, without any secret.
func (s *side) open() {
	s.transport = &http.Transport{
		DialContext: s.dial,
		TLSClientConfig: &tls.Config{
			ServerName: s.name, RootCAs: s.endpoint.Roots, InsecureSkipVerify: !s.verified, MinVersion: tls.VersionTLS10,
		},
		TLSHandshakeTimeout: s.patience, MaxResponseHeaderBytes: mostHeaderBytes, DisableCompression: true,
		ForceAttemptHTTP2: true, MaxIdleConnsPerHost: mostConcurrency, IdleConnTimeout: 90 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

func (s *side) close() {
	if s.transport != nil {
		s.transport.CloseIdleConnections()
	}
}

// at is a path on this endpoint.
func (s *side) at(path string) *url.URL {
	u := *s.base
	relative, err := url.Parse(path)
	if err != nil {
		return &u
	}
	u.Path, u.RawPath, u.RawQuery = relative.Path, relative.RawPath, relative.RawQuery
	return &u
}

// owns reports that a host, with or without a port, is this endpoint by one of its names.
func (s *side) owns(host string) bool {
	name := strings.ToLower(host)
	if bare, _, err := net.SplitHostPort(name); err == nil {
		name = bare
	}
	return name == strings.ToLower(s.name) || name == strings.ToLower(s.base.Hostname())
}

// loopback reports that nothing leaves this machine.
func (s *side) loopback() bool {
	for _, address := range s.addresses {
		if ip, err := netip.ParseAddr(address); err != nil || !ip.IsLoopback() {
			return false
		}
	}
	return len(s.addresses) > 0
}
