package review

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// runningPrograms are attributes that say what a resource runs, by type.
var runningPrograms = map[string]string{
	"aws_lambda_function":               "image_uri filename s3_bucket handler runtime layers image_config",
	"aws_instance":                      "ami user_data user_data_base64",
	"aws_launch_template":               "image_id user_data",
	"aws_launch_configuration":          "image_id user_data",
	"aws_ssm_document":                  "content",
	"aws_ssm_association":               "name parameters",
	"aws_codebuild_project":             "source environment",
	"aws_codepipeline":                  "stage",
	"aws_sfn_state_machine":             "definition",
	"aws_scheduler_schedule":            "target",
	"aws_glue_job":                      "command",
	"aws_batch_job_definition":          "container_properties",
	"aws_apprunner_service":             "source_configuration",
	"aws_amplify_app":                   "build_spec repository",
	"aws_cloudformation_stack":          "template_body template_url",
	"aws_cloudfront_function":           "code",
	"helm_release":                      "chart repository",
	"kubernetes_manifest":               "manifest",
	"aws_cloudwatch_event_target":       "ecs_target run_command_targets",
	"aws_iam_service_linked_role":       "aws_service_name",
	"aws_imagebuilder_component":        "data",
	"aws_bedrockagent_agent":            "instruction foundation_model",
	"aws_transfer_workflow":             "steps",
	"aws_datapipeline_pipeline":         "name",
	"aws_emr_cluster":                   "step bootstrap_action",
	"aws_sagemaker_model":               "primary_container container",
	"aws_mwaa_environment":              "source_bucket_arn dag_s3_path plugins_s3_path requirements_s3_path",
	"aws_elastic_beanstalk_environment": "version_label setting",
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
		if change.Type == "aws_ecs_task_definition" {
			c.containers(change, add)
			continue
		}
		if paths := runningPrograms[change.Type]; paths != "" && change.Before != nil && change.After != nil {
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
	return a.Note == "" && strings.ContainsAny(a.Before, "/:") && repositoryOf(a.Before) == repositoryOf(a.After)
}

// containers are those of a task definition that run something else, or talk to somebody else.
func (c *comparison) containers(change tfjson.Change, add func(direction Direction, kind, text string)) {
	after, ok := c.after.at(change.Address)
	if !ok || change.Before == nil {
		return
	}
	was, is := c.byName(change.Before, after), c.byName(after.Attributes, after)
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
		case isReference(to) && len(c.after.links(after.Module, to, "aws_ecr_repository")) > 0:
			// a repository of the stack, which is new
			add(Another, "changed", "container "+shown+" runs an image of a new repository, was "+c.show.value(from))
		case isReference(to):
			add(Unclear, "unknown", "container "+shown+": only the apply tells whose image it runs")
		default:
			add(Another, "changed", "container "+shown+" runs an image of another repository: "+c.show.value(to)+", was "+
				c.show.value(from))
		}
		for _, member := range []string{"command", "entryPoint", "user", "privileged", "healthCheck", "credentialSpecs"} {
			if !slices.Equal(words(flat(before[member])), words(flat(now[member]))) {
				add(Another, "changed", "container "+shown+": its "+member+" is another")
			}
		}
		hosts := variables(before)
		for _, variable := range check.SortedKeys(variables(now)) {
			if host, before := variables(now)[variable], hosts[variable]; host != before && before != "" {
				add(Another, "changed", "container "+shown+" talks to another host: its variable "+variable+" is another")
			}
		}
	}
}

// flat is a value as a list of texts.
func flat(v any) []any {
	var out []any
	walkTo(0, v, func(s string) { out = append(out, s) })
	if b, known := boolean(v); known && v != nil && b {
		out = append(out, "true")
	}
	return out
}

// byName are the containers of a task definition, with references written out.
func (c *comparison) byName(attributes map[string]any, r Resource) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, container := range blocks(spelled(document(attributes["container_definitions"]))) {
		container["image"] = c.literal(r.Module, text(container["image"]))
		out[text(container["name"])] = container
	}
	return out
}

// variables are the hosts of a container's variables that are addresses of the web.
func variables(container map[string]any) map[string]string {
	out := map[string]string{}
	for _, pair := range blocks(container["environment"]) {
		if u, err := url.Parse(text(pair["value"])); err == nil && u.Host != "" {
			out[text(pair["name"])] = u.Host
		}
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
