package verify

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
)

// failure is an answer that did not come, or not whole. Its text never repeats what a server said.
type failure struct {
	kind, text, why, remedy string
}

// The kinds of failures.
var (
	noName = failure{"dns", "the name is not found", "DNS knows no address of it",
		"check the name, or give its address with resolve"}
	noPort = failure{"refused", "the connection is refused",
		"nothing listens on the port: there is no listener, or a security group's rule refuses",
		"LoadBalancer with a Domain or CertificateARN makes the listener of 443"}
	noWay = failure{"unreachable", "the address is not reached", "there is no route to it from here",
		"run it where clients are; an internal load balancer (LoadBalancer.Scheme) is reached in its network only"}
	noConnect = failure{"connect-timeout", "no connection in time",
		"packets are dropped: a security group does not let this address in, or the load balancer is internal",
		"LoadBalancer.IngressCIDRs, LoadBalancer.Scheme"}
	noAnswer = failure{"no-answer", "no answer in time", "the connection is accepted and nothing is said: the " +
		"application hangs, or does not speak HTTP there", "Port, HealthCheck.Path; see the service's logs"}
	noEnd = failure{"endless", "the answer does not end in time",
		"bytes trickle or stop before the answer is whole", "the application has to end its answers; name a stream with " +
			"stream"}
	badTLS = failure{"tls", "the TLS handshake fails", "no protocol, cipher or certificate in common, or it " +
		"speaks plaintext on this port", "LoadBalancer.TLSPolicy, Domain"}
	badTrust = failure{"certificate", "the certificate is not trusted",
		"another node of the endpoint presents another certificate", "Domain, LoadBalancer.CertificateARN"}
	cutShort = failure{"truncated", "the answer ends before it is whole",
		"the connection is closed in the middle of a body: the task is stopped, the application dies, or a timer cuts " +
			"it", "StopTimeout, Target.DeregistrationDelay, MaxStreamDuration"}
	badChunks = failure{"chunks", "the answer's chunks are damaged",
		"what frames the body is no HTTP: something writes into the stream beside the server",
		"the application, or a sidecar in front of it"}
	badAnswer = failure{"malformed", "the answer is no HTTP",
		"another protocol is spoken there, or headers are larger than 32 KiB", "AppProtocol, Port"}
	badGzip = failure{"gzip-damaged", "the answer is not the gzip that it says",
		"compressed twice, or cut by something in front of the application", "let one place alone compress: the application"}
	closedEarly = failure{"closed", "the connection is closed without an answer",
		"the server closes connections that are in use: it restarts, or its keep-alive is shorter than that of what is in " +
			"front", "the application's keep-alive has to be longer than LoadBalancer.IdleTimeout: it is told as " +
			"KEEPALIVE_TIMEOUT with MaxStreamDuration"}
	unknown = failure{"failed", "the request fails", "it could not be told why", "ask with curl -v"}
)

// failed says what an error means; at is "connect", "headers" or "body".
func failed(err error, at string) *failure {
	if err == nil {
		return nil
	}
	f := kindOf(err, at)
	return &f
}

func kindOf(err error, at string) failure {
	var dns *net.DNSError
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var invalid x509.CertificateInvalidError
	var corrupt flate.CorruptInputError
	text := err.Error()
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
	switch {
	case errors.As(err, &dns):
		return noName
	case errors.Is(err, syscall.ECONNREFUSED):
		return noPort
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return noWay
	case errors.As(err, &verification), errors.As(err, &invalid):
		return badTrust
	case errors.As(err, &record), errors.As(err, &alert), has("tls:", "server gave HTTP response to HTTPS client"):
		return badTLS
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return badGzip
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), has("timeout"):
		return map[string]failure{"connect": noConnect, "headers": noAnswer, "body": noEnd}[at].or(noConnect)
	case has("chunk"):
		return badChunks
	case has("malformed", "bad Content-Length", "exceeded", "too many transfer", "unsupported transfer", "invalid header"):
		return badAnswer
	case at == "body" && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || has("closed",
		"reset", "stream error", "GOAWAY")):
		return cutShort
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.EPIPE), has("closed", "reset", "stream error", "GOAWAY"):
		return closedEarly
	}
	return unknown
}

func (f failure) or(otherwise failure) failure {
	if f.kind == "" {
		return otherwise
	}
	return f
}

// failures are all of them.
var failures = []failure{noName, noPort, noWay, noConnect, noAnswer, noEnd, badTLS, badTrust, cutShort, badChunks,
	badAnswer, badGzip, closedEarly, unknown}
