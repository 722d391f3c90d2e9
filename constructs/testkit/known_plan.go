package testkit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
)

// KnownPlans are plans of new stacks, as `terraform show -json` writes them, in which every value is known: what AWS
// would answer is made up by a mocked provider. A scanner of plans judges such a plan only. In an ordinary one whatever
// holds a reference is not known, such as all of container_definitions, and passes unseen. An attribute that is one
// reference and nothing else stays one: that is how scanners know which policy is of which bucket.
//
// Stacks are texts of cdk.tf.json, by a name of letters, digits and hyphens; vars are values of their Terraform
// variables. Terraform asks nobody for anything: neither AWS nor the states of other stacks. Terraform 1.11 or newer
// is needed.
func KnownPlans(t testing.TB, stacks map[string][]byte, vars map[string]any) map[string][]byte {
	t.Helper()
	plans, err := knownPlans(t, stacks, vars)
	if err != nil {
		t.Fatal(err)
	}
	return plans
}

func knownPlans(t testing.TB, stacks map[string][]byte, vars map[string]any) (map[string][]byte, error) {
	dir := t.TempDir()
	modules, calls := map[string]module{}, map[string]any{}
	used, overrides, keys := map[string]bool{}, []any{}, map[string]string{}
	var providers json.RawMessage
	for _, name := range sortedKeys(stacks) {
		own, err := providersOfJSON(stacks[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if providers != nil && !bytes.Equal(own, providers) {
			return nil, fmt.Errorf("%s requires other providers than the stacks before it", name)
		}
		providers = own
		module, err := asModule(stacks[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, kind := range []string{"resource", "data"} {
			for of := range module.blocks(kind) {
				used[kind+" "+of] = true
			}
		}
		call := map[string]any{"source": "./" + name}
		for variable := range module.blocks("variable") {
			if value, given := vars[variable]; given {
				call[variable] = value
			}
		}
		modules[name], calls[name] = module, call
		overrides = append(overrides, module.certificates(name, vars)...)
		for _, found := range secretKey.FindAllSubmatch(stacks[name], -1) {
			keys[string(found[1])] = "made-up"
		}
		if err := writeJSON(filepath.Join(dir, name, "main.tf.json"), module); err != nil {
			return nil, err
		}
	}
	root := map[string]any{"terraform": map[string]any{"required_providers": providers}, "module": calls}
	if err := writeJSON(filepath.Join(dir, "main.tf.json"), root); err != nil {
		return nil, err
	}
	space, err := workspace(t.Context(), dir, providers, nil)
	if err != nil {
		return nil, err
	}
	schemas, err := space.schemas(t.Context())
	if err != nil {
		return nil, err
	}
	test, err := mocked(schemas, used, overrides, keys)
	if err != nil {
		return nil, err
	}
	if err := writeJSON(filepath.Join(dir, "known.tftest.json"), test); err != nil {
		return nil, err
	}
	changes, err := space.testPlan(t, dir)
	if err != nil {
		return nil, err
	}
	return wrapped(changes, schemas, modules)
}

// module is a stack without what makes it a root module.
type module map[string]any

// remote is a reference to what another stack hands out.
var remote = regexp.MustCompile(`data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)`)

func asModule(text []byte) (module, error) {
	others := map[string]any{}
	text = remote.ReplaceAllFunc(text, func(found []byte) []byte {
		name := string(remote.FindSubmatch(found)[1])
		others[name] = name
		if strings.HasSuffix(name, "arn") {
			others[name] = arnOf("aws_ecs_other")
		}
		return []byte("local.remote." + name)
	})
	var m module
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	for _, of := range []string{"provider", "output", "import", "moved", "removed", "check", "//"} {
		delete(m, of)
	}
	delete(m.blocks("terraform"), "backend")
	if delete(m.blocks("data"), "terraform_remote_state"); len(m.blocks("data")) == 0 {
		delete(m, "data")
	}
	for _, kind := range []string{"resource", "data"} {
		for _, of := range m.blocks(kind) {
			for _, body := range asObject(of) {
				delete(asObject(body), "provider")
				lifecycle := asObject(asObject(body)["lifecycle"])
				delete(lifecycle, "precondition") // what holds in a pipeline, say
				delete(lifecycle, "postcondition")
			}
		}
	}
	if len(others) > 0 {
		locals := m.blocks("locals")
		if locals == nil {
			locals = map[string]any{}
			m["locals"] = locals
		}
		locals["remote"] = others
	}
	return m, nil
}

func (m module) blocks(of string) map[string]any { return asObject(m[of]) }

// link is an attribute that is one reference and nothing else.
var link = regexp.MustCompile(`^\$\{(aws_\w+\.[\w-]+\.\w+)\}$`)

// links are the references of a resource to others of its module, by attribute.
func (m module) links(kind, name string) map[string]any {
	out := map[string]any{}
	for attribute, value := range asObject(asObject(m.blocks("resource")[kind])[name]) {
		text, _ := value.(string)
		if found := link.FindStringSubmatch(text); found != nil {
			out[attribute] = found[1]
		}
	}
	return out
}

func asObject(v any) map[string]any {
	object, _ := v.(map[string]any)
	return object
}

func writeJSON(path string, v any) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	text, err := json.MarshalIndent(v, "", "  ") // Terraform quotes lines
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

// testPlan is what `terraform test` plans in a folder that calls modules.
func (p *prepared) testPlan(t testing.TB, dir string) ([]*tfjson.ResourceChange, error) {
	env := maps.Clone(p.env)
	// Which module lies where is written into the data folder: this one has its own, with the providers of all.
	env["TF_DATA_DIR"] = t.TempDir()
	if err := os.Symlink(filepath.Join(p.initialized, ".terraform", "providers"),
		filepath.Join(env["TF_DATA_DIR"], "providers")); err != nil {
		return nil, err
	}
	if err := p.cli.SetEnv(env); err != nil {
		return nil, err
	}
	if err := p.cli.Get(t.Context()); err != nil {
		return nil, fmt.Errorf("terraform get: %w", err)
	}
	// Mocked providers are not configured, and so only tell their schemas.
	command, err := p.command(t.Context(), dir, env, "test", "-json", "-verbose", "-no-color")
	if err != nil {
		return nil, err
	}
	said, failed := command.Output()
	var changes []*tfjson.ResourceChange
	var problems []error
	lines := bufio.NewReader(bytes.NewReader(said))
	for {
		line, end := lines.ReadBytes('\n')
		var message struct {
			Type       string
			Diagnostic tfjson.Diagnostic
			Plan       struct {
				Changes []*tfjson.ResourceChange `json:"resource_changes"`
			} `json:"test_plan"`
		}
		if json.Unmarshal(line, &message) == nil {
			changes = append(changes, message.Plan.Changes...)
			if message.Diagnostic.Severity == tfjson.DiagnosticSeverityError {
				problems = append(problems, errors.New(diagnostic(message.Diagnostic)))
			}
		}
		if end != nil {
			break
		}
	}
	switch {
	case len(problems) > 0:
		return nil, fmt.Errorf("terraform test: %w", errors.Join(problems...))
	case failed != nil:
		return nil, fmt.Errorf("terraform test: %w", failed)
	case len(changes) == 0:
		return nil, errors.New("terraform test: it plans nothing")
	}
	return changes, nil
}

// wrapped are the plans of the stacks that were planned as modules of one.
func wrapped(changes []*tfjson.ResourceChange, schemas *tfjson.ProviderSchemas, modules map[string]module) (
	map[string][]byte, error) {
	type resource struct {
		Address  string         `json:"address"`
		Mode     string         `json:"mode"`
		Type     string         `json:"type"`
		Name     string         `json:"name"`
		Index    any            `json:"index,omitempty"`
		Provider string         `json:"provider_name"`
		Values   any            `json:"values,omitempty"`
		Change   *tfjson.Change `json:"change,omitempty"`
		Blocks   map[string]any `json:"expressions,omitempty"`
	}
	out := map[string][]byte{}
	for _, name := range sortedKeys(modules) {
		var planned, changed, configured []resource
		for _, c := range changes {
			address, own := strings.CutPrefix(c.Address, "module."+name+".")
			if !own || c.Mode != tfjson.ManagedResourceMode {
				continue
			}
			if unknown := unknown(c.Change.AfterUnknown); unknown {
				return nil, fmt.Errorf("%s: %s is not wholly known", name, address)
			}
			r := resource{Address: address, Mode: string(c.Mode), Type: c.Type, Name: c.Name, Index: c.Index,
				Provider: c.ProviderName}
			withValues, withChange, withBlocks := r, r, r
			withValues.Values, withChange.Change = c.Change.After, c.Change
			schema := schemas.Schemas[c.ProviderName].ResourceSchemas[c.Type]
			if schema == nil {
				return nil, fmt.Errorf("%s: the provider does not know %s", name, c.Type)
			}
			withBlocks.Blocks = expressions(schema.Block, asObject(c.Change.After))
			links := modules[name].links(c.Type, c.Name)
			c.Change.AfterUnknown = links
			for attribute := range links {
				withBlocks.Blocks[attribute] = map[string]any{"references": []any{links[attribute]}}
				delete(asObject(c.Change.After), attribute)
				links[attribute] = true
			}
			planned, changed = append(planned, withValues), append(changed, withChange)
			configured = append(configured, withBlocks)
		}
		if len(planned) == 0 {
			continue // it has no resources
		}
		text, err := json.Marshal(map[string]any{
			"format_version":   "1.2",
			"planned_values":   map[string]any{"root_module": map[string]any{"resources": planned}},
			"resource_changes": changed,
			"configuration":    map[string]any{"root_module": map[string]any{"resources": configured}},
		})
		if err != nil {
			return nil, err
		}
		out[name] = text
	}
	return out, nil
}

// unknown tells whether something in after_unknown is.
func unknown(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case []any:
		return slices.ContainsFunc(v, unknown)
	case map[string]any:
		for _, inner := range v {
			if unknown(inner) {
				return true
			}
		}
	}
	return false
}

// expressions tell a reader of a plan which of the values are blocks, and how many there are of each.
func expressions(schema *tfjson.SchemaBlock, values map[string]any) map[string]any {
	out := map[string]any{}
	for name, value := range values {
		nested := schema.NestedBlocks[name]
		var all []any
		for _, element := range asList(value) {
			if object, ok := element.(map[string]any); ok && nested != nil {
				all = append(all, expressions(nested.Block, object))
			} else if ok { // an attribute that may be written as blocks
				all = append(all, map[string]any{})
			}
		}
		attribute := schema.Attributes[name]
		if len(all) > 0 && (nested != nil || attribute != nil && attribute.AttributeType.IsCollectionType() &&
			!attribute.AttributeType.IsMapType()) {
			out[name] = all
		}
	}
	return out
}

func asList(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case nil:
		return nil
	}
	return []any{v}
}
