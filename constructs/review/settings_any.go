package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// alike are dangers that an attribute of AWS tells by its name, whatever the type: the provider's types call alike
// things by one name. Types with a line of their own in settings are left to that.
var alike = func() map[string]setting {
	out := map[string]setting{}
	line := func(names string, bad func(v any) bool, id string, s Severity, text, remedy string) {
		for name := range strings.FieldsSeq(names) {
			out[name] = setting{bad: bad, id: id, Severity: s, text: text, remedy: remedy}
		}
	}
	line("publicly_accessible", isTrue, publicEndpoint, High, "it has a public address", closeIt)
	line("require_tls require_ssl tls_enabled transit_encryption_enabled", off, plainOnTheWire, Medium,
		"clients may leave TLS out", tls12)
	line("enforce_https", off, plainOnTheWire, High, "it answers over HTTP", tls12)
	line("cluster_endpoint_encryption_type", anyOf("NONE"), plainOnTheWire, Medium, "it talks in plain text", tls12)
	line("parameter", plainParameter, plainOnTheWire, Medium, "a parameter lets clients leave TLS out", tls12)
	line("encrypted storage_encrypted at_rest_encryption_enabled", off, notEncrypted, Medium,
		"it is not encrypted on disk", encryptIt)
	line("no_password_required", isTrue, "unauthenticated-clients", High,
		"whoever reaches it is let in without a password", "ask for a password, or for IAM")
	return out
}()

// openNames are what providers call the addresses that are let in, beside those of security groups.
var openNames = setOf(`ip_range ip_ranges source_ranges source_address_prefix source_address_prefixes client_list
	allowed_cidrs allowed_cidr_blocks authorized_networks authorized_ip_ranges addresses`)

// namedIn judges the attributes of a resource, and of its blocks, by their names.
func namedIn(_ *Inventory, r Resource, report reporter) {
	ours := strings.HasPrefix(r.Type, "aws_")
	var look func(path string, attributes map[string]any)
	look = func(path string, attributes map[string]any) {
		for _, name := range check.SortedKeys(attributes) {
			v := attributes[name]
			if s, is := alike[name]; is && ours && s.bad(v) && !hasLine(r.kind(), path+name) {
				report(s.id, s.Severity, line(path+name)+": "+s.text, s.remedy)
			}
			if (openNames[name] || name == "source" && r.Type == "aws_workspaces_ip_group") && everywhere(v) &&
				letsIn(attributes) {
				report("open-to-the-internet", High, line(path+name)+": the whole internet is let in",
					"name the addresses that may")
			}
			for _, inner := range blocks(v) {
				look(path+name+".", inner)
			}
		}
	}
	look("", r.Attributes)
}

// everywhere reports the whole internet, as AWS, Azure and Google write it.
func everywhere(v any) bool {
	return openToWorld(v) || anyOf("*", "Internet")(v)
}

// hasLine reports that settings judges an attribute of a type.
func hasLine(kind, path string) bool {
	return slices.ContainsFunc(settingsOf[kind], func(s setting) bool { return s.path == path })
}

// letsIn reports a rule that lets in what it names, at a port that is not the web's.
func letsIn(rule map[string]any) bool {
	for _, name := range []string{"action", "access", "rule_action", "direction", "type"} {
		if anyOf("deny", "block", "outbound", "egress")(rule[name]) {
			return false
		}
	}
	if rule["deny"] != nil && rule["allow"] == nil {
		return false
	}
	web := func(v any) bool { return text(v) == "80" || text(v) == "443" || amountIs(v, 80) || amountIs(v, 443) }
	if ports := rule["destination_port_range"]; ports != nil {
		return !web(ports)
	}
	if allowed := blocks(rule["allow"]); len(allowed) > 0 {
		return slices.ContainsFunc(allowed, func(a map[string]any) bool {
			ports := check.List(a["ports"])
			return len(ports) == 0 || slices.ContainsFunc(ports, func(p any) bool { return !web(p) })
		})
	}
	return !web(rule["from_port"]) || !web(rule["to_port"])
}

func amountIs(v any, want float64) bool { n, known := number(v); return known && n == want }

// plainParameter reports a parameter of a database that lets clients leave TLS out.
func plainParameter(v any) bool {
	return slices.ContainsFunc(blocks(v), func(p map[string]any) bool {
		switch strings.ToLower(text(p["name"])) {
		case "rds.force_ssl", "require_secure_transport", "require_ssl", "tls", "neptune_enforce_ssl":
			return anyOf("0", "off", "false", "disabled")(p["value"])
		}
		return false
	})
}

// remoteShell are documents of Systems Manager that run what their parameters say.
var remoteShell = anyOf("AWS-RunShellScript", "AWS-RunPowerShellScript", "AWS-RunRemoteScript", "AWS-RunDocument",
	"AWS-RunAnsiblePlaybook")

// openShell is remote access to nodes that names no security group: it is open to the whole internet.
func openShell(v any) bool {
	return slices.ContainsFunc(blocks(v), func(b map[string]any) bool {
		return text(b["ec2_ssh_key"]) != "" && len(check.List(b["source_security_group_ids"])) == 0
	})
}

func under(least float64) func(v any) bool {
	return func(v any) bool { n, known := number(v); return known && v != nil && n < least }
}
