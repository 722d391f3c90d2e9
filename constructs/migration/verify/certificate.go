package verify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math"
	"net"
	"strings"
	"time"
)

// handshake is what TLS said.
type handshake struct {
	done     bool
	version  uint16
	protocol string // by ALPN; "" for HTTP/1.1
	fault    string // of the certificate; "" for one that is trusted
	days     int    // until it ends
}

// greet connects, shakes hands once where there is TLS, and judges the certificate itself, so that a wrong one can be
// told of and the rest be compared.
func (s *side) greet(ctx context.Context) *failure {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	conn, err := s.dial(ctx, "tcp", net.JoinHostPort(s.base.Hostname(), portOf(s.base)))
	if err != nil {
		return failed(err, "connect")
	}
	defer conn.Close()
	if s.base.Scheme != "https" {
		return nil
	}
	secure := tls.Client(conn, &tls.Config{
		ServerName: s.name, NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS10,
		InsecureSkipVerify: true, // it is judged below
	})
	if err := secure.HandshakeContext(ctx); err != nil {
		f := badTLS
		if ctx.Err() != nil {
			f = noAnswer
		}
		return &f
	}
	state := secure.ConnectionState()
	s.handshake = handshake{done: true, version: state.Version, protocol: state.NegotiatedProtocol}
	if state.NegotiatedProtocol == "http/1.1" {
		s.handshake.protocol = ""
	}
	s.handshake.judge(state.PeerCertificates, s.name, s.endpoint.Roots, time.Now())
	s.verified = s.handshake.fault == ""
	return nil
}

// judge says what is wrong with a chain, everything at once.
func (h *handshake) judge(chain []*x509.Certificate, name string, roots *x509.CertPool, now time.Time) {
	if len(chain) == 0 {
		h.fault = "there is none"
		return
	}
	leaf := chain[0]
	h.days = int(math.Floor(leaf.NotAfter.Sub(now).Hours() / 24))
	var faults []string
	add := func(format string, values ...any) { faults = append(faults, fmt.Sprintf(format, values...)) }
	if now.After(leaf.NotAfter) {
		add("it ended on %s", leaf.NotAfter.UTC().Format(time.DateOnly))
	} else if now.Before(leaf.NotBefore) {
		add("it begins on %s", leaf.NotBefore.UTC().Format(time.DateOnly))
	}
	if err := leaf.VerifyHostname(name); err != nil {
		names := leaf.DNSNames
		if len(names) > 3 {
			names = append(names[:3:3], "…")
		}
		if len(names) == 0 {
			names = []string{"no name"}
		}
		add("it is for %s and not for %s", strings.Join(names, ", "), name)
	}
	others := x509.NewCertPool()
	for _, certificate := range chain[1:] {
		others.AddCert(certificate)
	}
	options := x509.VerifyOptions{Roots: roots, Intermediates: others, CurrentTime: middle(leaf, now)}
	var unknown x509.UnknownAuthorityError
	switch _, err := leaf.Verify(options); {
	case err == nil:
	case errors.As(err, &unknown):
		add("nobody who is trusted issued it")
	default:
		add("its chain is not valid")
	}
	h.fault = strings.Join(faults, "; ")
}

// middle is a time at which a certificate is valid: its own end is told apart from a fault of the chain.
func middle(leaf *x509.Certificate, now time.Time) time.Time {
	if now.After(leaf.NotAfter) || now.Before(leaf.NotBefore) {
		return leaf.NotBefore.Add(leaf.NotAfter.Sub(leaf.NotBefore) / 2)
	}
	return now
}

func tlsVersion(version uint16) string { return tls.VersionName(version) }
