package verify

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// stickiness are the cookies of load balancers: not of the application, and not of another load balancer.
// See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html.
func stickiness(name string) bool {
	return strings.HasPrefix(name, "AWSALB") || name == "AWSELB" || name == "AWSELBCORS"
}

// cookie is what a cookie allows. Values are never looked at.
type cookie struct{ attributes []string }

// cookiesOf are those that an answer sets, by name.
func cookiesOf(header http.Header, hosts func(string) string) map[string]cookie {
	out := map[string]cookie{}
	for _, c := range (&http.Response{Header: header}).Cookies() {
		if stickiness(c.Name) {
			continue
		}
		var attributes []string
		add := func(is bool, text string) {
			if is {
				attributes = append(attributes, text)
			}
		}
		add(c.Secure, "Secure")
		add(c.HttpOnly, "HttpOnly")
		add(c.SameSite == http.SameSiteLaxMode, "SameSite=Lax")
		add(c.SameSite == http.SameSiteStrictMode, "SameSite=Strict")
		add(c.SameSite == http.SameSiteNoneMode, "SameSite=None")
		add(c.Partitioned, "Partitioned")
		add(c.Domain != "", "Domain="+hosts(c.Domain))
		add(c.Path != "" && c.Path != "/", "Path="+c.Path)
		add(c.MaxAge > 0 || !c.Expires.IsZero(), "lasting")
		out[keyOf(c.Name)] = cookie{attributes}
	}
	return out
}

// cookieDifferences lists cookies that are missing, or lost an attribute or have another one in its place.
func cookieDifferences(old, fresh map[string]cookie) (out []string) {
	for _, name := range check.SortedKeys(old) {
		is, ok := fresh[name]
		if !ok {
			out = append(out, name+" is not set")
			continue
		}
		for _, attribute := range old[name].attributes {
			if has(is.attributes, attribute) {
				continue
			}
			kind, _, valued := strings.Cut(attribute, "=")
			other := ""
			for _, a := range is.attributes {
				if valued && strings.HasPrefix(a, kind+"=") {
					other = a
				}
			}
			switch {
			case other == "SameSite=Strict" && attribute == "SameSite=Lax":
			case other != "":
				out = append(out, fmt.Sprintf("%s has %s and had %s", name, other, attribute))
			default:
				out = append(out, fmt.Sprintf("%s has lost %s", name, attribute))
			}
		}
	}
	return out
}

func has(list []string, text string) bool {
	for _, one := range list {
		if strings.EqualFold(one, text) {
			return true
		}
	}
	return false
}
