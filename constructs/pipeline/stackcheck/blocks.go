package stackcheck

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Settings of the AWS provider and of the S3 backend that name no program, no file, no credential and no address of
// AWS's services. profile and shared_config_files are not among them: a profile may name a program,
// credential_process. See https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference and
// https://developer.hashicorp.com/terraform/language/backend/s3#configuration.
var (
	common = []string{"//", "region", "allowed_account_ids", "forbidden_account_ids", "assume_role", "max_retries",
		"retry_mode", "use_fips_endpoint", "use_dualstack_endpoint", "skip_credentials_validation", "skip_region_validation",
		"skip_requesting_account_id", "skip_metadata_api_check"}
	awsSettings = append([]string{"alias", "default_tags", "ignore_tags", "s3_use_path_style",
		"s3_us_east_1_regional_endpoint", "sts_region", "tag_policy_compliance", "token_bucket_rate_limiter_capacity",
		"user_agent"}, common...)
	s3Settings = append([]string{"bucket", "key", "encrypt", "kms_key_id", "use_lockfile", "dynamodb_table", "acl",
		"workspace_key_prefix", "workspace", "role_arn", "session_name", "external_id", "use_path_style", "force_path_style",
		"skip_s3_checksum"}, common...)
)

const (
	registry = "registry.terraform.io/"
	builtIn  = "terraform.io/builtin/terraform"
	aws      = registry + "hashicorp/aws"
)

// providerAddress is a provider's source in full.
func providerAddress(source string) (string, bool) {
	parts := strings.Split(strings.ToLower(source), "/")
	for _, part := range parts {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" {
			return "", false
		}
	}
	switch len(parts) {
	case 1:
		return registry + "hashicorp/" + parts[0], true
	case 2:
		return registry + strings.Join(parts, "/"), true
	case 3:
		return strings.Join(parts, "/"), true
	}
	return "", false
}

func (c *checker) requiredProviders(value any) {
	blocks, _ := c.objects("terraform.required_providers", value)
	for _, block := range blocks {
		for local, requirement := range block {
			source := local
			if r, ok := requirement.(map[string]any); ok && r["source"] != nil {
				source, _ = r["source"].(string)
			}
			place := "terraform.required_providers." + name(local)
			address, ok := providerAddress(source)
			if !ok {
				c.find(place, "no source", "NAMESPACE/NAME")
				address = "?"
			}
			c.names[local] = address
			c.use(place, address)
		}
	}
}

// use records a provider, and finds one that the policy does not allow.
func (c *checker) use(place, address string) {
	switch {
	case address == builtIn || address == "?":
	case !slices.Contains(c.allowed, address):
		c.find(place, "the provider "+check.Quote(strings.TrimPrefix(address, registry)),
			strings.ReplaceAll(strings.Join(c.allowed, ", "), registry, ""))
	default:
		c.used[address] = true
	}
}

// address of the provider that has a local name.
func (c *checker) address(local string) string {
	if address, ok := c.names[local]; ok {
		return address
	}
	if local == "terraform" {
		return builtIn
	}
	address, ok := providerAddress(local)
	if !ok {
		return "?" + local
	}
	return address
}

func (c *checker) terraform(value any) {
	blocks, _ := c.objects("terraform", value)
	for _, block := range blocks {
		for _, key := range slices.Sorted(maps.Keys(block)) {
			switch key {
			case "backend", "required_providers", "required_version", "//":
			default:
				c.find("terraform."+name(key), "a setting of another kind", "backend, required_providers, required_version")
			}
		}
		c.expressions("terraform", without(block, "//"))
	}
}

// backends judges each backend, and counts them.
func (c *checker) backends(terraform []map[string]any) int {
	count := 0
	for _, block := range terraform {
		c.labelled("terraform.backend", block["backend"], 1, func(place string, labels []string, body map[string]any) {
			count++
			c.state(place, labels[0], body)
		})
	}
	if count > 1 {
		c.find("terraform.backend", "several backends", "one")
	}
	return count
}

// state judges where a state is kept, or read.
func (c *checker) state(place, kind string, body map[string]any) {
	if kind != c.backend {
		c.find(place, "a backend "+check.Quote(kind), c.backend)
	}
	if kind == "s3" {
		c.settings(place, body, s3Settings)
	}
}

func (c *checker) settings(place string, body map[string]any, allowed []string) {
	for _, key := range slices.Sorted(maps.Keys(body)) {
		switch at := place + "." + name(key); {
		case !slices.Contains(allowed, key):
			c.find(at, "a setting that may name a program, a file, a credential or another address",
				"none of it: the job has its own credentials")
		case key == "sts_region", key == "region" && !validated(body):
			c.region(at, body[key])
		case key == "acl" && !slices.Contains(ownersACLs, literal(body[key])):
			c.find(at, "an access control list that is not of the owner alone", strings.Join(ownersACLs, " or "))
		}
	}
}

// ownersACLs give a state to nobody but the owner of the bucket.
var ownersACLs = []string{"private", "bucket-owner-full-control"}

// validated tells whether Terraform and the provider hold the region against those of AWS.
func validated(body map[string]any) bool {
	skip := body["skip_region_validation"]
	return skip == nil || skip == false || skip == "false"
}

// region judges a region that nobody else does: the host that gets the requests is made of it, so that x.dev/ would be
// an address.
func (c *checker) region(place string, value any) {
	if !partition.IsRegion(literal(value)) {
		c.find(place, "what is no region", "a region such as eu-west-1, which is written out")
	}
}

// regionOf judges the region of one resource, which may be that of the provider, or a variable with a default.
func (c *checker) regionOf(place string, value any) {
	text, _ := value.(string)
	if name, ok := strings.CutPrefix(strings.TrimSuffix(text, "}"), "${var."); ok {
		value = c.defaults[name]
	}
	if !askedRegion.MatchString(text) {
		c.region(place, value)
	}
}

// askedRegion is the one that AWS's provider tells.
var askedRegion = regexp.MustCompile(`^\$\{data\.aws_region\.[A-Za-z0-9_-]+\.(?:id|name|region)\}$`)

// literal is the text of a value that depends on nothing, or "".
func literal(value any) string {
	template, _ := value.(string)
	expression, ok := tfjson.Template(template)
	if !ok {
		return ""
	}
	out, _ := constant(expression)
	return out
}

func (c *checker) provider(place, local string, body map[string]any) {
	address := c.address(local)
	c.use(place, address)
	if address == aws {
		c.settings(place, body, awsSettings)
	} else if slices.Contains(c.allowed, address) {
		c.foreign(place, body)
	}
	c.expressions(place, without(body, "//"))
}

func (c *checker) resource(place, kind, typ string, body map[string]any) {
	local, _, _ := strings.Cut(typ, "_")
	if stated, ok := body["provider"].(string); ok {
		local, _, _ = strings.Cut(strings.TrimSuffix(strings.TrimPrefix(stated, "${"), "}"), ".")
	}
	address := c.address(local)
	c.use(place, address)
	c.noProgram(place, body)
	switch {
	case address != aws && slices.Contains(c.allowed, address):
		c.foreign(place, body)
	case address == aws && body["region"] != nil: // of one resource, since version 6 of the provider
		c.regionOf(place+".region", body["region"])
	}
	if kind == "data" && typ == "terraform_remote_state" {
		backend, _ := body["backend"].(string)
		settings, _ := c.objects(place+".config", body["config"])
		c.state(place, backend, nil)
		for _, config := range settings {
			c.state(place, backend, config)
		}
	}
	if kind != "resource" && typ == "aws_lambda_invocation" {
		c.find(place, "a function that is called when the stack is planned", "none: nobody has approved the plan yet")
	}
	if url := body["url"]; kind == "data" && typ == "aws_ip_ranges" && url != nil &&
		!strings.HasPrefix(literal(url), ipRanges) {
		c.find(place+".url", "another address", ipRanges+"...")
	}
	if attribute, ok := fileAttributes[typ]; ok && body[attribute] != nil {
		c.file(place+"."+attribute, body[attribute])
	}
	c.expressions(place, without(body, "//"))
}

// ipRanges is where AWS tells its addresses. The data source asks any other place that it is told, and a secret could
// be part of the question.
const ipRanges = "https://ip-ranges.amazonaws.com/"

// noProgram finds what Terraform runs beside a resource.
func (c *checker) noProgram(place string, body map[string]any) {
	for _, key := range []string{"provisioner", "connection"} {
		if body[key] != nil {
			c.find(place+"."+key, "a "+key, "none: it runs programs")
		}
	}
}

func without(body map[string]any, key string) map[string]any {
	out := maps.Clone(body)
	delete(out, key)
	return out
}
