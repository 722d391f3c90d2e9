package verify

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// query is what one endpoint is asked.
type query struct {
	method string
	url    *url.URL
	header http.Header
	body   []byte
	watch  time.Duration // of a stream, which is read as it comes; 0 for an answer that ends
	whole  bool          // keep the text, for what a golden request expects
}

// answer is what came of it. A body is kept in what it is compared by.
type answer struct {
	asked    bool // false where the limits or an interrupt came before
	status   int
	protocol string
	header   http.Header
	failure  *failure
	content  content
	text     []byte // where the query asked for it

	start   time.Time
	first   time.Duration // until the first byte of the body, or its end
	silence time.Duration // longest, from the headers on
	total   time.Duration
	open    bool // a stream that had not ended when it was left

	reused, again bool // the connection; again: the first one was closed, and the request was sent on another one
}

func (a answer) ok() bool { return a.asked && a.failure == nil }

// serverError reports an answer that a repetition may not have.
func (a answer) serverError() bool {
	return a.asked && (a.failure != nil || a.status >= 500 || a.status == http.StatusTooManyRequests)
}

// ask asks within the limits.
func (r *run) ask(s *side, q query) answer {
	if !r.budget.take(r.ctx) {
		return answer{}
	}
	ctx, cancel := context.WithCancelCause(r.ctx)
	defer cancel(nil)
	over := time.AfterFunc(r.options.Limits.Timeout, func() { cancel(context.DeadlineExceeded) })
	defer over.Stop()
	a := r.exchange(ctx, s, q, over)
	if r.ctx.Err() != nil && (a.failure != nil || a.open) {
		return answer{} // interrupted: it says nothing of the endpoint
	}
	return a
}

// exchange sends a request and reads what comes. over ends ctx when the time of the request is over; a stream is
// watched from its headers on.
func (r *run) exchange(ctx context.Context, s *side, q query, over *time.Timer) (a answer) {
	a.asked = true
	var connections atomic.Int32
	var reused atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		connections.Add(1)
		reused.Store(info.Reused)
	}}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), q.method, q.url.String(),
		bytes.NewReader(q.body))
	if err != nil {
		a.failure = failed(err, "")
		return a
	}
	if len(q.body) == 0 {
		request.Body, request.GetBody = nil, nil
	}
	request.Header = q.header.Clone()
	if request.Header == nil {
		request.Header = http.Header{}
	}
	request.Host = s.host
	if request.Header.Get("User-Agent") == "" {
		request.Header.Set("User-Agent", "fargateai-verify")
	}
	if request.Header.Get("Accept-Encoding") == "" && q.watch == 0 {
		request.Header.Set("Accept-Encoding", "gzip") // as browsers and SDKs ask
	}
	a.start = time.Now()
	response, err := s.transport.RoundTrip(request)
	a.reused, a.again = reused.Load(), connections.Load() > 1
	if err != nil {
		a.total = time.Since(a.start)
		a.failure = failed(inTime(ctx, err), beforeAnswer(connections.Load()))
		return a
	}
	defer response.Body.Close()
	a.status, a.protocol, a.header = response.StatusCode, response.Proto, response.Header
	if q.watch > 0 {
		over.Reset(q.watch)
	}
	r.read(ctx, &a, response, q)
	return a
}

// inTime names an error that comes of a time that was over.
func inTime(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
		return context.DeadlineExceeded
	}
	return err
}

func beforeAnswer(connections int32) string {
	if connections == 0 {
		return "connect"
	}
	return "headers"
}

// read reads the body, as far as the limits let it.
func (r *run) read(ctx context.Context, a *answer, response *http.Response, q query) {
	limit := r.options.Limits.Body
	clock := &timed{ctx: ctx, in: response.Body, start: a.start, last: time.Now(), watched: q.watch > 0}
	var in io.Reader = clock
	var err error
	if strings.EqualFold(response.Header.Get("Content-Encoding"), "gzip") && q.method != http.MethodHead &&
		response.ContentLength != 0 {
		a.content.gzip = true
		if in, err = gzip.NewReader(clock); err != nil && errors.Is(err, io.EOF) {
			in, err = bytes.NewReader(nil), nil // an empty body needs no compression
		}
	}
	var kept bytes.Buffer
	var capped bool
	if err == nil {
		capped, err = keep(&kept, in, limit, q.watch > 0)
	}
	a.total = time.Since(a.start)
	a.first, a.silence = clock.first, clock.silence
	if a.first == 0 {
		a.first = a.total
	}
	if errors.Is(err, errWatched) {
		a.open, err = true, nil
	} else {
		a.silence = max(a.silence, time.Since(clock.last)) // the last one, up to the end
	}
	a.failure = failed(err, "body")
	a.content.of(response.Header.Get("Content-Type"), kept.Bytes(), capped || a.open || err != nil)
	if q.whole {
		a.text = kept.Bytes()
	}
}

// keep reads up to limit bytes, and the rest of a stream without keeping it.
func keep(kept *bytes.Buffer, in io.Reader, limit int64, stream bool) (capped bool, err error) {
	_, err = io.Copy(kept, io.LimitReader(in, limit))
	if err != nil {
		return false, err
	}
	var more [1]byte
	n, err := io.ReadFull(in, more[:])
	if n == 0 {
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return false, err
	}
	if stream {
		_, err = io.Copy(io.Discard, in)
		return true, err
	}
	return true, nil
}

var errWatched = errors.New("the stream was looked at for long enough")

// timed notes when bytes come.
type timed struct {
	ctx            context.Context
	in             io.Reader
	start, last    time.Time
	first, silence time.Duration
	watched        bool
}

func (t *timed) Read(p []byte) (int, error) {
	n, err := t.in.Read(p)
	now := time.Now()
	if n > 0 {
		if t.first == 0 {
			t.first = now.Sub(t.start)
		}
		t.silence = max(t.silence, now.Sub(t.last))
		t.last = now
	}
	if !errors.Is(err, io.EOF) {
		err = inTime(t.ctx, err)
	}
	if t.watched && errors.Is(err, context.DeadlineExceeded) {
		err = errWatched
	}
	return n, err
}
