package controls

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

const taskDefinition = "aws_ecs_task_definition"

var ofTasks = []string{taskDefinition}

// tasks are the controls of task definitions.
var tasks = []Control{
	{ID: "ecs-network-mode", Tier: Must, Severity: review.Medium,
		Holds:  "Tasks have a network interface of their own: network_mode is awsvpc on Fargate, and nowhere host",
		Remedy: "set network_mode to awsvpc", Source: securityHub("ECS.17"),
		Answers: words("ECS.1 ECS.17 CT.ECS.PR.4 9f4a9409"), Types: ofTasks, judge: networkMode},
	{ID: "ecs-process-namespace", Tier: Must, Severity: review.High,
		Holds:  "Tasks do not share the process namespace of their host: pid_mode is not host",
		Remedy: "unset pid_mode, or set it to task", Source: securityHub("ECS.3"),
		Answers: words("ECS.3 CKV_AWS_335 CT.ECS.PR.10"), Types: ofTasks, judge: attribute("pid_mode", oneOf("", "task"))},
	{ID: "ecs-unprivileged", Tier: Must, Severity: review.High,
		Holds:  "No container is privileged or has a capability of its host",
		Remedy: "unset privileged, and add no capability; Fargate refuses both", Source: securityHub("ECS.4"),
		Answers: words("ECS.4 CKV_AWS_334 CT.ECS.PR.11"), Types: ofTasks,
		judge: all(containers("privileged", off), risk("privileged-container"))},
	{ID: "ecs-read-only-root", Tier: Default, Severity: review.High,
		Holds:  "No container that runs on writes into its root file system",
		Remedy: "set readonlyRootFilesystem, and mount a volume where the container writes", Source: securityHub("ECS.5"),
		Answers: words("ECS.5 CKV_AWS_336 CT.ECS.PR.6"), Types: ofTasks, OptOut: "read-only-root",
		Prop:  "ecs.ContainerSettings.ReadonlyRootFilesystem",
		judge: all(protected("read-only-root"), containers("readonlyRootFilesystem", knowable))},
	{ID: "ecs-no-plaintext-secrets", Tier: Must, Severity: review.Critical,
		Holds:  "No key or password stands in a task definition as plain text",
		Remedy: "keep it in Secrets Manager or SSM, and refer to it in secrets", Source: securityHub("ECS.8"),
		Answers: words("ECS.8 AWS-0036 CT.ECS.PR.12"), Types: ofTasks,
		judge: all(noCredentialNames, risk("plaintext-secret"))},
	{ID: "ecs-logged", Tier: Must, Severity: review.High,
		Holds: "Every container has a log configuration", Remedy: "set logConfiguration", Source: securityHub("ECS.9"),
		Answers: words("ECS.9 CT.ECS.PR.5"), Types: ofTasks, judge: containers("logConfiguration", given)},
	{ID: "ecs-logs-do-not-block", Tier: Default, Severity: review.Medium,
		Holds:  "A container does not wait for its log lines to be taken: mode is non-blocking, with a max-buffer-size",
		Remedy: "set mode and max-buffer-size in the options of logConfiguration",
		Source: guideECS + "using_awslogs.html", Answers: words("ecs_task_definitions_logging_block_mode"),
		Types: ofTasks, OptOut: "non-blocking-logs", Prop: "logs.Props.Mode", judge: all(protected("non-blocking-logs"),
			containers("logConfiguration", knowable))},
	{ID: "ecs-efs-encrypted", Tier: Must, Severity: review.Medium,
		Holds:  "File systems are mounted with TLS: transit_encryption is ENABLED",
		Remedy: "set transit_encryption of the volume to ENABLED", Source: securityHub("ECS.18"),
		Answers: words("ECS.18 CKV_AWS_97 AWS-0035 4d46ff3b"), Types: ofTasks, judge: mountedWithTLS},
	{ID: "ecs-user", Tier: Default, Severity: review.Medium,
		Holds:  "Every container that runs on states a user that is not root",
		Remedy: "set user, such as 10001", Source: securityHub("ECS.20"),
		Answers: words("ECS.20 CT.ECS.PR.3"), Types: ofTasks, OptOut: "user", Prop: "ecs.ContainerSettings.User",
		judge: all(protected("user"), containers("user", knowable))},
	{ID: "ecs-two-roles", Tier: Must, Severity: review.Medium,
		Holds:  "What ECS may do to start a task is not what the task may do: its two roles differ",
		Remedy: "give task_role_arn a role of its own", Source: bestECS + "security-iam-roles.html",
		Answers: words("CKV_AWS_249"), Types: ofTasks, judge: twoRoles},
	{ID: "ecs-fargate-size", Tier: Must, Severity: review.Medium,
		Holds:  "CPU and memory of a task are a pair that Fargate has",
		Remedy: "choose one of the pairs on the page", Source: guideECS + "task-cpu-memory-error.html",
		Answers: words("CT.ECS.PR.7"), Types: ofTasks, judge: where(onFargate, fargateSize)},
	{ID: "ecs-pinned-image", Tier: Must, Severity: review.Medium,
		Holds:  "An image is named by a digest or by a tag other than latest",
		Remedy: "name a digest, or a tag that is never moved", Source: bestECS + "container-considerations.html",
		Answers: nil, Types: ofTasks, judge: risk("latest-image")},
	{ID: "ecs-stop-timeout", Tier: Must, Severity: review.Low,
		Holds:  "A container is given no more time to stop than Fargate has: stopTimeout is at most 120",
		Remedy: "set stopTimeout to 120 or less",
		Source: guideECS + "task_definition_parameters.html#container_definition_timeout",
		Types:  ofTasks, judge: where(onFargate, containers("stopTimeout", between(0, 120, 30)))},
}

// containers holds an attribute of every container against a demand.
func containers(name string, is demand) judge {
	return func(_ *view, r review.Resource) answer {
		all, known := r.Containers()
		out := pass
		if !known {
			return open("container_definitions is known only after an apply")
		}
		for _, c := range all {
			switch holds, known := is(c[name]); {
			case !known:
				out = open("%s of container %q is known only after an apply", name, review.Text(c["name"]))
			case !holds:
				return fail("%s of container %q is %s", name, review.Text(c["name"]), shown(c[name]))
			}
		}
		return out
	}
}

// knowable holds for everything but a reference.
func knowable(v any) (holds, known bool) { return true, !isReference(v) }

func onFargate(_ *view, r review.Resource) bool {
	return slices.ContainsFunc(list(r.Attributes["requires_compatibilities"]), func(v any) bool {
		return strings.EqualFold(review.Text(v), "FARGATE")
	})
}

func networkMode(v *view, r review.Resource) answer {
	wanted := oneOf("", "awsvpc", "bridge", "none")
	if onFargate(v, r) {
		wanted = oneOf("awsvpc")
	}
	return attribute("network_mode", wanted)(v, r)
}

// credentialNames are the variables of the environment that Security Hub takes for credentials, whatever their values.
var credentialNames = []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"}

func noCredentialNames(_ *view, r review.Resource) answer {
	all, known := r.Containers()
	if !known {
		return open("container_definitions is known only after an apply")
	}
	for _, c := range all {
		for _, variable := range blocks(c["environment"]) {
			if name := review.Text(variable["name"]); slices.Contains(credentialNames, name) {
				return fail("container %q has %s in its environment", review.Text(c["name"]), name)
			}
		}
	}
	return pass
}

func mountedWithTLS(_ *view, r review.Resource) answer {
	out := skip
	for _, volume := range blocks(r.Attributes["volume"]) {
		for _, efs := range blocks(volume["efs_volume_configuration"]) {
			switch holds, known := oneOf("ENABLED")(efs["transit_encryption"]); {
			case !known:
				out = open("transit_encryption of volume %q is known only after an apply", review.Text(volume["name"]))
			case !holds:
				return fail("transit_encryption of volume %q is %s", review.Text(volume["name"]), shown(efs["transit_encryption"]))
			case out == skip:
				out = pass
			}
		}
	}
	return out
}

func twoRoles(_ *view, r review.Resource) answer {
	task, execution := review.Text(r.Attributes["task_role_arn"]), review.Text(r.Attributes["execution_role_arn"])
	if task != "" && task == execution {
		return fail("task_role_arn and execution_role_arn are one role")
	}
	return pass
}

func fargateSize(_ *view, r review.Resource) answer {
	cpu, memory := r.Attributes["cpu"], r.Attributes["memory"]
	if isReference(cpu) || isReference(memory) {
		return open("cpu and memory are known only after an apply")
	}
	units, hasUnits := size(cpu, "vCPU")
	mebibytes, hasMebibytes := size(memory, "GB")
	if !hasUnits || !hasMebibytes || !slices.Contains(fargate.Memories(units), mebibytes) {
		return fail("cpu is %s, memory is %s", shown(cpu), shown(memory))
	}
	return pass
}

// size is a number of units, or of 1,024 of them: 1024, or "1 vCPU".
func size(v any, unit string) (float64, bool) {
	if n, known := review.Number(v); known {
		return n, true
	}
	text := strings.TrimSpace(review.Text(v))
	if len(text) > len(unit) && strings.EqualFold(text[len(text)-len(unit):], unit) {
		n, known := review.Number(strings.TrimSpace(text[:len(text)-len(unit)]))
		return n * 1024, known
	}
	return 0, false
}
