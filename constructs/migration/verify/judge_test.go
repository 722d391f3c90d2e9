package verify

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

// answered is an answer without a body.
func answered(status int) answer {
	return answer{asked: true, status: status, protocol: "HTTP/1.1", header: http.Header{},
		content: content{form: formNothing}}
}

// judged is the report of a run that saw this; latencies are not judged by so few samples.
func judged(o Options, streams [2]answer, pages ...*page) *Report {
	o.Skip = append(o.Skip, checkLatency)
	r := &run{options: o.resolve(), old: sideOf(Endpoint{URL: "http://old.test"}, time.Second),
		new: sideOf(Endpoint{URL: "http://new.test"}, time.Second), pages: pages, streams: streams, budget: &budget{},
		start: time.Now()}
	j := &judge{run: r, report: newReport(r.options)}
	j.all()
	j.finish(false, false)
	return j.report
}

// asked is a page that both were asked once.
func asked(old, fresh int) *page {
	p := &page{title: "GET /", method: http.MethodGet}
	for i, status := range []int{old, fresh} {
		p.answers[i] = []answer{answered(status)}
		p.chains[i] = chain{first: answered(status), end: answered(status)}
	}
	return p
}

// What is asked of the new endpoint alone does not hang on the old one, and without an old one nothing is the same.
func TestJudgeOfPages(t *testing.T) {
	created := &Golden{Path: "/", Expect: Expect{Status: http.StatusCreated}}
	for _, c := range []struct {
		name       string
		old, fresh int
		health     bool
		golden     *Golden
		skip       []string
		result     Result
		want       []string
	}{
		{name: "the same", old: 200, fresh: 200, result: Same},
		{name: "both alike in a fault", old: 500, fresh: 500, result: NotJudged},
		{name: "better", old: 503, fresh: 200, result: NotJudged},
		{name: "worse", old: 200, fresh: 503, result: Differs, want: []string{"status"}},
		{name: "worse, and left out", old: 200, fresh: 503, skip: []string{"status"}, result: NotJudged},
		{name: "health that is new", old: 404, fresh: 200, health: true, result: Same},
		{name: "health that is lost", old: 200, fresh: 404, health: true, result: Differs,
			want: []string{"health"}},
		{name: "expected", old: 200, fresh: 201, golden: created, result: Same},
		{name: "another than expected", old: 200, fresh: 202, golden: created, result: Differs,
			want: []string{"status"}},
		{name: "as it was, which is not expected", old: 200, fresh: 200, golden: created, result: Differs,
			want: []string{"golden"}},
	} {
		pages := []*page{asked(c.old, c.fresh)}
		pages[0].health, pages[0].golden = c.health, c.golden
		if c.health {
			pages = append(pages, asked(200, 200))
		}
		report := judged(Options{Skip: c.skip}, [2]answer{}, pages...)
		if report.Result != c.result || !slices.Equal(found(report), c.want) {
			t.Errorf("%s: got %s %v, want %s %v\n%s", c.name, report.Result, found(report), c.result, c.want, text(report))
		}
	}
}

func TestJudgeOfStreams(t *testing.T) {
	stream := func(change func(*answer)) answer {
		a := answered(200)
		a.first, a.total, a.open = 10*time.Millisecond, 75*time.Second, true
		a.content = content{form: formEvents, media: "text/event-stream", shape: &shape{}}
		a.content.shape.readEvents([]byte("data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: "), true)
		change(&a)
		return a
	}
	same := func(*answer) {}
	for _, c := range []struct {
		name       string
		old, fresh func(*answer)
		result     Result
		want       []string
	}{
		{"the same", same, same, Same, nil},
		{"no answer of the old one", func(a *answer) { *a = answer{asked: true, failure: &noAnswer} },
			func(a *answer) { a.first = time.Second }, NotJudged, nil},
		{"not found at the old one", func(a *answer) { a.status = 404 }, func(a *answer) { a.first = time.Second }, NotJudged,
			nil},
		{"not found at the new one", same, func(a *answer) { a.status = 404 }, Differs, []string{"stream"}},
		{"the old one is cut", func(a *answer) { a.failure, a.open = &cutShort, false }, same, Same, nil},
		{"the end may come still", func(a *answer) {
			a.open, a.content.shape = false, &shape{}
			a.content.shape.readEvents([]byte("data: {\"n\":1}\n\ndata: [DONE]\n\n"), false)
		}, same, Same, nil},
		{"other events", func(a *answer) {
			a.content.shape = &shape{}
			a.content.shape.readEvents([]byte("event: delta\ndata: {\"n\":1}\n\n"), false)
		}, same, Differs, []string{"body"}},
	} {
		report := judged(Options{Stream: "/stream"}, [2]answer{stream(c.old), stream(c.fresh)}, asked(200, 200))
		if report.Result != c.result || !slices.Equal(found(report), c.want) {
			t.Errorf("%s: got %s %v, want %s %v\n%s", c.name, report.Result, found(report), c.result, c.want, text(report))
		}
	}
}

// A rate so low that the pause does not fit into a time is no rate without a pause.
func TestInterval(t *testing.T) {
	for rate, want := range map[float64]time.Duration{100: 10 * time.Millisecond, 0.5: 2 * time.Second, 1e-10: mostTime,
		1e-300: mostTime} {
		if got := interval(rate); got != want {
			t.Errorf("%v a second: got %s, want %s", rate, got, want)
		}
	}
}
