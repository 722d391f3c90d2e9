package ecs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

var pullActions = []string{"ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}

// executionStatements are what ECS needs to start a task, derived from what its containers name.
func (c taskConfig) executionStatements(site *bridge.Site) []policy.Statement {
	var out []policy.Statement
	allow := func(sid string, actions, resources []string, conditions ...policy.Condition) {
		if len(resources) > 0 {
			out = append(out, policy.Statement{Sid: sid, Actions: actions, Resources: resources, Conditions: conditions})
		}
	}
	if repositories := c.repositories(site); len(repositories) > 0 {
		allow("ECRToken", []string{"ecr:GetAuthorizationToken"}, []string{"*"}) // AWS knows no resource for it
		allow("ECRPull", pullActions, repositories)
	}
	out = append(out, c.computedPulls(site)...)
	if c.LogGroupARN != "" {
		allow("Logs", []string{"logs:CreateLogStream", "logs:PutLogEvents"}, []string{c.LogGroupARN + ":log-stream:*"})
	}
	out = append(out, c.computedSecrets()...)
	secrets, parameters := c.secrets()
	allow("Secrets", []string{"secretsmanager:GetSecretValue"}, secrets.arns.values)
	allow("DecryptSecrets", []string{"kms:Decrypt"}, secrets.keys.values, policy.Via("secretsmanager"))
	allow("Parameters", []string{"ssm:GetParameters"}, parameters.arns.values)
	allow("DecryptParameters", []string{"kms:Decrypt"}, parameters.keys.values, policy.Via("ssm"))
	var files, buckets set
	for _, container := range c.containers {
		for _, object := range known(container.EnvironmentFiles) {
			files.add(object)
			buckets.add(bucketARN(object))
		}
	}
	allow("EnvironmentFiles", []string{"s3:GetObject"}, files.values)
	allow("EnvironmentFileBuckets", []string{"s3:GetBucketLocation"}, buckets.values)
	for _, s := range c.ExecutionGrants {
		out = append(out, s.statement())
	}
	return out
}

// taskStatements are what the code may do: the user's statements, and what ECS Exec and mounts need.
func (c taskConfig) taskStatements(site *bridge.Site) []policy.Statement {
	var out []policy.Statement
	for _, s := range c.TaskPolicies {
		out = append(out, s.statement())
	}
	for _, v := range c.volumes {
		if v.EFS != nil && *v.EFS.IAM {
			out = append(out, v.EFS.statement(site))
		}
	}
	if !optional.Value(c.EnableExecute) {
		return out
	}
	// AWS knows no resource for them
	out = append(out, policy.Statement{Sid: "Execute", Resources: []string{"*"}, Actions: []string{
		"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
		"ssmmessages:OpenDataChannel",
	}})
	if c.ExecuteLogGroupARN != "" {
		out = append(out,
			// AWS knows no resource for it
			policy.Statement{Sid: "ExecuteLogGroups", Resources: []string{"*"}, Actions: []string{"logs:DescribeLogGroups"}},
			policy.Statement{Sid: "ExecuteLogs", Resources: []string{c.ExecuteLogGroupARN + ":*"}, Actions: []string{
				"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents",
			}})
	}
	if c.ExecuteKMSKeyARN != "" {
		out = append(out, policy.Statement{Sid: "ExecuteKey", Resources: []string{c.ExecuteKMSKeyARN},
			Actions: []string{"kms:Decrypt"}})
	}
	return out
}

// repositories are the ECR repositories that images come from: those stated, and those that images name themselves.
func (c taskConfig) repositories(site *bridge.Site) []string {
	var out set
	if c.RepositoryARNs != nil {
		for _, r := range *c.RepositoryARNs {
			out.add(*r)
		}
	}
	for _, container := range c.containers {
		if r, ok := image.ParseECR(container.Image); ok {
			out.add(r.ARN(site.Partition()))
		}
	}
	return out.values
}

// computedPulls are for images that only Terraform knows: each may lie in ECR.
func (c taskConfig) computedPulls(site *bridge.Site) []policy.Statement {
	var images set
	for _, container := range c.containers {
		if _, parts := image.Split(container.Image); !parts && token.Is(container.Image) || wholly(container.Image) {
			images.add(container.Image)
		}
	}
	if c.RepositoryARNs != nil { // which are those of the images
		return nil
	}
	partition := site.Partition()
	if !token.Is(partition) {
		partition = strconv.Quote(partition)
	}
	var out []policy.Statement
	for _, reference := range images.values {
		for _, element := range []string{
			`{ Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" }`, // AWS knows no resource for it
			`{ Effect = "Allow", Action = ["` + strings.Join(pullActions, `", "`) + `"], Resource = join(":", ["arn", ` +
				partition + `, "ecr", val.region, val.account, join("/", ["repository", val.repository])]) }`,
		} {
			out = append(out, policy.Statement{
				Each: &token.Each{Over: []any{bridge.Matches(image.ECRImage, reference)}, Element: element},
			})
		}
	}
	return out
}

// wholly reports whether a text is a reference and nothing else.
func wholly(text string) bool {
	return strings.HasPrefix(text, "${") && strings.Index(text, "}") == len(text)-1
}

// computedSecrets are for maps of secrets that only Terraform knows. One statement a secret: there may be none, and a
// statement without a resource is refused.
func (c taskConfig) computedSecrets() []policy.Statement {
	var maps set
	for _, container := range c.containers {
		_, references := token.MapKeys(container.Secrets)
		for _, reference := range references {
			maps.add(reference)
		}
	}
	var out []policy.Statement
	for _, reference := range maps.values {
		out = append(out, policy.Statement{Each: &token.Each{Over: []any{reference},
			Element: `{ Effect = "Allow", Action = ` + secretref.IsSecretExpression +
				` ? "secretsmanager:GetSecretValue" : "ssm:GetParameters", Resource = ` + secretref.GrantExpression + ` }`}})
	}
	return out
}

// stored are secrets or parameters, and the keys that they are encrypted with.
type stored struct{ arns, keys set }

// secrets and parameters of all containers, credentials of registries among them.
func (c taskConfig) secrets() (secrets, parameters stored) {
	read := func(secret Secret) {
		of := &secrets
		if secret.isParameter() {
			of = &parameters
		}
		of.arns.add(secret.GrantARN)
		of.keys.add(secret.KMSKeyARN)
	}
	for _, container := range c.containers {
		for _, from := range []map[string]Secret{container.Secrets, container.logging.SecretOptions} {
			known, _ := token.MapKeys(from)
			for _, name := range check.SortedKeys(known) {
				read(known[name])
			}
		}
		if credentials := container.RepositoryCredentials; credentials != nil {
			read(*credentials)
		}
	}
	return secrets, parameters
}

// isParameter: an ARN tells it itself, a reference does not.
func (s Secret) isParameter() bool {
	parsed, ok := arn.Parse(s.GrantARN)
	return s.Parameter || ok && parsed.Service == "ssm"
}

// bucketARN is the part of an object's ARN before the first slash.
func bucketARN(object string) string {
	for i, r := range object {
		if r == '/' {
			return object[:i]
		}
	}
	return object
}

// set keeps values in the order in which they came, once each.
type set struct{ values []string }

func (s *set) add(value string) {
	if slices.Contains(s.values, value) {
		return
	}
	if value != "" {
		s.values = append(s.values, value)
	}
}
