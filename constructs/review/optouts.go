package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
)

// OptOut is a protection that a resource has by default or could have, and goes without. Most are decisions: of the
// demo profile, or of a prop that says so. They are listed so that nobody takes one unseen.
type OptOut struct {
	ID      string // of the protection; stable
	Address string // of the resource
	Path    string // of its construct; "" in a plan
	Text    string // what is so without it
}

// String is the opt-out on one line.
func (o OptOut) String() string {
	at := o.Path
	if at == "" {
		at = o.Address
	}
	return o.ID + " " + at + ": " + o.Text
}

// OptOuts are those of a stack, by address. What only Terraform knows is not taken for one.
func OptOuts(in *Inventory) []OptOut {
	var out []OptOut
	for _, r := range in.Resources {
		for _, p := range protections {
			if p.kind == r.Type && p.off(in, r) {
				out = append(out, OptOut{p.id, r.Address, r.Path, p.without})
			}
		}
	}
	return out
}

// protection is one that may be turned off: by a prop, an override, or in a resource that no construct of ours made.
type protection struct {
	id, kind, without string
	off               func(in *Inventory, r Resource) bool
}

// protections are all that there are.
var protections = []protection{
	{"image-scan", "aws_ecr_repository", "images are not scanned when they are pushed (ECR.1)",
		turnedOff("image_scanning_configuration.scan_on_push")},
	{"immutable-tags", "aws_ecr_repository", "a tag can be pushed again, to another image (ECR.2)",
		oneOf("image_tag_mutability", "", "MUTABLE")},
	{"own-image-key", "aws_ecr_repository", "images are encrypted with a key of ECR's, not of the account (ECR.5)",
		func(_ *Inventory, r Resource) bool {
			of := block(r.Attributes["encryption_configuration"])
			return !strings.HasPrefix(text(of["encryption_type"]), "KMS") && !isReference(text(of["encryption_type"]))
		}},
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
			policy := text(r.Attributes["ssl_policy"])
			return policy != "" && !isReference(policy) &&
				(!strings.HasPrefix(policy, "ELBSecurityPolicy-TLS13-") || strings.Contains(policy, "-Ext"))
		}},
	{"closed-ports", "aws_vpc_security_group_ingress_rule", "the internet reaches a port that is not 80 or 443 (EC2.18)",
		func(_ *Inventory, r Resource) bool {
			everyone := r.Attributes["cidr_ipv4"] == "0.0.0.0/0" || r.Attributes["cidr_ipv6"] == "::/0"
			from, known := number(r.Attributes["from_port"])
			to, _ := number(r.Attributes["to_port"])
			return everyone && (!known || from != to || from != 80 && from != 443)
		}},

	{"flow-logs", "aws_vpc", "nobody logs what flows in the network (EC2.6)", func(in *Inventory, _ Resource) bool {
		return len(in.Of("aws_flow_log")) == 0
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
	{"container-insights", "aws_ecs_cluster", "Container Insights is off (ECS.12)", oneOf("setting.value", "disabled")},
	{"user", "aws_ecs_task_definition", "a container runs as root, or as whom its image says (ECS.20)",
		anyContainer(func(c map[string]any) bool {
			user, _, _ := strings.Cut(text(c["user"]), ":")
			return slices.Contains([]string{"", "0", "root"}, user)
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
	{"kept-objects", "aws_s3_bucket", "destroying it deletes its objects", turnedOn("force_destroy")},
	{"encrypted-transport", "aws_s3_bucket", "its policy lets requests come unencrypted (S3.5)",
		func(in *Inventory, r Resource) bool {
			return !in.accompanied("aws_s3_bucket_policy", r, in.encryptedTransport)
		}},
	{"lifecycle", "aws_s3_bucket", "nothing in it ever expires, nor do uploads that were given up (S3.13)",
		func(in *Inventory, r Resource) bool {
			return !in.accompanied("aws_s3_bucket_lifecycle_configuration", r, func(Resource) bool { return true })
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

// accompanied tells whether a resource of a kind says something of the bucket, or of one that is not known.
func (in *Inventory) accompanied(kind string, bucket Resource, says func(Resource) bool) bool {
	return slices.ContainsFunc(in.Of(kind), func(r Resource) bool {
		of := r.Attributes["bucket"]
		unknown := r.Module == bucket.Module && !known(of) && len(in.referred(r, of, bucket.Type)) == 0
		return (unknown || in.refersTo(r, of, bucket)) && says(r)
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

// turnedOn reports an attribute that is true and should not be.
func turnedOn(path string) func(*Inventory, Resource) bool {
	return func(_ *Inventory, r Resource) bool { return isTrue(r.at(path)) }
}

// turnedOff reports an attribute that should be true, and is false or missing.
func turnedOff(path string) func(*Inventory, Resource) bool {
	return func(_ *Inventory, r Resource) bool { return r.at(path) == nil || isFalse(r.at(path)) }
}

// oneOf reports an attribute that is one of the texts; "" is a missing one.
func oneOf(path string, texts ...string) func(*Inventory, Resource) bool {
	return func(_ *Inventory, r Resource) bool {
		value := r.at(path)
		said, isText := value.(string)
		return (value == nil || isText) && slices.Contains(texts, said)
	}
}

// anyContainer reports one that runs on, rather than prepares something and ends.
func anyContainer(is func(map[string]any) bool) func(*Inventory, Resource) bool {
	return func(_ *Inventory, r Resource) bool {
		return slices.ContainsFunc(containers(r), func(c map[string]any) bool {
			return (c["essential"] == nil || !isFalse(c["essential"])) && is(c)
		})
	}
}

// at is the value at a path of blocks, of each of which there is one.
func (r Resource) at(path string) any {
	names := strings.Split(path, ".")
	value := r.Attributes
	for _, name := range names[:len(names)-1] {
		value = block(value[name])
	}
	return value[names[len(names)-1]]
}
