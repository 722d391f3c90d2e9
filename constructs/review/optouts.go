package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
)

// OptOut is a protection that a resource has by default or could have, and goes without. Most are decisions: of the
// demo profile, or of a prop that says so. They are listed so that nobody takes one unseen.
type OptOut struct {
	ID      string // of the protection; stable
	Address string // of the resource
	Path    string // of its construct; "" in a plan
	Text    string // what is so without it
}

// String returns the opt-out on one line.
func (o OptOut) String() string {
	at := o.Path
	if at == "" {
		at = o.Address
	}
	return o.ID + " " + at + ": " + o.Text
}

// OptOuts returns the opt-outs of a stack, by address. What only Terraform knows is not taken for one.
func OptOuts(in *Inventory) []OptOut {
	var out []OptOut
	for _, r := range in.Resources {
		for _, p := range protections {
			if slices.Contains(strings.Fields(p.kinds), r.kind()) && p.off(in, r) {
				out = append(out, OptOut{p.id, r.Address, r.Path, p.without})
			}
		}
	}
	return out
}

// Protections returns the ids of all protections that an opt-out may name.
func Protections() []string {
	out := make([]string, len(protections))
	for i, p := range protections {
		out[i] = p.id
	}
	return out
}

// protection is one that may be turned off: by a prop, an override, or in a resource that no construct of ours made.
type protection struct {
	id      string
	kinds   string // types of resources, with spaces between
	without string
	off     func(in *Inventory, r Resource) bool
}

// protections are all that there are.
var protections = []protection{
	{"image-scan", "aws_ecr_repository", "images are not scanned when they are pushed (ECR.1)",
		turnedOff("image_scanning_configuration.scan_on_push")},
	{"immutable-tags", "aws_ecr_repository", "a tag can be pushed again, to another image (ECR.2)",
		func(_ *Inventory, r Resource) bool { return mutable(r) }},
	{"own-image-key", "aws_ecr_repository", "images are encrypted with a key of ECR's, not of the account (ECR.5)",
		anyAt("encryption_configuration.encryption_type", func(v any) bool {
			return !strings.HasPrefix(text(v), "KMS") && !isReference(text(v))
		})},
	{"kept-images", "aws_ecr_repository", "destroying it deletes its images", turnedOn("force_delete")},

	{"deletion-protection", "aws_lb", "a destroy takes it, and its name, away (ELB.6)",
		turnedOff("enable_deletion_protection")},
	{"valid-headers", "aws_lb", "headers that HTTP does not allow reach the service (ELB.4)",
		turnedOff("drop_invalid_header_fields")},
	{"access-logs", "aws_lb", "nobody logs who asked for what (ELB.5)", turnedOff("access_logs.enabled")},
	{"firewall", "aws_lb", "it is on the internet without a web ACL (ELB.16)", withoutFirewall},
	{"encrypted-listener", "aws_lb_listener", "requests and answers are not encrypted (ELB.1)",
		func(in *Inventory, r Resource) bool {
			found := false
			plaintext(in, r, func(string, Severity, string, string) { found = true })
			return found
		}},
	{"modern-tls", "aws_lb_listener", "clients without TLS 1.3 or forward secrecy are served (ELB.17)",
		func(_ *Inventory, r Resource) bool {
			protocol, policy := strings.ToUpper(text(r.Attributes["protocol"])), text(r.Attributes["ssl_policy"])
			return (policy != "" || protocol == "HTTPS" || protocol == "TLS") && !isReference(policy) &&
				!tlspolicy.Modern(policy)
		}},
	{"closed-ports", "aws_vpc_security_group_ingress_rule aws_security_group_rule aws_security_group " +
		"aws_default_security_group", "the internet reaches a port that is not 80 or 443 (EC2.18)",
		(*Inventory).openedBeyondWeb},
	{"restricted-egress", "aws_vpc_security_group_egress_rule aws_security_group_rule aws_security_group",
		"what is in it reaches every port of the internet", (*Inventory).reachesAll},

	{"flow-logs", "aws_vpc", "nobody logs what flows in the network (EC2.6)", func(in *Inventory, r Resource) bool {
		return !in.accompanied("aws_flow_log", "vpc_id", r, anyhow)
	}},
	{"private-pulls", "aws_vpc", "images come over the internet, without interface endpoints of ECR (EC2.55, EC2.56)",
		func(in *Inventory, _ Resource) bool {
			return !in.endpoint(".ecr.api") || !in.endpoint(".ecr.dkr")
		}},
	{"private-addresses", "aws_subnet", "whatever starts in it gets a public address (EC2.15)",
		turnedOn("map_public_ip_on_launch")},
	{"endpoint-policy", "aws_vpc_endpoint", "an endpoint is a way to the resources of every account", oneOf("policy", "")},

	{"no-shell", "aws_ecs_service", "a shell can be opened in its containers", turnedOn("enable_execute_command")},
	{"private-tasks", "aws_ecs_service", "its tasks have public addresses (ECS.2)",
		turnedOn("network_configuration.assign_public_ip")},
	{"running", "aws_ecs_service", "it runs no task until somebody starts one", func(in *Inventory, r Resource) bool {
		sure := text(r.Attributes["scheduling_strategy"]) != "DAEMON"
		tasks := in.tasks(r, func(Resource, string, float64) { sure = false })
		return sure && tasks.maximum == 0
	}},
	{"steady-capacity", "aws_ecs_service", "a deployment stops tasks before others have started",
		func(_ *Inventory, r Resource) bool {
			least, known := number(r.Attributes["deployment_minimum_healthy_percent"])
			return known && least < 100 && r.Attributes["load_balancer"] != nil
		}},
	{"kept-tasks", "aws_ecs_service", "destroying it does not wait until its tasks have stopped",
		turnedOn("force_delete")},
	{"container-insights", "aws_ecs_cluster", "Container Insights is off (ECS.12)", func(_ *Inventory,
		r Resource) bool {
		setting := r.Attributes["setting"]
		return !isReference(text(setting)) && !slices.ContainsFunc(blocks(setting), func(s map[string]any) bool {
			value := text(s["value"])
			return isReference(value) || text(s["name"]) == "containerInsights" && (value == "enabled" || value == "enhanced")
		})
	}},
	{"user", "aws_ecs_task_definition", "a container runs as root, or as whom its image says (ECS.20)",
		anyContainer(func(c map[string]any) bool {
			user, _, _ := strings.Cut(text(c["user"]), ":")
			return slices.Contains([]string{"", "0", "root"}, user)
		})},
	{"non-blocking-logs", "aws_ecs_task_definition", "a container waits until its log lines are taken",
		anyContainer(func(c map[string]any) bool {
			logs := block(c["logConfiguration"])
			options := block(logs["options"])
			mode := text(options["mode"])
			return text(logs["logDriver"]) == "awslogs" && !isReference(text(logs["options"])) && !isReference(mode) &&
				(mode != "non-blocking" || unset(options["max-buffer-size"]))
		})},
	{"read-only-root", "aws_ecs_task_definition", "a container may write into its root file system (ECS.5)",
		anyContainer(func(c map[string]any) bool {
			return c["readonlyRootFilesystem"] == nil || isFalse(c["readonlyRootFilesystem"])
		})},

	{"retention", "aws_cloudwatch_log_group", "its lines are kept for ever (CloudWatch.16)",
		func(_ *Inventory, r Resource) bool {
			days, known := number(r.Attributes["retention_in_days"])
			return r.Attributes["retention_in_days"] == nil || known && days == 0
		}},
	{"told-alarms", "aws_cloudwatch_metric_alarm", "it rings, and nobody is told (CloudWatch.15)",
		func(in *Inventory, r Resource) bool {
			actions := r.Attributes["alarm_actions"]
			return len(check.List(actions)) == 0 && !in.watched(r)
		}},
	{"kept-objects", "aws_s3_bucket", "destroying it deletes its objects", turnedOn("force_destroy")},
	{"encrypted-transport", "aws_s3_bucket", "its policy lets requests come unencrypted (S3.5)",
		func(in *Inventory, r Resource) bool {
			return !in.accompanied("aws_s3_bucket_policy", "bucket", r, in.encryptedTransport)
		}},
	{"lifecycle", "aws_s3_bucket", "nothing in it ever expires, nor do uploads that were given up (S3.13)",
		func(in *Inventory, r Resource) bool {
			return !in.accompanied("aws_s3_bucket_lifecycle_configuration", "bucket", r, func(l Resource) bool {
				rules := blocks(l.Attributes["rule"])
				return len(rules) == 0 || slices.ContainsFunc(rules, func(rule map[string]any) bool {
					return !strings.EqualFold(text(rule["status"]), "Disabled")
				})
			})
		}},
	{"private-bucket", "aws_s3_bucket_public_access_block", "the bucket can be made public (S3.8)",
		func(_ *Inventory, r Resource) bool {
			return slices.ContainsFunc(publicAccessBlocks, func(name string) bool {
				return r.Attributes[name] == nil || isFalse(r.Attributes[name])
			})
		}},
	{"restorable-secret", "aws_secretsmanager_secret", "deleting it cannot be undone", func(_ *Inventory,
		r Resource) bool {
		days, known := number(r.Attributes["recovery_window_in_days"])
		return known && days == 0
	}},
	{"encrypted-topic", "aws_sns_topic", "its messages are not encrypted with a key of the account (SNS.1)",
		oneOf("kms_master_key_id", "")},
	{"encrypted-queue", "aws_sqs_queue", "its messages are not encrypted (SQS.1)", func(_ *Inventory, r Resource) bool {
		return isFalse(r.Attributes["sqs_managed_sse_enabled"]) && text(r.Attributes["kms_master_key_id"]) == ""
	}},
}

// endpoint tells whether there is an endpoint of the service whose name ends so, or one of which that is not known.
func (in *Inventory) endpoint(service string) bool {
	return slices.ContainsFunc(in.Of("aws_vpc_endpoint"), func(r Resource) bool {
		name := text(r.Attributes["service_name"])
		return name == "" || strings.HasSuffix(name, service) || strings.HasSuffix(name, "}")
	})
}

// accompanied tells whether a resource of a kind says something of another one, by the attribute that names it, or of
// one that is not known.
func (in *Inventory) accompanied(kind, attribute string, of Resource, says func(Resource) bool) bool {
	return slices.ContainsFunc(in.Of(kind), func(r Resource) bool {
		named := r.Attributes[attribute]
		unknown := r.Module == of.Module && !known(named) && len(in.referred(r, named, of.Type)) == 0
		return (unknown || in.refersTo(r, named, of)) && says(r)
	})
}

func anyhow(Resource) bool { return true }

// watched tells whether another resource looks at an alarm: a deployment, or an alarm that is made of others.
func (in *Inventory) watched(alarm Resource) bool {
	return slices.ContainsFunc(in.Resources, func(r Resource) bool {
		return r.Address != alarm.Address && (in.refersTo(r, block(r.Attributes["alarms"])["alarm_names"], alarm) ||
			in.refersTo(r, block(r.Attributes["alarm_configuration"])["alarms"], alarm) ||
			r.Type == "aws_cloudwatch_composite_alarm" && (in.refersTo(r, r.Attributes["alarm_rule"], alarm) ||
				only.MatchString(text(r.Attributes["alarm_rule"])) && len(in.links(r.Module, r.Attributes["alarm_rule"], "")) == 0))
	})
}

// encryptedTransport tells whether a policy denies what comes unencrypted, or is not known.
func (in *Inventory) encryptedTransport(policy Resource) bool {
	found := in.policiesOf(policy)
	return len(found) == 0 || slices.ContainsFunc(iampolicy.Statements(found[0].document),
		func(s iampolicy.Statement) bool {
			return s.Deny && slices.ContainsFunc(s.Conditions, func(c iampolicy.Condition) bool {
				return c.Key == "aws:securetransport" && slices.Contains(c.Values, "false")
			})
		})
}

// openedBeyondWeb tells that the internet comes in by a rule, or one of a group, on another port than those of the web.
func (in *Inventory) openedBeyondWeb(r Resource) bool {
	return slices.ContainsFunc(in.opened(), func(o letIn) bool {
		return in.Resources[o.of].Address == r.Address && !o.web()
	})
}

// reachesAll tells that a rule, or one of a group, lets out to every port of the internet.
func (in *Inventory) reachesAll(r Resource) bool {
	rules := []map[string]any{r.Attributes}
	switch {
	case r.Type == "aws_security_group" || r.Type == "aws_default_security_group":
		rules = blocks(r.Attributes["egress"])
	case strings.HasSuffix(r.Type, "_egress_rule"):
	case r.Type != "aws_security_group_rule" || text(r.Attributes["type"]) != "egress":
		return false
	}
	return slices.ContainsFunc(rules, func(rule map[string]any) bool {
		protocol := rule["ip_protocol"]
		if protocol == nil {
			protocol = rule["protocol"]
		}
		from, _ := number(rule["from_port"])
		to, known := number(rule["to_port"])
		all := anyProtocol(protocol) || known && from <= 1 && to == 65535 && !isReference(text(protocol))
		return all && openToWorld(rule["cidr_ipv4"], rule["cidr_ipv6"], rule["cidr_blocks"], rule["ipv6_cidr_blocks"])
	})
}

// turnedOn reports an attribute that is true and should not be.
func turnedOn(path string) func(*Inventory, Resource) bool { return anyAt(path, isTrue) }

// turnedOff reports an attribute that should be true, and is false or missing.
func turnedOff(path string) func(*Inventory, Resource) bool { return anyAt(path, isFalse) }

// oneOf reports an attribute that is one of the texts; "" is a missing one.
func oneOf(path string, texts ...string) func(*Inventory, Resource) bool {
	return anyAt(path, func(v any) bool {
		said, isText := v.(string)
		return (v == nil || isText) && slices.Contains(texts, said)
	})
}

func anyAt(path string, is func(v any) bool) func(*Inventory, Resource) bool {
	return func(_ *Inventory, r Resource) bool { return slices.ContainsFunc(r.At(path), is) }
}

// anyContainer reports one that runs on, rather than prepares something and ends.
func anyContainer(is func(map[string]any) bool) func(*Inventory, Resource) bool {
	return func(_ *Inventory, r Resource) bool {
		return slices.ContainsFunc(containers(r), func(c map[string]any) bool {
			return (c["essential"] == nil || !isFalse(c["essential"])) && is(c)
		})
	}
}
