package review

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// runningPrograms are attributes that say what a resource runs, by type.
var runningPrograms = map[string]string{
	"aws_lambda_function":                 "image_uri filename s3_bucket handler runtime layers image_config",
	"aws_instance":                        "ami user_data user_data_base64",
	"aws_launch_template":                 "image_id user_data",
	"aws_launch_configuration":            "image_id user_data",
	"aws_ssm_document":                    "content",
	"aws_ssm_association":                 "name parameters",
	"aws_codebuild_project":               "source environment",
	"aws_codepipeline":                    "stage",
	"aws_sfn_state_machine":               "definition",
	"aws_scheduler_schedule":              "target",
	"aws_glue_job":                        "command",
	"aws_batch_job_definition":            "container_properties",
	"aws_apprunner_service":               "source_configuration",
	"aws_amplify_app":                     "build_spec repository",
	"aws_cloudformation_stack":            "template_body template_url",
	"aws_cloudfront_function":             "code",
	"helm_release":                        "chart repository",
	"kubernetes_manifest":                 "manifest",
	"aws_cloudwatch_event_target":         "ecs_target run_command_targets",
	"aws_iam_service_linked_role":         "aws_service_name",
	"aws_imagebuilder_component":          "data",
	"aws_bedrockagent_agent":              "instruction foundation_model",
	"aws_bedrockagent_agent_action_group": "action_group_executor api_schema function_schema",
	"aws_transfer_workflow":               "steps",
	"aws_datapipeline_pipeline":           "name",
	"aws_emr_cluster":                     "step bootstrap_action",
	"aws_sagemaker_model":                 "primary_container container",
	"aws_mwaa_environment":                "source_bucket_arn dag_s3_path plugins_s3_path requirements_s3_path",
	"aws_elastic_beanstalk_environment":   "version_label setting",
}

// code is what runs other programs than before. A new tag or digest of the same repository is none: that is what a
// deployment is.
func (c *comparison) code() []Effect {
	var out []Effect
	for _, address := range check.SortedKeys(c.byAddress) {
		change := c.byAddress[address]
		add := func(direction Direction, kind, text string) {
			out = append(out, Effect{Address: c.show.text(address), Direction: direction, Kind: kind, Text: c.show.text(text)})
		}
		after, there := c.after.at(address)
		switch {
		case !there || change.Before == nil:
			continue
		case change.Type == "aws_ecs_task_definition":
			c.definitions(change.Before, after.Attributes, after.Module, add)
			continue
		case definitionOf[change.Type] != "":
			c.otherDefinition(change, after, add)
		case change.Type == "aws_lambda_function":
			talks(variablesOf(change.Before), variablesOf(after.Attributes), func(text string) {
				add(Another, "changed", "it "+text)
			})
		}
		if paths := runningPrograms[change.Type]; paths != "" && change.After != nil {
			for _, a := range c.change(change, Updated).Attributes {
				if startsWithOne(a.Path, paths) && !strings.HasPrefix(a.Note, "only its order") && !aTag(a) {
					add(Another, "changed", a.String())
				}
			}
		}
	}
	return out
}

// aTag tells that only the tag or the digest of an image is another.
func aTag(a AttributeChange) bool {
	return a.Note == "" && !strings.HasPrefix(a.Before, "arn:") &&
		strings.ContainsAny(a.Before, "/:") && repositoryOf(a.Before) == repositoryOf(a.After)
}

// definitionOf is where a type names the task definition that it starts.
var definitionOf = map[string]string{
	"aws_ecs_service":             "task_definition",
	"aws_ecs_task_set":            "task_definition",
	"aws_scheduler_schedule":      "target.ecs_parameters.task_definition_arn",
	"aws_cloudwatch_event_target": "ecs_target.task_definition_arn",
}

// otherDefinition is what changes where tasks start from another task definition than before, and not only from another
// revision of it.
func (c *comparison) otherDefinition(change tfjson.Change, after Resource,
	add func(direction Direction, kind, text string)) {
	path := strings.Split(definitionOf[change.Type], ".")
	was, is := at(change.Before, path), at(after.Attributes, path)
	if len(was) == 0 || len(is) == 0 {
		return
	}
	before := Resource{Module: after.Module}
	from, wasHere := c.before.first(before, was[0], "aws_ecs_task_definition")
	to, isHere := c.after.first(after, is[0], "aws_ecs_task_definition")
	switch a, b := family(text(was[0]), from), family(text(is[0]), to); {
	case wasHere && isHere && from.Address == to.Address:
	case wasHere && isHere:
		c.definitions(from.Attributes, to.Attributes, after.Module, add)
	case a == "" || isReference(text(is[0])) && !isHere:
		// only the apply tells
	case a != b:
		add(Another, "changed", "it starts tasks from "+c.show.value(b)+", was "+c.show.value(a))
	}
}

// family is that of a task definition, by its ARN or the resource.
func family(arn string, r Resource) string {
	if name := text(r.Attributes["family"]); name != "" {
		return name
	}
	_, name, _ := strings.Cut(arn, ":task-definition/")
	if name == "" && !strings.HasPrefix(arn, "arn:") {
		name = arn
	}
	name, _, _ = strings.Cut(name, ":")
	return name
}

// ofPrograms are members of a container that say what it runs and, by what is in them, whom it talks to.
var ofPrograms = []string{"command", "entryPoint", "user", "privileged", "healthCheck", "credentialSpecs",
	"environmentFiles", "extraHosts", "dnsServers", "dnsSearchDomains", "linuxParameters", "dockerSecurityOptions",
	"firelensConfiguration"}

// definitions are two task definitions, of which the second one may run something else, or talk to somebody else.
func (c *comparison) definitions(before, after map[string]any, module string,
	add func(direction Direction, kind, text string)) {
	was, is := c.byName(before, module), c.byName(after, module)
	for _, name := range check.SortedKeys(is) {
		before, there := was[name]
		now := is[name]
		shown := c.show.value(name)
		if !there {
			add(More, "added", "container "+shown+" runs "+c.show.value(now["image"]))
			continue
		}
		from, to := repositoryOf(text(before["image"])), repositoryOf(text(now["image"]))
		switch {
		case from == to:
		case isReference(to) && len(c.after.links(module, to, "aws_ecr_repository")) > 0:
			// a repository of the stack, which is new
			add(Another, "changed", "container "+shown+" runs an image of a new repository, was "+c.show.value(from))
		case isReference(to):
			add(Unclear, "unknown", "container "+shown+": only the apply tells whose image it runs")
		default:
			add(Another, "changed", "container "+shown+" runs an image of another repository: "+c.show.value(to)+", was "+
				c.show.value(from))
		}
		for _, member := range ofPrograms {
			if !slices.Equal(c.flat(before[member], module), c.flat(now[member], module)) {
				add(Another, "changed", "container "+shown+": its "+member+" is another")
			}
		}
		if !slices.Equal(c.flat(logsOf(before), module), c.flat(logsOf(now), module)) {
			add(Another, "changed", "container "+shown+": its log lines go elsewhere, or nowhere")
		}
		talks(variables(before), variables(now), func(text string) {
			add(Another, "changed", "container "+shown+" "+text)
		})
	}
	if !slices.Equal(c.flat(before["volume"], module), c.flat(after["volume"], module)) {
		add(Another, "changed", "its containers may mount another volume")
	}
}

// logsOf says where a container's log lines go. Another group in CloudWatch is none of its own.
func logsOf(container map[string]any) map[string]any {
	logs := block(container["logConfiguration"])
	if text(logs["logDriver"]) == "awslogs" {
		return map[string]any{"logDriver": "awslogs"}
	}
	return logs
}

// flat is a value as a list of texts, with references written out.
func (c *comparison) flat(v any, module string) []string {
	var out []string
	walkTo(0, v, func(s string) { out = append(out, c.literal(module, s)) })
	if b, known := boolean(v); known && v != nil && b {
		out = append(out, "true")
	}
	return out
}

// byName are the containers of a task definition, with references written out.
func (c *comparison) byName(attributes map[string]any, module string) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, container := range blocks(spelled(document(attributes["container_definitions"]))) {
		container["image"] = c.literal(module, text(container["image"]))
		out[text(container["name"])] = container
	}
	return out
}

// talks says of which variables another program is loaded than before, or another host is talked to.
func talks(was, is map[string]string, say func(text string)) {
	names := map[string]bool{}
	for _, of := range []map[string]string{was, is} {
		for name := range of {
			names[name] = true
		}
	}
	for _, name := range check.SortedKeys(names) {
		before, after := hostNamed(name, was[name]), hostNamed(name, is[name])
		switch {
		case before == after || isReference(is[name]):
		case loadsCode.MatchString(name):
			say("loads other code: its variable " + name + " is another")
		case after == "":
			say("does not talk to the host of its variable " + name + " any more")
		default:
			say("talks to another host: its variable " + name + " is another")
		}
	}
}

// loadsCode are variables by which loaders and interpreters run what nobody named in the command.
var loadsCode = regexp.MustCompile(`^(?:LD_(?:PRELOAD|LIBRARY_PATH|AUDIT)|NODE_OPTIONS|NODE_PATH|PYTHON(?:PATH|HOME|` +
	`STARTUP)|JAVA_TOOL_OPTIONS|_?JAVA_OPTIONS|RUBYOPT|PERL5(?:OPT|LIB)|BASH_ENV|ENV|PATH|DOTNET_STARTUP_HOOKS|` +
	`AWS_LAMBDA_EXEC_WRAPPER)$`)

// namesHost are variables whose value is a host, with or without a protocol.
var namesHost = regexp.MustCompile(`(?i)(?:^|_)(?:https?_proxy|all_proxy|proxy|host|hostname|endpoint|url|uri|server|` +
	`servers|address|addr|brokers)$`)

// hostNamed is the host that a variable names, or all of what says which code is loaded; "" where it is neither.
func hostNamed(name, value string) string {
	if u, err := url.Parse(value); err == nil && u.Host != "" {
		return u.Host
	}
	if loadsCode.MatchString(name) || namesHost.MatchString(name) {
		return value
	}
	return ""
}

// variables are those of a container.
func variables(container map[string]any) map[string]string {
	out := map[string]string{}
	for _, pair := range blocks(container["environment"]) {
		out[text(pair["name"])] = text(pair["value"])
	}
	return out
}

// variablesOf are the variables of a function.
func variablesOf(function map[string]any) map[string]string {
	out := map[string]string{}
	for name, value := range block(block(function["environment"])["variables"]) {
		out[name] = text(value)
	}
	return out
}

// repositoryOf is an image without its tag and digest.
func repositoryOf(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		image = image[:i]
	}
	return image
}
