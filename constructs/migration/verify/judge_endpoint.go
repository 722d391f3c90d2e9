package verify

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// tls compares what the handshakes said.
func (j *judge) tls() {
	old, fresh := j.old.handshake, j.new.handshake
	switch {
	case !fresh.done && !old.done:
		return
	case !fresh.done:
		j.differs(checkTLS, "", tlsVersion(old.version), "plain HTTP",
			"what clients send and get can be read on the way", "Domain, or LoadBalancer.CertificateARN")
		return
	}
	was := "plain HTTP"
	if old.done {
		was = "trusted"
		if old.fault != "" {
			was = "not trusted: " + old.fault
		}
	}
	if fresh.fault != "" {
		j.differs(checkCertificate, "", was, fresh.fault, "clients refuse the connection",
			"Domain, FurtherDomains or LoadBalancer.CertificateARN; before DNS is changed ask under the future name with host")
	} else {
		j.same(checkCertificate, "", was, fmt.Sprintf("trusted, %d days left", fresh.days))
		if least := j.options.Allow.CertificateDays; fresh.days < least {
			j.differs(checkExpiry, "", was, fmt.Sprintf("%d days left", fresh.days),
				fmt.Sprintf("it ends in less than %d days, and is not renewed by itself", least),
				"Domain with HostedZoneID: ACM then renews it by itself")
		}
	}
	if fresh.version < 0x0303 || old.done && fresh.version < old.version {
		j.differs(checkTLS, "", versionOf(old), tlsVersion(fresh.version), "an older protocol is spoken",
			"LoadBalancer.TLSPolicy")
	} else {
		j.same(checkTLS, "", versionOf(old), tlsVersion(fresh.version))
	}
}

func versionOf(h handshake) string {
	if !h.done {
		return "plain HTTP"
	}
	return tlsVersion(h.version)
}

// protocol compares HTTP's version, and whether connections are kept.
func (j *judge) protocol() {
	var versions [2]string
	var reused, count [2]int
	for _, p := range j.compared {
		for i := range versions {
			for n, a := range p.alike(i) {
				if versions[i] == "" {
					versions[i] = a.protocol
				}
				if n > 0 {
					count[i]++
					if a.reused && !a.again {
						reused[i]++
					}
				}
			}
		}
	}
	if versions[newSide] == "" {
		return
	}
	if versions[newSide] < versions[oldSide] { // HTTP/1.0, HTTP/1.1, HTTP/2.0
		why, remedy := "browsers wait for one answer after the other", "a listener with TLS offers HTTP/2 by itself: Domain"
		if versions[newSide] == "HTTP/1.0" {
			why, remedy = "connections are not kept, and answers of unknown length cannot be told from those that are cut",
				"let the server in the container speak HTTP/1.1"
		}
		j.differs(checkHTTP, "", versions[oldSide], versions[newSide], why, remedy)
		return
	}
	j.same(checkHTTP, "", versions[oldSide], versions[newSide])
	if count[oldSide] < enough || count[newSide] < enough {
		return
	}
	share := func(i int) float64 { return float64(reused[i]) / float64(count[i]) }
	told := func(i int) string { return fmt.Sprintf("%d of %d connections used again", reused[i], count[i]) }
	if share(oldSide) >= 0.5 && share(newSide) < 0.1 {
		j.differs(checkKeepAlive, "", told(oldSide), told(newSide),
			"each request pays for a connection, and those that meet a closing one fail with 502",
			"MaxStreamDuration tells the application KEEPALIVE_TIMEOUT, above LoadBalancer.IdleTimeout; hand it on to the "+
				"server")
		return
	}
	j.same(checkKeepAlive, "", told(oldSide), told(newSide))
}

// plainHTTP compares what port 80 says.
func (j *judge) plainHTTP() {
	old, fresh := j.plain[oldSide], j.plain[newSide]
	if !old.asked || !fresh.asked {
		return
	}
	told := func(i int) string {
		a := j.plain[i]
		if !a.ok() || !redirects(a.status) {
			return a.told()
		}
		target, err := j.sides()[i].base.Parse(a.header.Get("Location"))
		if err != nil || target.Scheme != "https" {
			return a.told()
		}
		return "leads to HTTPS"
	}
	was, is := told(oldSide), told(newSide)
	switch {
	case was == is, !old.ok() && !fresh.ok(), is == "leads to HTTPS":
		j.same(checkPlain, "", was, is)
	default:
		j.differs(checkPlain, "", was, is, "who asks with http:// gets another answer, or none",
			"a Domain makes a listener of port 80 that leads to HTTPS; LoadBalancer.IngressCIDRs")
	}
}

// errors compares how often a page answers otherwise than it usually does.
func (j *judge) errors() {
	var failing, all [2]int
	kinds := map[string]int{}
	first := ""
	for _, p := range j.compared {
		for i := range failing {
			usual := p.usual(i)
			for _, a := range append(slices.Clone(p.answers[i]), p.stray[i]...) {
				all[i]++
				if a.key() == usual.key() || !a.serverError() {
					continue
				}
				failing[i]++
				if i == newSide {
					kinds[a.key()]++
					if first == "" {
						first = p.title
					}
				}
			}
		}
	}
	if all[newSide] == 0 {
		return
	}
	told := func(i int) string { return fmt.Sprintf("%d of %d fail", failing[i], all[i]) }
	share := func(i int) float64 { return float64(failing[i]) / float64(all[i]) }
	if failing[newSide] == 0 || failing[newSide] < failing[oldSide]+2 && failing[oldSide] > 0 ||
		share(newSide) <= 2*share(oldSide) {
		j.same(checkErrors, "", told(oldSide), told(newSide))
		return
	}
	worst, with := "", ""
	for _, kind := range check.SortedKeys(kinds) {
		if worst == "" || kinds[kind] > kinds[worst] {
			worst = kind
		}
		with += fmt.Sprintf(", %d with %s", kinds[kind], kind)
	}
	why, remedy := whyErrors(worst)
	j.differs(checkErrors, first, told(oldSide), told(newSide)+with, why, remedy)
}

// Samples of each endpoint from which a percentile is told: two lie beyond it.
const (
	samplesP50 = 10
	samplesP95 = 40
	samplesP99 = 200
)

// latency compares percentiles over all pages that both answer alike; both were asked equally often for each.
func (j *judge) latency() {
	var times [2][]time.Duration
	slowest, excess := "", time.Duration(0)
	for _, p := range j.compared {
		if !p.repeat {
			continue
		}
		var own [2][]time.Duration
		for i := range own {
			for n, a := range p.alike(i) {
				if n > 0 { // the first one has paid for the connection
					own[i] = append(own[i], a.total)
				}
			}
			slices.Sort(own[i])
			times[i] = append(times[i], own[i]...)
		}
		if len(own[oldSide]) > 0 && len(own[newSide]) > 0 {
			if more := percentile(own[newSide], 50) - percentile(own[oldSide], 50); more > excess || slowest == "" {
				slowest, excess = p.title, more
			}
		}
	}
	n := min(len(times[oldSide]), len(times[newSide]))
	if len(j.compared) == 0 {
		return
	}
	for i, name := range []string{"old", "new"} {
		slices.Sort(times[i])
		row := Percentiles{Endpoint: name, Samples: len(times[i])}
		for _, p := range []struct {
			of, least int
			value     *float64
		}{{50, samplesP50, &row.P50}, {95, samplesP95, &row.P95}, {99, samplesP99, &row.P99}} {
			if len(times[i]) >= p.least {
				*p.value = math.Round(percentile(times[i], p.of).Seconds()*1e5) / 100
			}
		}
		j.report.Latency = append(j.report.Latency, row)
	}
	var slower []string
	var old, fresh string
	for _, p := range []struct {
		of, least int
	}{{50, samplesP50}, {95, samplesP95}, {99, samplesP99}} {
		name := fmt.Sprintf("p%d", p.of)
		if n < p.least {
			j.unjudged(checkLatency, name, fmt.Sprintf("not enough samples: %d of %d of each; a higher limit of requests "+
				"gives more", n,
				p.least), p.of < 99)
			continue
		}
		was, is := percentile(times[oldSide], p.of), percentile(times[newSide], p.of)
		allowed := time.Duration(float64(was)*j.options.Allow.Latency) + j.options.Allow.LatencySlack
		if is > allowed {
			slower = append(slower, name)
			old += fmt.Sprintf("%s %s, ", name, short(was))
			fresh += fmt.Sprintf("%s %s (allowed %s), ", name, short(is), short(allowed))
			continue
		}
		j.same(checkLatency, name, short(was), short(is))
	}
	if len(slower) > 0 {
		j.differs(checkLatency, slowest, old[:len(old)-2], fresh[:len(fresh)-2],
			fmt.Sprintf("%s of %d samples: the tasks have less CPU than before, start up still, or are further from what "+
				"they call", check.Words(slower), n),
			"CPU, MemoryLimitMiB, Scaling.MinCapacity; the zones and the region of what they call")
	}
}

// percentile by the nearest rank.
func percentile(sorted []time.Duration, of int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*of + 99) / 100
	return sorted[max(rank, 1)-1]
}
