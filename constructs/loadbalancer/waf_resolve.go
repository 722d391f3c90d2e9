package loadbalancer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Capacity units of a web ACL (https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html).
const (
	maxWCU         = 5000
	includedWCU    = 1500 // what is above costs extra with every request
	wcuAddresses   = 1    // for each IP set
	wcuRateLimit   = 2
	wcuKey         = 30
	wcuTransformed = 10 // for each text transformation
)

// wafConfig is a WAF with every default filled in; nil for none.
type wafConfig struct {
	existing  string
	countOnly bool
	addresses map[string]*[]*string // of the IP sets, by their version: IPV4, IPV6
	rules     []wafRule
	secrets   []string // headers that no log may show
	retention float64
	kmsKeyARN string
	notices   []string
}

// wafRule is a rule of the web ACL: of one kind.
type wafRule struct {
	name     string
	priority float64

	group ManagedRuleGroup
	count []string // rules of the group that only count

	allow, others bool // requests from the addresses, or from all others

	limit, window float64
	header        string // that the limit counts by; "" counts by source address
}

// transformations of a key, so that its spelling ("Bearer", "bearer ") gives nobody a second allowance.
var transformations = []string{"COMPRESS_WHITE_SPACE", "LOWERCASE"}

func (w *WAF) resolve() *wafConfig {
	switch {
	case w == nil:
		return nil
	case w.ExistingWebACLARN != "":
		return &wafConfig{existing: w.ExistingWebACLARN}
	}
	logs := optional.Value(w.Logs)
	c := &wafConfig{
		countOnly: optional.Value(w.CountOnly),
		addresses: w.addresses(),
		secrets:   []string{"api-key", "authorization", "cookie", "x-api-key"},
		retention: optional.Or(logs.RetentionDays, DefaultWAFRetentionDays),
		kmsKeyARN: logs.KMSKeyARN,
	}
	switch only := optional.Value(w.OnlyAllowCIDRs); {
	case len(c.addresses) == 0:
	case only:
		c.rules = append(c.rules, wafRule{name: "other-addresses", others: true})
	default:
		c.rules = append(c.rules, wafRule{name: "allowed-addresses", allow: true})
	}
	rate := optional.Value(w.RateLimit)
	if limit := optional.Or(rate.Requests, DefaultRateLimit); limit != 0 {
		c.rules = append(c.rules,
			wafRule{name: "rate-limit", priority: 10, limit: limit, window: optional.Or(rate.Window, DefaultRateWindow)})
	}
	if k := w.KeyRateLimit; k != nil {
		header := cmp.Or(k.Header, DefaultKeyHeader)
		if !slices.Contains(c.secrets, header) {
			c.secrets = append(c.secrets, header)
		}
		c.rules = append(c.rules, wafRule{
			name: "key-rate-limit", priority: 11, limit: *k.Requests, window: optional.Or(k.Window, DefaultRateWindow),
			header: header,
		})
	}
	for _, rule := range w.groups() {
		known, _ := rule.group.known()
		rule.name = rule.group.Name
		rule.count = slices.Concat(known.count, optional.Texts(w.CountRules[rule.name]))
		c.rules = append(c.rules, rule)
	}
	if c.countOnly {
		c.notices = append(c.notices,
			"the WAF only counts and blocks nothing; leave out CountOnly when its logs show what you expect")
	}
	if wcu := w.wcu(); wcu > includedWCU {
		c.notices = append(c.notices,
			fmt.Sprintf("the WAF takes %s of its capacity units: AWS charges extra for every request above %d",
				check.Number(wcu), includedWCU))
	}
	return c
}

// addresses that AllowCIDRs names, by the version of their IP set. References count as IPv4.
func (w *WAF) addresses() map[string]*[]*string {
	if token.IsList(w.AllowCIDRs) {
		return map[string]*[]*string{"IPV4": w.AllowCIDRs}
	}
	out := map[string]*[]*string{}
	for _, block := range optional.Texts(w.AllowCIDRs) {
		version := "IPV4"
		if !token.Is(block) && strings.Contains(block, ":") {
			version = "IPV6"
		}
		if out[version] == nil {
			out[version] = &[]*string{}
		}
		*out[version] = append(*out[version], &block)
	}
	return out
}

// wcu is what AWS will count for the rules. Capacities that are references count as nothing.
func (w *WAF) wcu() float64 {
	sum := float64(len(w.addresses())) * wcuAddresses
	if limit := optional.Value(w.RateLimit).Requests; limit == nil || *limit != 0 {
		sum += wcuRateLimit
	}
	if w.KeyRateLimit != nil {
		sum += wcuRateLimit + wcuKey + float64(len(transformations))*wcuTransformed
	}
	for _, rule := range w.groups() {
		known, _ := rule.group.known()
		if wcu := optional.Or(rule.group.WCU, known.wcu); !token.IsNumber(wcu) {
			sum += wcu
		}
	}
	return sum
}
