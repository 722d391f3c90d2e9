package verify

import (
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// noise are headers that say who answered, when, how long it took or which request it was, or how the body travels. A
// name that ends with * stands for all that begin so.
var noise = strings.Fields(`age alt-svc cf-* connection content-encoding content-length date etag expires keep-alive
	last-modified nel report-to reporting-endpoints server server-timing traceparent tracestate transfer-encoding via
	x-amz-cf-* x-amzn-* x-amz-request-id x-amz-id-2 x-aspnet* x-b3-* x-cache* x-correlation-id x-envoy-* x-generator
	x-powered-by x-process-time x-ratelimit-* ratelimit* x-request-id x-request-start x-response-time x-runtime
	x-served-by x-server* x-timer x-trace* x-upstream* location set-cookie content-type proxy-* trailer upgrade
	*-request-id *-trace-id *-processing-ms x-real-ip x-forwarded-* x-host* x-instance* x-pod* x-version x-backend*
	x-ua-compatible`)

func isNoise(name string) bool {
	return slices.ContainsFunc(noise, func(pattern string) bool {
		if start, ok := strings.CutSuffix(pattern, "*"); ok {
			return strings.HasPrefix(name, start)
		}
		if end, ok := strings.CutPrefix(pattern, "*"); ok {
			return strings.HasSuffix(name, end)
		}
		return name == pattern
	})
}

// weighed are headers whose parts are compared; of all others only that they are there. Parts are separated by sep, and
// the value after "=" or a blank counts.
var weighed = map[string]string{
	"cache-control": ",", "vary": ",", "pragma": ",", "content-language": ",", "accept-ranges": ",",
	"access-control-allow-origin": ",", "access-control-allow-methods": ",", "access-control-allow-headers": ",",
	"access-control-expose-headers": ",", "access-control-allow-credentials": ",",
	"strict-transport-security": ";", "content-security-policy": ";", "x-frame-options": ",",
	"x-content-type-options": ",", "referrer-policy": ",", "permissions-policy": ",", "cross-origin-opener-policy": ";",
	"cross-origin-embedder-policy": ";", "cross-origin-resource-policy": ";", "content-disposition": ";", "allow": ",",
	"www-authenticate": ",",
}

// headers are those that answers to one request had: each name with the values it had.
type headers struct {
	answers int
	values  map[string][]string // one for each answer that had the name
}

func (h *headers) add(header http.Header, ignored []string) {
	h.answers++
	if h.values == nil {
		h.values = map[string][]string{}
	}
	for name, values := range header {
		name = strings.ToLower(name)
		if !isNoise(name) && !slices.Contains(ignored, name) {
			h.values[name] = append(h.values[name], strings.Join(values, ", "))
		}
	}
}

func (h *headers) always(name string) bool { return h.answers > 0 && len(h.values[name]) == h.answers }

// headerDifference is a header that is not as it was.
type headerDifference struct{ name, old, new string }

// differences lists what the old one always said, and the new one does not: never, or only sometimes where enough
// answers say that it is always so. What the new one says besides is no difference, but for a CORS origin: it opens
// what was closed.
func (h *headers) differences(o *headers, hosts func(string) string) (out []headerDifference) {
	often := h.answers >= enough
	for _, name := range check.SortedKeys(h.values) {
		if !h.always(name) {
			continue
		}
		old := h.values[name][0]
		switch has := len(o.values[name]); {
		case has == 0:
			out = append(out, headerDifference{name, old, "nothing"})
			continue
		case has < o.answers && often:
			out = append(out, headerDifference{name, old, fmt.Sprintf("nothing in %d of %d answers", o.answers-has, o.answers)})
			continue
		}
		if _, ok := weighed[name]; !ok {
			continue
		}
		if fresh, less := saysLess(name, h.values[name], o.values[name], often, hosts); less {
			out = append(out, headerDifference{name, old, fresh})
		} else if widens(name, old, o.values[name][0]) {
			out = append(out, headerDifference{name, old, o.values[name][0]})
		}
	}
	const origin = "access-control-allow-origin"
	if len(h.values[origin]) == 0 && len(o.values[origin]) > 0 && o.values[origin][0] == "*" {
		out = append(out, headerDifference{origin, "nothing", "*"})
	}
	return out
}

// saysLess looks for what all the old values have in common, and none of the new ones has, or, where often, one has
// not. It returns a new value that says less.
func saysLess(name string, old, fresh []string, often bool, hosts func(string) string) (value string, less bool) {
	separator := weighed[name]
	common := partsOf(old[0], separator, hosts)
	for _, value := range old[1:] {
		parts := partsOf(value, separator, hosts)
		common = slices.DeleteFunc(common, func(part string) bool { return !slices.Contains(parts, part) })
	}
	for _, part := range common {
		var without []string
		for _, value := range fresh {
			if !slices.ContainsFunc(partsOf(value, separator, hosts), func(is string) bool { return holds(name, part, is) }) {
				without = append(without, value)
			}
		}
		if len(without) == len(fresh) || often && len(without) > 0 {
			return without[0], true
		}
	}
	return "", false
}

// holds reports a part that says as much as the old one did: the same, or HTTPS for a longer time.
func holds(name, was, is string) bool {
	const age = "max-age="
	if name != "strict-transport-security" || !strings.HasPrefix(was, age) || !strings.HasPrefix(is, age) {
		return was == is
	}
	before, err := strconv.ParseUint(was[len(age):], 10, 64)
	after, err2 := strconv.ParseUint(is[len(age):], 10, 64)
	return was == is || err == nil && err2 == nil && after >= before
}

// partsOf are the directives of a value, without what is made anew for each answer, and with this endpoint's own names
// made one.
func partsOf(value, separator string, hosts func(string) string) []string {
	var out []string
	for part := range strings.SplitSeq(value, separator) {
		words := strings.Fields(strings.ToLower(hosts(part)))
		words = slices.DeleteFunc(words, func(word string) bool { return strings.HasPrefix(word, "'nonce-") })
		if len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return out
}

// widens reports a value that allows what the old one did not.
func widens(name, old, fresh string) bool {
	return name == "access-control-allow-origin" && fresh == "*" && old != "*"
}

// mediaType is a content type as it is compared: with its charset, where it states one.
func mediaType(header http.Header) (media, charset string) {
	text := header.Get("Content-Type")
	media, parameters, err := mime.ParseMediaType(text)
	if err != nil {
		media, _, _ = strings.Cut(text, ";")
	}
	return strings.ToLower(strings.TrimSpace(media)), strings.ToLower(parameters["charset"])
}
