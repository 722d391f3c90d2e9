package tfjson

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Kind of the document that a model was read from.
type Kind int

const (
	Stack Kind = iota
	Plan
	State
)

// Model is what a document says.
type Model struct {
	Kind      Kind
	Region    string      // of the AWS provider without an alias, or its variable's value or default; "" where unknown
	Resources []*Resource // by address; data sources too
	Outputs   map[string]any
	Variables map[string]any // the values in a plan, the defaults in a stack
	Locals    map[string]any // of a stack
	Changes   []Change       // of a plan, by address: of every resource, those that stay as they are too
	Around    Around         // what a plan says beside its changes
	Complete  bool           // whether a plan does everything that there is to do; false with -target, or what waits
	Settings  []*Resource    // what is stated beside resources: provider.NAME, variable.NAME and output.NAME
	Programs  []Program      // what runs besides providers
	Modules   []string       // addresses of those that a stack calls: what they make is not in it
	Removed   []string       // addresses that a stack's removed blocks let go of without destroying them

	providers map[string]provider // those of AWS, by alias
	byAddress map[string]*Resource
	answers   map[string]answer // by reference
}

// Resource is a resource or a data source: a block of a stack, or an instance of one in a plan or a state.
type Resource struct {
	Address    string // such as module.cell["a"].aws_lb.main[0]; it starts with data. for a data source
	Data       bool   // a data source
	Type       string // such as aws_lb
	Name       string // Terraform's name of the block
	Module     string // address of the module that it is in; "" for the root
	Path       string // the construct's path; "" in a plan
	Attributes map[string]any
	// Referred are the attributes of a resource in a plan that come from elsewhere, such as a variable, and not from the
	// configuration's own text.
	Referred map[string]bool
	// Constants are what the configuration of a plan states, as text of its own. A plan has a digest for some of it. All
	// of it is marked as sensitive: a configuration has no marks.
	Constants map[string]any
}

// Program is what a configuration runs on the machine where Terraform runs, or on another one.
type Program struct {
	Address string // of the resource or the data source
	Kind    string // of the provisioner, such as local-exec
}

// Block is the address of the resource's block in its module.
func (r *Resource) Block() string {
	if r.Data {
		return "data." + r.Type + "." + r.Name
	}
	return r.Type + "." + r.Name
}

// Managed are the resources of a type, or of every type for "", without data sources.
func (m *Model) Managed(kind string) []*Resource {
	var out []*Resource
	for _, r := range m.Resources {
		if !r.Data && (kind == "" || r.Type == kind) {
			out = append(out, r)
		}
	}
	return out
}

// provider is what a model keeps of a provider's configuration. The rest may hold keys.
type provider struct{ region, accounts, defaultTags any }

// Whole refuses a plan that does not do everything that there is to do.
func (m *Model) Whole() error {
	if m.Kind != Plan || m.Complete {
		return nil
	}
	return errors.New("got a plan that is not complete, want a whole one; plan without -target and -exclude, and after " +
		"what it waits for is applied")
}

func newModel(kind Kind) *Model {
	return &Model{
		Kind: kind, Outputs: map[string]any{}, Variables: map[string]any{}, Locals: map[string]any{},
		providers: map[string]provider{}, byAddress: map[string]*Resource{}, answers: map[string]answer{},
	}
}

// add takes a resource in. What is wrong with it is a mistake at path.
func (m *Model) add(r *Resource, path string, s *shape) {
	switch {
	case len(m.Resources) == MaxResources:
		s.wrong(path, fmt.Sprintf("more than %d resources", MaxResources), "fewer")
	case len(r.Address) > MaxName:
		s.wrong(path, fmt.Sprintf("an address of %d bytes", len(r.Address)), fmt.Sprintf("at most %d", MaxName))
	case m.byAddress[r.Address] != nil:
		s.wrong(path, "a second resource "+r.Address, "one")
	default:
		m.byAddress[r.Address] = r
		m.Resources = append(m.Resources, r)
	}
}

func (m *Model) sort() {
	slices.SortFunc(m.Resources, func(a, b *Resource) int { return strings.Compare(a.Address, b.Address) })
	m.sortRest()
}

func join(module, address string) string { return rules.Join(module, address) }
