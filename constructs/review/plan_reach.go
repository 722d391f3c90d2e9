package review

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// way is what the rules of a security group, or of several, let through in one direction.
type way struct {
	group   string // by address, else by id
	inwards bool
}

// reach are the networks, groups and lists of a way, by protocol and ports.
type reach struct {
	blocks map[string][]cidr.Ports // by protocol: blocks of addresses and ports
	others map[string]bool         // "security group X: tcp 443", as text
}

// reaches is what the security groups of an inventory let through.
func (c *comparison) reaches(in *Inventory) map[way]*reach {
	out := map[way]*reach{}
	of := func(w way) *reach {
		if out[w] == nil {
			out[w] = &reach{blocks: map[string][]cidr.Ports{}, others: map[string]bool{}}
		}
		return out[w]
	}
	for _, r := range in.Resources {
		switch r.Type {
		case "aws_security_group", "aws_default_security_group":
			for _, name := range []string{"ingress", "egress"} {
				for _, rule := range blocks(r.Attributes[name]) {
					of(way{r.Address, name == "ingress"}).add(c, in, r, rule)
				}
			}
		case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule", "aws_security_group_rule":
			inwards := r.Type == "aws_vpc_security_group_ingress_rule" || text(r.Attributes["type"]) == "ingress"
			of(way{c.group(in, r, r.Attributes["security_group_id"]), inwards}).add(c, in, r, r.Attributes)
		}
	}
	return out
}

// group is a security group by its address, else by what the value says.
func (c *comparison) group(in *Inventory, r Resource, v any) string {
	for _, kind := range []string{"aws_security_group", "aws_default_security_group"} {
		if to, ok := in.first(r, v, kind); ok {
			return to.Address
		}
	}
	return c.literal(r.Module, text(v))
}

func (r *reach) add(c *comparison, in *Inventory, from Resource, rule map[string]any) {
	protocol := strings.ToLower(text(rule["ip_protocol"]) + text(rule["protocol"]))
	if n, known := number(rule["protocol"]); known && text(rule["protocol"]) == "" {
		protocol = amount(n)
	}
	protocol = protocolName(protocol)
	low, lowKnown := number(rule["from_port"])
	high, highKnown := number(rule["to_port"])
	if protocol == "all" || !lowKnown || !highKnown || low < 0 {
		low, high = 0, 65535
	}
	if len(isReferences(rule, "from_port", "to_port", "ip_protocol", "protocol")) > 0 {
		protocol = "not known"
	}
	for _, name := range []string{"cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"} {
		for _, word := range words(rule[name]) {
			word = c.literal(from.Module, word)
			if prefix, err := netip.ParsePrefix(strings.TrimSpace(word)); err == nil {
				r.blocks[protocol] = append(r.blocks[protocol], cidr.Ports{Prefix: prefix.Masked(), Low: int(low), High: int(high)})
			} else if word != "" {
				r.others[word+": "+ports(protocol, int(low), int(high))] = true
			}
		}
	}
	for _, name := range []string{"referenced_security_group_id", "source_security_group_id", "security_groups"} {
		for _, word := range words(rule[name]) {
			if word != "" {
				r.others[c.group(in, from, word)+": "+ports(protocol, int(low), int(high))] = true
			}
		}
	}
	for _, name := range []string{"prefix_list_id", "prefix_list_ids"} {
		for _, word := range words(rule[name]) {
			if word != "" {
				r.others["prefix list "+c.literal(from.Module, word)+": "+ports(protocol, int(low), int(high))] = true
			}
		}
	}
	if isTrue(rule["self"]) {
		r.others["itself: "+ports(protocol, int(low), int(high))] = true
	}
}

func isReferences(rule map[string]any, names ...string) []string {
	var out []string
	for _, name := range names {
		if isReference(text(rule[name])) {
			out = append(out, name)
		}
	}
	return out
}

func protocolName(protocol string) string {
	switch protocol {
	case "-1", "all", "":
		return "all"
	case "6":
		return "tcp"
	case "17":
		return "udp"
	case "1":
		return "icmp"
	case "58":
		return "icmpv6"
	}
	return protocol
}

func ports(protocol string, low, high int) string {
	switch {
	case protocol == "all":
		return "everything"
	case low == 0 && high == 65535:
		return protocol
	case low == high:
		return protocol + " " + strconv.Itoa(low)
	}
	return fmt.Sprintf("%s %d–%d", protocol, low, high)
}

// all are the blocks of a protocol, with those that let everything through.
func (r *reach) all(protocol string) []cidr.Ports {
	if r == nil {
		return nil
	}
	if protocol == "all" {
		return r.blocks["all"]
	}
	return slices.Concat(r.blocks[protocol], r.blocks["all"])
}

// beyond is what one way lets through and another does not, in words.
func (r *reach) beyond(other *reach) []string {
	var out []string
	if r == nil {
		return nil
	}
	for _, protocol := range check.SortedKeys(r.blocks) {
		for _, p := range cidr.Beyond(r.blocks[protocol], other.all(protocol)) {
			out = append(out, whoIs(p.Prefix)+": "+ports(protocol, p.Low, p.High))
		}
	}
	for _, text := range check.SortedKeys(r.others) {
		name, _, _ := strings.Cut(text, ": ")
		if other == nil || !other.others[text] && !other.others[name+": everything"] {
			out = append(out, text)
		}
	}
	return out
}

// whoIs names a block for a reader.
func whoIs(p netip.Prefix) string {
	switch {
	case p.Bits() == 0 && p.Addr().Is4():
		return "the whole internet (0.0.0.0/0)"
	case p.Bits() == 0:
		return "the whole internet (::/0)"
	}
	return p.String()
}

// groupEffects is who reaches what now, and did not before, by security groups.
func (c *comparison) groupEffects() []Effect {
	changes := false
	for address := range c.touched {
		if strings.Contains(address, "security_group") {
			changes = true
		}
	}
	if !changes {
		return nil
	}
	before, after := c.reaches(c.before), c.reaches(c.after)
	keys := map[string]way{}
	for _, of := range []map[way]*reach{before, after} {
		for w := range of {
			keys[fmt.Sprint(w.group, " ", w.inwards)] = w
		}
	}
	var out []Effect
	for _, key := range check.SortedKeys(keys) {
		w := keys[key]
		say := func(direction Direction, kind string, all []string, verb string) {
			for _, text := range all {
				who, what, _ := strings.Cut(text, ": ")
				words := fmt.Sprintf("%s %s it by %s", who, verb, what)
				if !w.inwards {
					words = fmt.Sprintf("it %s %s by %s", verb, who, what)
				}
				if strings.Contains(text, "not known") || isReference(text) && !strings.Contains(text, ".") {
					direction, kind = Unclear, "unknown"
				}
				out = append(out, Effect{Address: c.show.text(w.group), Direction: direction, Kind: kind,
					Text: c.show.text(words + c.usedBy(w.group))})
			}
		}
		say(More, "added", after[w].beyond(before[w]), "now reaches")
		say(Less, "removed", before[w].beyond(after[w]), "no longer reaches")
	}
	return out
}

// usedBy names what a security group is put on.
func (c *comparison) usedBy(group string) string {
	r, ok := c.after.at(group)
	if !ok {
		return ""
	}
	var names []string
	for _, kind := range []string{"aws_lb", "aws_ecs_service", "aws_db_instance", "aws_instance", "aws_lambda_function",
		"aws_vpc_endpoint", "aws_efs_mount_target", "aws_elasticache_replication_group"} {
		for _, user := range c.after.byType[kind] {
			groups := []any{user.Attributes["security_groups"], user.Attributes["security_group_ids"],
				user.Attributes["vpc_security_group_ids"], block(user.Attributes["network_configuration"])["security_groups"],
				block(user.Attributes["vpc_config"])["security_group_ids"]}
			if c.after.refersTo(user, groups, r) {
				names = append(names, user.label())
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " (the group of " + few(names) + ")"
}

// inGroups are attributes that name the security groups that something is in.
var inGroups = regexp.MustCompile(`^(?:vpc_)?security_group(?:s|_ids)$`)

// regrouped is what is in another security group than before. What a group lets through that the plan makes is told
// with the group.
func (c *comparison) regrouped(change tfjson.Change) []Effect {
	after, ok := c.after.at(change.Address)
	if !ok || change.Before == nil || strings.Contains(change.Type, "security_group") {
		return nil
	}
	was, is := c.groupsOf(c.before, after, change.Before), c.groupsOf(c.after, after, after.Attributes)
	e := Effect{Address: c.show.text(change.Address), Before: few(was), After: few(is)}
	come := without(is, was)
	come = slices.DeleteFunc(come, func(group string) bool { return actionOf(c.byAddress[group]) == Created })
	switch gone := without(was, is); {
	case len(is) == 0 && change.Replaces(): // AWS may choose
		return nil
	case len(come) > 0:
		e.Direction, e.Kind, e.Text = More, "widened", "it is in the security group "+few(come)+", too"
		if len(gone) > 0 {
			e.Direction, e.Kind, e.Text = Another, "changed", "it is in the security group "+few(come)+", was in "+few(gone)
		}
	case len(gone) > 0:
		e.Direction, e.Kind, e.Text = Less, "narrowed", "it is in the security group "+few(gone)+" no more"
	default:
		return nil
	}
	e.Text, e.Before, e.After = c.show.text(e.Text), c.show.text(e.Before), c.show.text(e.After)
	return []Effect{e}
}

// groupsOf are the security groups that something is in, by their addresses, else as the values say.
func (c *comparison) groupsOf(in *Inventory, of Resource, attributes map[string]any) []string {
	var out []string
	var look func(v any, depth int)
	look = func(v any, depth int) {
		const deepest = 4
		for _, block := range blocks(v) {
			for _, name := range check.SortedKeys(block) {
				if inGroups.MatchString(name) {
					for _, word := range words(block[name]) {
						out = append(out, c.group(in, of, word))
					}
				} else if depth < deepest {
					look(block[name], depth+1)
				}
			}
		}
	}
	look(attributes, 0)
	return out
}
