package verify

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// run is one comparison.
type run struct {
	options  Options
	ctx      context.Context
	old, new *side
	pages    []*page
	budget   *budget
	start    time.Time
	stage    atomic.Value // string
	ignored  []string

	plain   [2]answer // of HTTP, where HTTPS is compared
	streams [2]answer
}

// page is a request that both are asked.
type page struct {
	title  string
	method string
	path   string
	header http.Header
	body   []byte
	golden *Golden
	health bool
	secret bool // it carries what the environment keeps
	repeat bool // it may be asked again

	chains        [2]chain
	head, options [2]answer
	mu            sync.Mutex
	answers       [2][]answer // all to the page itself
	stray         [2][]answer // those that were asked again, as something was wrong with them
}

// The two sides, as indexes.
const (
	oldSide = 0
	newSide = 1
)

// Run compares the two endpoints until it is done, the limits are reached or ctx ends; then the report says what was
// seen until then. An error is a mistake in the options.
func Run(ctx context.Context, options Options) (*Report, error) {
	if err := options.Validate(); err != nil {
		return nil, err
	}
	o := options.resolve()
	limited, cancel := context.WithTimeout(ctx, o.Limits.Time)
	defer cancel()
	r := &run{options: o, ctx: limited, old: sideOf(o.Old, o.Limits.Timeout),
		new: sideOf(o.New, o.Limits.Timeout), start: time.Now()}
	for _, name := range o.IgnoreHeaders {
		r.ignored = append(r.ignored, strings.ToLower(name))
	}
	r.budget = &budget{
		left: o.Limits.Requests, interval: interval(o.Limits.Rate),
		told: func(asked int) { r.tell(asked) },
	}
	if err := r.plan(); err != nil {
		return nil, err
	}
	defer r.old.close()
	defer r.new.close()
	j := &judge{run: r, report: newReport(o)}
	stop := r.keepTelling()
	if r.reach(j) {
		r.measure()
		j.all()
	}
	stop()
	j.finish(ctx.Err() != nil, errors.Is(limited.Err(), context.DeadlineExceeded) && ctx.Err() == nil)
	return j.report, nil
}

func (r *run) tell(asked int) {
	stage, _ := r.stage.Load().(string)
	r.options.Progress(Progress{Stage: stage, Asked: asked, Most: r.options.Limits.Requests, Elapsed: time.Since(r.start)})
}

// keepTelling tells of the progress while nobody is asked, such as when a stream is awaited.
func (r *run) keepTelling() (stop func()) {
	ticker, done := time.NewTicker(time.Second), make(chan struct{})
	var telling sync.WaitGroup
	telling.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				r.tell(r.budget.sent())
			}
		}
	})
	return func() {
		ticker.Stop()
		close(done)
		telling.Wait()
	}
}

// plan lists the pages.
func (r *run) plan() error {
	header := http.Header{}
	if r.options.Origin != "" {
		header.Set("Origin", r.options.Origin)
	}
	add := func(path string, health bool) {
		for _, p := range r.pages {
			if p.path == path && p.golden == nil {
				p.health = p.health || health
				return
			}
		}
		r.pages = append(r.pages, &page{title: "GET " + hideQuery(path), method: http.MethodGet, path: path, header: header,
			health: health, repeat: true})
	}
	add(r.new.base.RequestURI(), false)
	for _, path := range r.options.Paths {
		add(path, false)
	}
	if r.options.Health != "" {
		add(r.options.Health, true)
	}
	for i := range r.options.Golden {
		p, err := r.options.Golden[i].page()
		if err != nil {
			return err
		}
		r.pages = append(r.pages, p)
	}
	return nil
}

// reach looks both up, shakes hands and asks each once. Without an answer of both there is nothing to compare.
func (r *run) reach(j *judge) bool {
	r.stage.Store("reaching both")
	for _, s := range []*side{r.old, r.new} {
		f := s.lookUp(r.ctx)
		if f == nil {
			f = s.greet(r.ctx)
		}
		if f != nil && r.ctx.Err() == nil && f.kind == noAnswer.kind {
			f = s.greet(r.ctx) // once more: one packet may be lost
		}
		if r.ctx.Err() != nil {
			return false
		}
		if f != nil {
			j.unreached(s, f)
			return false
		}
		s.open()
	}
	if r.twins() {
		j.unjudged("same-endpoint", "", "both names lead to "+r.new.addresses[0]+", so the new endpoint would be compared "+
			"with itself; name the old environment's own address, or give one by resolve", true)
		return false
	}
	return true
}

// twins reports that both sides are one: DNS has been changed already, or in part.
func (r *run) twins() bool {
	return strings.EqualFold(r.old.name, r.new.name) && strings.EqualFold(hostOf(r.old), hostOf(r.new)) &&
		portOf(r.old.base) == portOf(r.new.base) &&
		slices.ContainsFunc(r.new.addresses, func(a string) bool { return slices.Contains(r.old.addresses, a) })
}

func hostOf(s *side) string {
	if s.host != "" {
		return s.host
	}
	return s.base.Hostname()
}

// measure asks for everything, the old endpoint first.
func (r *run) measure() {
	var streams sync.WaitGroup
	if r.options.Stream != "" {
		for i, s := range []*side{r.old, r.new} {
			streams.Go(func() {
				r.streams[i] = r.ask(s, query{method: http.MethodGet, url: s.at(r.options.Stream), watch: r.options.watch(),
					header: http.Header{"Accept": {"text/event-stream, application/x-ndjson, */*;q=0.5"}}})
			})
		}
	}
	r.stage.Store("asking once for each")
	r.all(r.once())
	r.stage.Store("measuring")
	r.all(r.samples())
	r.stage.Store("waiting for the streams")
	streams.Wait()
}

// all does the jobs, in their order, so many at a time.
func (r *run) all(jobs []func()) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(r.options.Limits.Concurrency, len(jobs)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) || r.ctx.Err() != nil {
					return
				}
				jobs[i]()
			}
		})
	}
	workers.Wait()
}

// sides are both, in the order in which they are asked.
func (r *run) sides() [2]*side { return [2]*side{r.old, r.new} }

// once asks for what needs no repetition.
func (r *run) once() (jobs []func()) {
	for _, p := range r.pages {
		if p.secret && !r.mayTell() {
			continue
		}
		for i, s := range r.sides() {
			jobs = append(jobs, func() {
				p.chains[i] = r.follow(s, r.sides()[1-i], p, i)
				p.keep(i, p.chains[i].first)
			})
		}
		if p.golden != nil {
			continue
		}
		for i, s := range r.sides() {
			jobs = append(jobs,
				func() {
					p.head[i] = r.askAgain(s, query{method: http.MethodHead, url: s.at(p.path), header: p.header}, p, i)
				},
				func() {
					header := p.header.Clone()
					if header.Get("Origin") != "" {
						header.Set("Access-Control-Request-Method", http.MethodGet)
					}
					p.options[i] = r.askAgain(s, query{method: http.MethodOptions, url: s.at(p.path), header: header}, p, i)
				})
		}
	}
	if r.old.plainPort() != "" && r.new.plainPort() != "" {
		for i, s := range r.sides() {
			jobs = append(jobs, func() {
				u := *s.base
				u.Scheme, u.Host = "http", net.JoinHostPort(s.base.Hostname(), s.plainPort())
				r.plain[i] = r.ask(s, query{method: http.MethodGet, url: &u})
			})
		}
	}
	return jobs
}

// samples asks for the pages again and again with what is left of the requests.
func (r *run) samples() (jobs []func()) {
	var pages []*page
	for _, p := range r.pages {
		if p.repeat && p.chains[newSide].first.asked && p.chains[oldSide].first.asked && !p.chains[newSide].loop {
			pages = append(pages, p)
		}
	}
	left := r.budget.remaining() / 2
	for n := 0; n < left && len(pages) > 0; n++ {
		p := pages[n%len(pages)]
		for i, s := range r.sides() {
			jobs = append(jobs, func() {
				p.keep(i, r.ask(s, query{method: p.method, url: s.at(p.path), header: p.header, body: p.body}))
			})
		}
	}
	return jobs
}

func (p *page) keep(i int, a answer) {
	if a.asked {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.answers[i] = append(p.answers[i], a)
	}
}

// askAgain asks a second time where the first answer is one that may not come again. What changes something is never
// asked again.
func (r *run) askAgain(s *side, q query, p *page, i int) answer {
	a := r.ask(s, q)
	if !p.repeat || !a.serverError() {
		return a
	}
	again := r.ask(s, q)
	if !again.asked || again.serverError() {
		return a
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stray[i] = append(p.stray[i], a)
	return again
}

// mayTell reports that secrets may be sent: both were verified by TLS, or are on this machine.
func (r *run) mayTell() bool {
	for _, s := range r.sides() {
		if !s.verified && !s.loopback() {
			return false
		}
	}
	return true
}

// hosts makes the names of an endpoint one in a text.
func hosts(s *side) func(string) string {
	return func(text string) string {
		for _, name := range []string{s.base.Host, s.host, s.name, s.base.Hostname()} {
			if name != "" && len(name) > 3 {
				text = strings.ReplaceAll(text, name, "self")
			}
		}
		return text
	}
}
