package tfjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// ReadPlan reads what terraform show -json prints of a plan or of a state. A plan gives the resources as they will be,
// with an [Unknown] in the place of what it does not know yet.
//
// What it does not need, such as the state before, is not kept.
func ReadPlan(text []byte) (*Model, error) {
	members, err := Members(text, "the output of terraform show -json")
	if err != nil {
		return nil, err
	}
	return PlanOf(members)
}

// PlanOf is [ReadPlan] for what [Members] has read.
func PlanOf(members map[string]json.RawMessage) (*Model, error) {
	complete, err := format(members)
	if err != nil {
		return nil, err
	}
	p := plan{Model: newModel(Plan), expressions: map[string]map[string]any{}, changes: map[string]change{}}
	values := "planned_values"
	if members[values] == nil {
		p.Kind, values = State, "values"
	}
	if members[values] == nil {
		return nil, errors.New(
			"got neither planned_values nor values, want the output of terraform show -json; is nothing applied yet?",
		)
	}
	if err := p.read(members, values); err != nil {
		return nil, err
	}
	p.sort()
	p.Complete = complete
	return p.Model, nil
}

// format refuses what later versions of Terraform may say differently, and a plan that ended in an error. It tells
// whether the plan does everything that there is to do.
func format(members map[string]json.RawMessage) (complete bool, err error) {
	var version any
	var errored bool
	complete = true
	if err := errors.Join(
		part(members, "format_version", &version), part(members, "errored", &errored), part(members, "complete", &complete),
	); err != nil {
		return false, err
	}
	switch text, ok := version.(string); {
	case version == nil:
	case !ok:
		return false, errors.New("format_version: got no text, want 0.x or 1.x")
	default:
		major, _, _ := strings.Cut(text, ".")
		if n, err := strconv.Atoi(major); err != nil || n > 1 {
			return false, fmt.Errorf("format_version: got %s, want 0.x or 1.x; is there a later version of this program?",
				check.Quote(text))
		}
	}
	if errored {
		return false, errors.New("got a plan that ended in an error, want a whole one; mend what terraform plan says")
	}
	return complete, nil
}

// The parts of a plan that are read.
type (
	plannedValues struct {
		Outputs map[string]struct {
			Sensitive bool
			Value     any
		}
		RootModule *plannedModule `json:"root_module"`
	}
	plannedModule struct {
		Address   string
		Resources []*struct {
			Address, Mode, Type, Name string
			Values                    map[string]any
			SensitiveValues           any `json:"sensitive_values"`
		}
		ChildModules []*plannedModule `json:"child_modules"`
	}
	plannedChange struct {
		Address, Mode, Type, Name string
		ModuleAddress             string `json:"module_address"`
		PreviousAddress           string `json:"previous_address"`
		Deposed                   string // the key of an old object, which a replacement left behind
		ActionReason              string `json:"action_reason"`
		Change                    struct {
			Actions         []string
			Before, After   map[string]any
			ReplacePaths    [][]any `json:"replace_paths"`
			AfterUnknown    any     `json:"after_unknown"`
			BeforeSensitive any     `json:"before_sensitive"`
			AfterSensitive  any     `json:"after_sensitive"`
			Importing       *struct{}
		}
	}
	configuration struct {
		ProviderConfig map[string]struct{ Expressions map[string]any } `json:"provider_config"`
		RootModule     *configuredModule                               `json:"root_module"`
	}
	configuredModule struct {
		Resources []*struct {
			Mode, Type, Name string
			Expressions      map[string]any
			Provisioners     []struct{ Type string }
		}
		ModuleCalls map[string]struct{ Module *configuredModule } `json:"module_calls"`
		Variables   map[string]struct {
			Sensitive bool
			Default   any
		}
	}
)

// plan is a model that is read from a plan or a state.
type plan struct {
	*Model
	shape
	expressions map[string]map[string]any // by the block's address
	changes     map[string]change         // by the resource's address
}

// change is what a plan says of a resource that it changes.
type change struct{ unknown, sensitive any }

func (p *plan) read(members map[string]json.RawMessage, planned string) error {
	var values plannedValues
	var changes []*plannedChange
	var config configuration
	variables := map[string]struct{ Value any }{}
	if err := errors.Join(
		part(members, planned, &values), part(members, "resource_changes", &changes),
		part(members, "configuration", &config), part(members, "variables", &variables),
	); err != nil {
		return err
	}
	if values.RootModule == nil {
		return fmt.Errorf("%s.root_module: got nothing, want an object", planned)
	}
	for _, c := range changes {
		if c != nil && c.Deposed == "" {
			p.changes[c.Address] = change{c.Change.AfterUnknown, c.Change.AfterSensitive}
		}
	}
	p.Changes = p.changed("resource_changes", changes)
	if err := p.readAround(members); err != nil {
		return err
	}
	sensitive := map[string]bool{}
	if config.RootModule != nil {
		p.configured("", config.RootModule)
		for name, v := range config.RootModule.Variables {
			sensitive[name] = v.Sensitive
		}
	}
	for name, v := range variables {
		p.Variables[name] = marked(v.Value, sensitive[name])
	}
	for name, of := range config.ProviderConfig {
		p.setting("provider", name, constants(of.Expressions))
	}
	for name, output := range values.Outputs {
		value := output.Value
		if value == nil {
			value = unknown(Need{Reference: "output." + name, Why: Planned})
		}
		p.Outputs[name] = marked(value, output.Sensitive)
		p.setting("output", name, map[string]any{"value": p.Outputs[name]})
	}
	p.Region = p.plannedRegion(config.ProviderConfig["aws"].Expressions["region"])
	p.planned(values.RootModule)
	p.unplanned(changes)
	if members["resource_changes"] == nil && p.Kind == Plan {
		p.created()
	}
	p.readData(members)
	return p.mistakes.Err()
}

// configured collects the expressions of a module's blocks.
func (p *plan) configured(module string, m *configuredModule) {
	for _, r := range m.Resources {
		if r != nil {
			block := (&Resource{Data: r.Mode == "data", Type: r.Type, Name: r.Name}).Block()
			p.expressions[join(module, block)] = r.Expressions
			for _, provisioner := range r.Provisioners {
				p.Programs = append(p.Programs, Program{join(module, block), provisioner.Type})
			}
			if r.Mode == "data" && (r.Type == "external" || r.Type == "http") {
				p.Programs = append(p.Programs, Program{join(module, block), r.Type})
			}
		}
	}
	for name, v := range m.Variables {
		p.setting("variable", join(module, name), map[string]any{"default": marked(v.Default, v.Sensitive)})
	}
	for name, call := range m.ModuleCalls {
		if call.Module != nil {
			p.configured(join(module, "module."+name), call.Module)
		}
	}
}

// instance is the key of one of several: the configuration has module.cell for module.cell["a"].
var instance = regexp.MustCompile(`\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]`)

// planned adds a module's resources.
func (p *plan) planned(m *plannedModule) {
	for _, from := range m.Resources {
		if from == nil {
			continue
		}
		r := &Resource{
			Data: from.Mode == "data", Type: from.Type, Name: from.Name, Module: m.Address, Address: from.Address,
		}
		if r.Address == "" {
			r.Address = join(r.Module, r.Block())
		}
		c, changes := p.changes[r.Address]
		o := overlay{plan: p, resource: r, changes: changes}
		unknowns, _ := c.unknown.(map[string]any)
		block := join(instance.ReplaceAllString(r.Module, ""), r.Block())
		r.Attributes = o.attributes(from.Values, unknowns, p.expressions[block])
		marked(r.Attributes, c.sensitive)
		marked(r.Attributes, from.SensitiveValues)
		r.Referred = referred(p.expressions[block])
		r.Constants, _ = allMarked(Reveal(constants(p.expressions[block]))).(map[string]any)
		p.add(r, "planned_values", &p.shape)
	}
	for _, child := range m.ChildModules {
		if child != nil {
			p.planned(child)
		}
	}
}

// plannedRegion is that of the AWS provider without an alias, or of the variable that it refers to.
func (p *plan) plannedRegion(expression any) string {
	for _, reference := range references(expression) {
		if region, ok := p.Variables[strings.TrimPrefix(reference, "var.")].(string); ok {
			return region
		}
	}
	members, _ := expression.(map[string]any)
	region, _ := members["constant_value"].(string)
	if isTemplate(region) {
		return ""
	}
	return region
}
