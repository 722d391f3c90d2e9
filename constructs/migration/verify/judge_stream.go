package verify

import (
	"fmt"
	"time"
)

// stream compares the streams, and whether the new one lasts.
func (j *judge) stream() {
	path := j.options.Stream
	if path == "" {
		return
	}
	title := "GET " + hideQuery(path)
	old, fresh := j.streams[oldSide], j.streams[newSide]
	switch {
	case !fresh.asked || !old.asked:
		j.unjudged(checkStream, title, "the limits of requests or time were reached before", true)
		return
	case fresh.status == 0:
		j.differs(fresh.failure.kind, title, streamTold(old), fresh.failure.text, fresh.failure.why, fresh.failure.remedy)
		return
	case old.status == 0:
		j.unjudged(old.failure.kind, title, "the old endpoint fails: "+old.failure.text, true)
		return
	case fresh.status >= 400 && old.status < 400:
		why, remedy := whyStatus(fresh.status)
		j.differs(checkStream, title, streamTold(old), streamTold(fresh), why, remedy)
		return
	case fresh.status >= 400:
		j.unjudged(checkStream, title, "both answer "+fresh.told(), true)
		return
	case old.status >= 400:
		j.unjudged(checkStream, title, "the old endpoint answers "+old.told(), true)
		return
	case fresh.failure != nil:
		j.cut(title, old, fresh)
		return
	}
	lasted := fresh.open || fresh.total > j.options.OldIdleTimeout
	if !lasted && old.failure == nil && old.total > 2*fresh.total && old.total > j.options.OldIdleTimeout {
		j.cut(title, old, fresh)
		return
	}
	if !lasted {
		j.unjudged(checkStream, title, fmt.Sprintf("it ended by itself after %s, which is before the old idle timeout of "+
			"%s; name a longer one",
			short(fresh.total), j.options.OldIdleTimeout), true)
	} else {
		j.same(checkStream, title, streamTold(old), streamTold(fresh))
	}
	if old.failure == nil && fresh.content.media != old.content.media {
		j.differs(checkType, title, orNothing(old.content.media), orNothing(fresh.content.media),
			"clients do not read it as a stream", "the application has to state text/event-stream")
		return
	}
	j.pace(title, old, fresh)
	j.events(title, old, fresh)
}

// pace compares when bytes come. A stream that something holds back comes at once, at its end.
func (j *judge) pace(title string, old, fresh answer) {
	allowed := func(d time.Duration) time.Duration {
		return time.Duration(float64(d)*j.options.Allow.Latency) + j.options.Allow.LatencySlack
	}
	if fresh.first > allowed(old.first) {
		why, remedy := "people wait longer for the first word", "CPU, Scaling.MinCapacity"
		if !fresh.open && fresh.first > fresh.total*4/5 {
			why, remedy = "something holds the stream back until it is whole",
				"no Sidecar in front may buffer (nginx: proxy_buffering off); X-Accel-Buffering: no"
		}
		j.differs(checkFirstByte, title, short(old.first), short(fresh.first), why, remedy)
		return
	}
	j.same(checkFirstByte, title, short(old.first), short(fresh.first))
	if old.failure == nil && fresh.silence > allowed(old.silence) {
		j.differs(checkSilence, title, short(old.silence), short(fresh.silence),
			"a silence that is longer than the load balancer's idle timeout cuts the stream",
			"MaxStreamSilence, LoadBalancer.IdleTimeout; let the application send a comment now and then")
		return
	}
	j.same(checkSilence, title, short(old.silence), short(fresh.silence))
}

func (j *judge) events(title string, old, fresh answer) {
	if old.content.shape == nil || fresh.content.shape == nil || old.failure != nil {
		return
	}
	if lost := old.content.shape.differences(fresh.content.shape, false); len(lost) > 0 {
		j.differs(checkBody, title, old.content.told(), listed(lost), "clients that read the events as before fail",
			"is it the same version of the application?")
		return
	}
	j.same(checkBody, title, old.content.told(), fresh.content.told())
}

// cut tells of a stream that did not last, and by which timer.
func (j *judge) cut(title string, old, fresh answer) {
	why, remedy := "the answer as a whole takes longer than something allows: the server's own limit, a proxy's, "+
		"Service Connect's",
		"MaxStreamDuration; the server's limit of a request (gunicorn --timeout), a sidecar's"
	if fresh.silence*10 >= fresh.total*9 || fresh.silence*10 >= j.options.OldIdleTimeout*9 {
		why, remedy = "nothing was said for as long as the idle timeout",
			"MaxStreamSilence or LoadBalancer.IdleTimeout above the longest silence; let the application send a comment now "+
				"and then"
	}
	j.differs(checkStreamCut, title, streamTold(old), streamTold(fresh), why, remedy)
}

func streamTold(a answer) string {
	switch {
	case a.status == 0 && a.failure != nil:
		return a.failure.text
	case a.status >= 400:
		return a.told()
	case a.failure != nil:
		return fmt.Sprintf("cut after %s, of which %s in silence", short(a.total), short(a.silence))
	case a.open:
		return fmt.Sprintf("lasts for %s and longer", short(a.total))
	}
	return fmt.Sprintf("ended after %s", short(a.total))
}
