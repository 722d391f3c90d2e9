package review

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

func circuitBreaker(_ *Inventory, r Resource, report reporter) {
	if controller := text(block(r.Attributes["deployment_controller"])["type"]); controller != "" && controller != "ECS" {
		return // CodeDeploy and external controllers have their own way back
	}
	if slices.ContainsFunc(slices.Concat(r.At("deployment_circuit_breaker.enable"),
		r.At("deployment_circuit_breaker.rollback")), isFalse) {
		report("no-circuit-breaker", High, "a deployment whose tasks do not start is retried for hours and never rolled back",
			"set deployment_circuit_breaker with enable and rollback")
	}
}

func singleTask(in *Inventory, r Resource, report reporter) {
	sure := true
	tasks := in.tasks(r, func(Resource, string, float64) { sure = false })
	if sure && tasks.minimum == 1 {
		report("single-task", Medium, "the service may run a single task: its loss, or that of its zone, is an outage",
			"run at least 2 tasks (desired_count, and min_capacity where it scales), or state that an outage is acceptable")
	}
}

// containers of a task definition; none when they are a reference.
func containers(r Resource) []map[string]any {
	return blocks(spelled(document(r.Attributes["container_definitions"])))
}

// containerKeys are the names in a container definition that are looked for here, by their small letters: the provider
// takes them in any case.
var containerKeys = func() map[string]string {
	out := map[string]string{}
	for name := range strings.FieldsSeq(`name image user privileged environment secrets essential value command entryPoint
		linuxParameters capabilities add logConfiguration options readonlyRootFilesystem host sourcePath`) {
		out[strings.ToLower(name)] = name
	}
	return out
}()

// spelled is a container definition with its names as ECS spells them. Where one is there twice, what is true counts.
func spelled(v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = spelled(element)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for _, name := range check.SortedKeys(v) {
			known := cmp.Or(containerKeys[strings.ToLower(name)], name)
			if old, twice := out[known]; !twice || isFalse(old) {
				out[known] = spelled(v[name])
			}
		}
		return out
	}
	return v
}

func latestImage(_ *Inventory, r Resource, report reporter) {
	for _, c := range containers(r) {
		image := text(c["image"])
		path := image[strings.LastIndexAny(image, "/}")+1:]
		name, tag, tagged := strings.Cut(path, ":")
		untagged := strings.HasSuffix(image, ".repository_url}") // of ECR, which ends with the repository's name
		if strings.Contains(path, "@") || tagged && tag != "latest" ||
			!tagged && !untagged && (name == "" || isReference(image)) {
			continue
		}
		report("latest-image", Medium, "container "+quoted(c["name"])+" runs "+strconv.Quote(image)+
			": what runs changes without a deployment, and a rollback brings back the same image",
			"name a digest or a tag that is never moved")
	}
}

// reference is one in a text. What it refers to is not known, so that it is no finding.
var reference = regexp.MustCompile(`\$\{[^}]*\}`)

func plaintextSecret(in *Inventory, r Resource, report reporter) {
	waived := in.waived()
	for _, c := range containers(r) {
		rest := map[string]any{}
		for name, v := range c {
			if name != "environment" && name != "secrets" {
				rest[name] = v
			}
		}
		f := finder{r: r, waived: waived, report: func(where, what string) {
			report("plaintext-secret", Critical, "container "+quoted(c["name"])+" has "+what+" in its "+where+
				", which the plan, the state and everyone who may describe the task can read", credentialRemedy)
		}}
		f.look("", rest, false)
		for _, variable := range blocks(c["environment"]) {
			name, value := text(variable["name"]), waived.Without(text(variable["value"]))
			_, byName := credential.Find(name, value)
			kind, byValue := credential.Find("", reference.ReplaceAllString(value, "{reference}"))
			what := strconv.Quote(name)
			switch {
			case byValue:
				what = kind + " in " + what
			case !byName || isReference(value):
				continue
			}
			report("plaintext-secret", Critical, "container "+quoted(c["name"])+" gets "+what+
				" as plain text, which the plan, the state and everyone who may describe the task can read",
				"keep it in Secrets Manager or SSM and refer to it in secrets")
		}
	}
}

// powerfulContainer is one that may do on its host what the host may, or is root in itself because it is told to be.
func powerfulContainer(_ *Inventory, r Resource, report reporter) {
	all := containers(r)
	for _, name := range []string{"container_properties", "ecs_properties", "node_properties"} { // of AWS Batch
		objectsIn(spelled(document(r.Attributes[name])), func(part map[string]any) {
			if part["image"] != nil {
				all = append(all, part)
			}
			if hostPath(block(part["host"])["sourcePath"]) {
				report("host-volume", Critical, ownsHost, noHostPath)
			}
		})
	}
	for _, c := range all {
		if isTrue(c["privileged"]) {
			report("privileged-container", High, "container "+quoted(c["name"])+" is privileged: it may do what its host may",
				"unset privileged; Fargate refuses it")
		}
		if added := capabilities(c); len(added) > 0 {
			report("privileged-container", High, "container "+quoted(c["name"])+" has "+strings.Join(added, ", ")+
				", with which it may do what its host may", "add no capability")
		}
		// One that is not essential prepares something and ends, such as the owner of a volume.
		user, _, _ := strings.Cut(text(c["user"]), ":")
		if essential, known := boolean(c["essential"]); (user == "root" || user == "0") &&
			(c["essential"] == nil || essential && known) {
			report("root-container", Medium, "container "+quoted(c["name"])+" runs as root: a flaw in it has more to work with",
				"state a user such as 10001, and give it the paths that it writes to")
		}
	}
}

// objectsIn visits every object in a value.
func objectsIn(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			objectsIn(element, visit)
		}
	case map[string]any:
		visit(v)
		for _, name := range check.SortedKeys(v) {
			objectsIn(v[name], visit)
		}
	}
}

// capabilities are those that a container is given, with which one gets out of it.
func capabilities(container map[string]any) []string {
	var out []string
	for _, name := range words(block(block(container["linuxParameters"])["capabilities"])["add"]) {
		switch strings.TrimPrefix(strings.ToUpper(name), "CAP_") {
		case "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH", "DAC_OVERRIDE", "NET_ADMIN", "BPF", "SYS_BOOT",
			"MKNOD", "SETUID", "SETGID", "SYS_CHROOT", "MAC_ADMIN", "MAC_OVERRIDE":
			out = append(out, name)
		}
	}
	return out
}

func quoted(v any) string { return strconv.Quote(text(v)) }

// mutable tells whether most tags of a repository can be pushed again: MUTABLE_WITH_EXCLUSION keeps a few.
func mutable(r Resource) bool {
	mutability := text(r.Attributes["image_tag_mutability"])
	return mutability == "" || strings.HasPrefix(mutability, "MUTABLE")
}

func mutableRepository(_ *Inventory, r Resource, report reporter) {
	if mutable(r) {
		report("mutable-image", Medium,
			"a tag can be pushed again: a task that restarts may run another image than the one that was reviewed",
			"set image_tag_mutability to IMMUTABLE")
	}
}

func keptForEver(_ *Inventory, r Resource, report reporter) {
	retention := r.Attributes["retention_in_days"]
	if days, known := number(retention); retention == nil || known && days == 0 {
		report("logs-kept-forever", Low,
			"log lines are never deleted: their cost only grows, and prompts stay readable for ever",
			"set retention_in_days")
	}
}
