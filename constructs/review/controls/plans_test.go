package controls

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var referred = regexp.MustCompile(`\b(?:data\.)?aws_[a-z0-9_]+\.[A-Za-z0-9_-]+\.[a-z_]+`)

// planned is what a plan has of a value: what is known of it, what is not, and its expression.
func planned(v any) (after, unknown, expression any) {
	switch v := v.(type) {
	case string:
		if document := review.Document(v); document != nil && !referred.MatchString(v) { // a plan knows it
			text, _ := json.Marshal(document)
			v = string(text)
		}
		if !strings.Contains(v, "${") {
			return v, false, object{"constant_value": v}
		}
		var references []any
		for _, r := range referred.FindAllString(v, -1) {
			references = append(references, r, r[:strings.LastIndexByte(r, '.')])
		}
		return nil, true, object{"references": references}
	case []any:
		after, unknown, expression := []any{}, []any{}, []any{}
		blocks := false
		for _, element := range v {
			a, u, e := planned(element)
			_, isBlock := element.(object)
			blocks = blocks || isBlock
			after, unknown, expression = append(after, a), append(unknown, u), append(expression, e)
		}
		if blocks {
			return after, unknown, expression
		}
		var references []any
		for _, e := range expression {
			if of, ok := e.(object)["references"].([]any); ok {
				references = append(references, of...)
			}
		}
		if references == nil {
			return after, unknown, object{"constant_value": v}
		}
		return after, unknown, object{"references": references}
	case object:
		after, unknown, expression := object{}, object{}, object{}
		for name, member := range v {
			a, u, e := planned(member)
			if after[name] = a; u != false {
				unknown[name] = u
				if u == true {
					delete(after, name)
				}
			}
			expression[name] = e
		}
		return after, unknown, expression
	}
	return v, false, object{"constant_value": v}
}

// known is a value with the attributes in it that a stack states, where it refers to them.
func known(stack object, v any) any {
	switch v := v.(type) {
	case string:
		parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(v, "${"), "}"), ".")
		all, _ := stack["resource"].(object)[parts[0]].(object)
		if len(parts) != 3 || all == nil {
			return v
		}
		if stated, _ := all[parts[1]].(object)[parts[2]].(string); stated != "" && !strings.Contains(stated, "${") {
			return stated
		}
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = known(stack, element)
		}
		return out
	case object:
		out := object{}
		for name, member := range v {
			out[name] = known(stack, member)
		}
		return out
	}
	return v
}

// plan is the plan that makes a stack, in a module that is called where it has a name.
func plan(t testing.TB, stack object, module string) []byte {
	t.Helper()
	var changes, values, configured []any
	for _, kind := range check.SortedKeys(stack["resource"].(object)) {
		all := stack["resource"].(object)[kind].(object)
		for _, name := range check.SortedKeys(all) {
			attributes, _ := all[name].(object)
			blocks := object{}
			for key, v := range attributes {
				if _, isBlock := v.(object); isBlock && key != "dimensions" && key != "tags" {
					v = []any{v}
				}
				if !slices.Contains([]string{"//", "lifecycle", "depends_on", "tags", "provider"}, key) {
					blocks[key] = v
				}
			}
			after, unknown, expressions := planned(known(stack, blocks))
			for _, computed := range words("arn arn_suffix dns_name id key_id repository_url url") {
				unknown.(object)[computed] = true
			}
			address := kind + "." + name
			change := object{"address": address, "mode": "managed", "type": kind, "name": name,
				"provider_name": "registry.terraform.io/hashicorp/aws", "change": object{"actions": []any{"create"},
					"before": nil, "after": after, "after_unknown": unknown, "before_sensitive": false, "after_sensitive": object{}}}
			if module != "" {
				change["address"], change["module_address"] = "module."+module+"."+address, "module."+module
			}
			changes = append(changes, change)
			values = append(values, object{"address": change["address"], "mode": "managed", "type": kind, "name": name,
				"provider_name": "registry.terraform.io/hashicorp/aws", "values": after})
			configured = append(configured, object{"address": address, "mode": "managed", "type": kind, "name": name,
				"provider_config_key": "aws", "expressions": expressions, "schema_version": 0})
		}
	}
	root, made := object{"resources": configured}, object{"resources": values}
	if module != "" {
		made = object{"child_modules": []any{object{"address": "module." + module, "resources": values}}}
		root = object{"module_calls": object{module: object{"source": "./" + module,
			"module": object{"resources": configured}}}}
	}
	text, err := json.Marshal(object{"format_version": "1.2", "terraform_version": "1.11.4", "complete": true,
		"planned_values": object{"root_module": made}, "resource_changes": changes,
		"configuration": object{"root_module": root}})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The sound stack is sound as a plan, too, also in a module of a stack in HCL, where every reference is unknown.
func TestPlanOfSoundStack(t *testing.T) {
	for _, module := range []string{"", "service"} {
		in, err := review.ReadPlan(plan(t, sound(t), module))
		if err != nil {
			t.Fatal(err)
		}
		card := Judge(in)
		for _, r := range card.In(Failed) {
			t.Errorf("module %q: %s: %v", module, r.Control.ID, r.Fails)
		}
		if held := len(card.In(Held)); held < len(All())*3/4 || len(card.Results) != held+len(card.In(Unknown)) {
			t.Errorf("module %q: of %d controls %d are held, %d unknown", module, len(card.Results), held, len(card.In(Unknown)))
		}
	}
}

// What a module makes is not in a stack: what may be in it is unknown, not missing.
func TestModulesMayHaveWhatIsMissing(t *testing.T) {
	stack := object{"resource": object{
		"aws_vpc":            object{"v": object{"cidr_block": "10.0.0.0/16"}},
		"aws_ecr_repository": object{"r": object{"name": "r"}}, "aws_s3_bucket": object{"b": object{"bucket": "b"}},
		"aws_sqs_queue": object{"q": object{"name": "q"}}, "aws_kms_key": object{"k": object{"enable_key_rotation": true}},
		"aws_wafv2_web_acl": object{"w": object{"name": "w"}},
	}, "module": object{"rest": object{"source": "terraform-aws-modules/vpc/aws", "version": "5.0.0"}}}
	missing := []string{"ec2-default-group", "ec2-flow-logs", "ec2-storage-endpoint", "ecr-lifecycle",
		"s3-public-access-block", "s3-encrypted-transport", "s3-lifecycle", "sqs-dead-letters", "kms-policy", "waf-logs",
		"alarm-on-queue"}
	for _, r := range Judge(read(t, stack)).Results {
		if slices.Contains(missing, r.Control.ID) && r.State() != Unknown {
			t.Errorf("%s is %s", r.Control.ID, r.State())
		}
	}
	delete(stack, "module")
	for _, r := range Judge(read(t, stack)).Results {
		if slices.Contains(missing, r.Control.ID) && r.State() != Failed {
			t.Errorf("without modules %s is %s", r.Control.ID, r.State())
		}
	}
}
