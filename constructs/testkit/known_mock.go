package testkit

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"
)

// schemas are those of the providers.
func (p *prepared) schemas(ctx context.Context) (*tfjson.ProviderSchemas, error) {
	command, err := p.command(ctx, p.initialized, p.env, "providers", "schema", "-json")
	if err != nil {
		return nil, err
	}
	text, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("terraform providers schema: %w", err)
	}
	var out tfjson.ProviderSchemas
	return &out, json.Unmarshal(text, &out)
}

// facts are answers of AWS that have a form of their own.
var facts = map[string]map[string]any{
	"aws_caller_identity": {"account_id": Site["account"]},
	"aws_partition":       {"partition": "aws", "dns_suffix": "amazonaws.com"},
	"aws_region":          {"name": Site["region"], "id": Site["region"]},
}

// secretKey is a key of a secret that is read as JSON.
var secretKey = regexp.MustCompile(`\.secret_string\)\.(\w+)`)

// mocked is a file of `terraform test` that plans with mocked providers. What a provider would compute has the form
// that others check: an ARN looks like one, and a list has elements. All else Terraform makes up.
func mocked(schemas *tfjson.ProviderSchemas, used map[string]bool, overrides []any, keys map[string]string) (
	map[string]any, error) {
	secret, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	facts := maps.Clone(facts)
	facts["aws_secretsmanager_secret_version"] = map[string]any{"secret_string": string(secret)}
	providers := map[string]any{}
	for source, provider := range schemas.Schemas {
		resources, data := map[string]any{}, map[string]any{}
		for kind, schema := range provider.ResourceSchemas {
			if used["resource "+kind] {
				resources[kind] = map[string]any{"defaults": computed(kind, schema.Block)}
			}
		}
		for kind, schema := range provider.DataSourceSchemas {
			if used["data "+kind] {
				defaults := computed(kind, schema.Block)
				maps.Copy(defaults, facts[kind])
				data[kind] = map[string]any{"defaults": defaults}
			}
		}
		mock := map[string]any{"override_during": "plan"}
		for kind, defaults := range map[string]map[string]any{"mock_resource": resources, "mock_data": data} {
			if len(defaults) > 0 { // an empty block has no label
				mock[kind] = defaults
			}
		}
		providers[source[strings.LastIndexByte(source, '/')+1:]] = mock
	}
	return map[string]any{"mock_provider": providers, "override_resource": overrides,
		"run": map[string]any{"known": map[string]any{"command": "plan"}}}, nil
}

// variable is a text that is a variable of the stack and nothing else.
var variable = regexp.MustCompile(`^\$\{var\.([\w-]+)\}$`)

// certificates are answers of ACM for those of a module. Records are looked up in them by the names of the certificate.
func (m module) certificates(name string, vars map[string]any) []any {
	const kind = "aws_acm_certificate"
	var out []any
	for id, body := range asObject(m.blocks("resource")[kind]) {
		names := append(asList(asObject(body)["subject_alternative_names"]), asObject(body)["domain_name"])
		var options []any
		for _, domain := range names {
			text, _ := domain.(string)
			if found := variable.FindStringSubmatch(text); found != nil {
				domain = vars[found[1]] // an answer can't refer to what the module knows
			}
			options = append(options, map[string]any{"domain_name": domain, "resource_record_name": fmt.Sprint("_a.", domain),
				"resource_record_type": "CNAME", "resource_record_value": "_b.acm-validations.aws"})
		}
		out = append(out, map[string]any{"target": "module." + name + "." + kind + "." + id, "override_during": "plan",
			"values": map[string]any{"arn": arnOf(kind), "domain_validation_options": options}})
	}
	return out
}

func computed(kind string, block *tfjson.SchemaBlock) map[string]any {
	out := map[string]any{}
	for name, attribute := range block.Attributes {
		if !attribute.Computed || attribute.AttributeType == cty.NilType {
			continue
		}
		switch of := attribute.AttributeType; {
		case of == cty.String && (name == "arn" || strings.HasSuffix(name, "_arn")):
			out[name] = arnOf(kind)
		case of == cty.String && name == "ipv6_cidr_block":
			out[name] = "2001:db8:1200::/56"
		case of == cty.String && name == "cidr_block":
			out[name] = "10.0.0.0/16"
		case (of.IsListType() || of.IsSetType()) && !attribute.Optional:
			out[name] = elements(kind, of.ElementType())
		}
	}
	return out
}

// elements of a list: as many texts as there are availability zones in a network, one object.
func elements(kind string, of cty.Type) any {
	switch {
	case of == cty.String:
		return []string{kind + "-a", kind + "-b", kind + "-c"}
	case of.IsObjectType():
		object := map[string]any{}
		for name, attribute := range of.AttributeTypes() {
			if attribute == cty.String {
				object[name] = kind + "-" + name
			}
		}
		return []any{object}
	}
	return []any{}
}

// arnOf is an ARN of a kind of resource.
func arnOf(kind string) string {
	words := strings.Split(strings.TrimPrefix(kind, "aws_"), "_")
	return fmt.Sprintf("arn:aws:%s:%v:%v:%s/made-up", words[0], Site["region"], Site["account"], words[len(words)-1])
}
