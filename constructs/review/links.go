package review

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Resources know each other by references as long as something about them is not known, and by what AWS calls them from
// the first apply on: the ARN, the id, a URL, a name. Everything that asks what belongs to what asks here.

// identifying are the attributes that tell a resource from all others of every type.
var identifying = []string{
	"arn", "arn_without_revision", "arn_suffix", "id", "url", "repository_url", "key_id", "dns_name",
}

// naming are the attributes by which others may call a resource of a type, where it is clear which type they mean.
var naming = map[string]string{
	"aws_ecs_task_definition": "family", "aws_s3_bucket": "bucket", "aws_cloudwatch_metric_alarm": "alarm_name",
	"aws_cloudwatch_composite_alarm": "alarm_name",
}

func named(r Resource) string { return cmp.Or(naming[r.Type], "name") }

func nameOf(r Resource) string {
	name := text(r.Attributes[named(r)])
	if isReference(name) {
		return ""
	}
	return name
}

// identify notes what a resource is known by. What is sensitive is not noted.
func (in *Inventory) identify(i int) {
	r := in.Resources[i]
	note := func(attribute string) {
		identity, _ := r.Attributes[attribute].(string)
		if identity != "" && !isReference(identity) && len(identity) <= tfjson.MaxName {
			if all := in.byIdentity[identity]; !slices.Contains(all, i) {
				in.byIdentity[identity] = append(all, i)
			}
		}
	}
	for _, attribute := range identifying {
		note(attribute)
	}
	note(named(r))
}

// referred returns the resources of a type that a value of from means.
func (in *Inventory) referred(from Resource, value any, kind string) []Resource {
	var out []Resource
	for _, i := range in.links(from.Module, value, kind) {
		out = append(out, in.Resources[i])
	}
	return out
}

// first is the first resource of a type that a value of from means.
func (in *Inventory) first(from Resource, value any, kind string) (Resource, bool) {
	if all := in.referred(from, value, kind); len(all) > 0 {
		return all[0], true
	}
	return Resource{}, false
}

// refersTo tells whether a value of from means the resource.
func (in *Inventory) refersTo(from Resource, value any, to Resource) bool {
	for _, r := range in.referred(from, value, to.Type) {
		if r.Name == to.Name && r.Module == to.Module {
			return true
		}
	}
	return false
}

var address = regexp.MustCompile(`\b(?:data\.)?aws_[a-z0-9_]+\.[a-zA-Z0-9_-]+`)

// links returns the indexes of the resources of a type, or of every type for "", that a value of a module means, in the
// order of their mention, each once.
func (in *Inventory) links(module string, value any, kind string) []int {
	var out []int
	seen := map[int]bool{}
	add := func(i int) {
		if !seen[i] && (kind == "" || in.Resources[i].Type == kind) {
			seen[i] = true
			out = append(out, i)
		}
	}
	walk(value, func(s string) {
		for _, a := range address.FindAllString(references(s), -1) {
			if i, ok := in.byAddress[join(module, a)]; ok {
				add(i)
			}
		}
		for _, known := range knownAs(s, kind != "") {
			for _, i := range in.byIdentity[known] {
				if in.samePlace(i, s) {
					add(i)
				}
			}
		}
	})
	return out
}

// only is a text that is one reference, without an index.
var only = regexp.MustCompile(`^\$\{((?:data\.)?[a-zA-Z0-9_]+\.[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_]+)?)\}$`)

// cutLast cuts the attribute off a reference.
func cutLast(name string) (block, attribute string) {
	i := strings.LastIndexByte(name, '.')
	return name[:max(i, 0)], name[i+1:]
}

// references is a text when it has some.
func references(s string) string {
	if isReference(s) {
		return s
	}
	return ""
}

// telling is what no two resources share, whatever their type: an id with its prefix, an ARN, a URL, a path.
var telling = regexp.MustCompile(`^[a-z]+-[0-9a-f]{8,17}$|[:/.]`)

// knownAs is what a resource may be known by that a text means: the text, and it without what follows an image (:tag,
// @digest), a log group (:*), a secret (:KEY::) or a task definition (:revision). Where the type is clear, also the
// last part of an ARN or a path, which is a name. A text that only holds others, such as JSON, means none.
func knownAs(s string, typed bool) []string {
	if s == "" || len(s) > tfjson.MaxName || isReference(s) || strings.ContainsAny(s, " {\n") {
		return nil
	}
	var out []string
	add := func(known string) {
		if known != "" && (typed || telling.MatchString(known)) && !slices.Contains(out, known) {
			out = append(out, known)
		}
	}
	shorten := func(s string) {
		add(s)
		for range 4 {
			i := strings.LastIndexAny(s, ":@")
			if i < 0 || strings.HasPrefix(s, "arn:") && strings.Count(s[:i], ":") < 5 {
				return
			}
			s = s[:i]
			add(s)
		}
	}
	shorten(s)
	if typed {
		if i := strings.LastIndexByte(s, '/'); i >= 0 {
			shorten(s[i+1:])
		}
		if parts := strings.SplitN(s, ":", 6); len(parts) == 6 && parts[0] == "arn" {
			shorten(parts[5])
			if _, name, ok := strings.Cut(parts[5], "/"); ok {
				shorten(name)
			}
			if _, name, ok := strings.Cut(parts[5], ":"); ok {
				shorten(name)
			}
		}
	}
	return out
}

// samePlace tells that an ARN is of the partition, service, region and account that the resource's own ARN has.
func (in *Inventory) samePlace(i int, s string) bool {
	own := text(in.Resources[i].Attributes["arn"])
	a, b := strings.SplitN(s, ":", 6), strings.SplitN(own, ":", 6)
	return len(a) < 6 || len(b) < 6 || a[0] != "arn" || slices.Equal(a[:5], b[:5])
}

// scales tells whether a target or schedule, by its resource_id, is of the service: service/CLUSTER/SERVICE.
func (in *Inventory) scales(r, service Resource) bool {
	id := r.Attributes["resource_id"]
	if links := in.links(r.Module, references(text(id)), service.Type); len(links) > 0 {
		return in.refersTo(r, id, service)
	}
	path := strings.Split(text(id), "/")
	if len(path) != 3 || path[2] == "" || path[2] != nameOf(service) {
		return false
	}
	cluster, known := in.first(service, service.Attributes["cluster"], "aws_ecs_cluster")
	return !known || nameOf(cluster) == "" || isReference(path[1]) || nameOf(cluster) == path[1]
}

// indexTargets notes the scalable targets of each service, by what [Inventory.scales] tells it by: of many services
// with a target each, all would be asked for all.
func (in *Inventory) indexTargets() {
	in.targets = map[string][]Resource{}
	note := func(key string, target Resource) { in.targets[key] = append(in.targets[key], target) }
	for _, target := range in.byType["aws_appautoscaling_target"] {
		id := text(target.Attributes["resource_id"])
		services := in.links(target.Module, references(id), "aws_ecs_service")
		for _, i := range services {
			note(in.Resources[i].block(), target)
		}
		if len(services) == 0 {
			note(id[strings.LastIndexByte(id, '/')+1:], target)
		}
	}
}

// targetsOf are the scalable targets of a service.
func (in *Inventory) targetsOf(service Resource) []Resource {
	all := slices.Concat(in.targets[service.block()], in.targets[nameOf(service)])
	return slices.DeleteFunc(all, func(target Resource) bool { return !in.scales(target, service) })
}

// block is the address of the block that a resource is an instance of.
func (r Resource) block() string { return join(r.Module, r.Type+"."+r.Name) }

// groups are the log groups that a task definition writes to; all of the stack where it names none of them.
func (in *Inventory) groups(definition Resource) []Resource {
	const kind = "aws_cloudwatch_log_group"
	containers := definition.Attributes["container_definitions"]
	var out []Resource
	for _, container := range blocks(document(containers)) {
		options := block(block(container["logConfiguration"])["options"])
		for _, name := range check.SortedKeys(options) {
			if strings.HasSuffix(name, "group") || strings.HasSuffix(name, "group_name") {
				out = append(out, in.referred(definition, options[name], kind)...)
			}
		}
	}
	if len(out) == 0 {
		return in.Of(kind)
	}
	return out
}
