package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Inventory is the managed resources of one stack.
type Inventory struct {
	Region    string              // of the default AWS provider; "" when it is not stated
	Resources []Resource          // by address
	data      map[string]Resource // data sources
	settings  []Resource          // providers, variables and outputs
	programs  []tfjson.Program
	modules   []string        // whose resources the stack does not have
	removed   []string        // that the stack lets go of
	planned   bool            // it is of a plan
	complete  bool            // and the plan does everything that there is to do
	changes   []tfjson.Change // of managed resources
	all       []tfjson.Change // those that stay as they are, and data sources, too
	around    tfjson.Around
	variables map[string]any
	locals    map[string]any

	accounts  map[string]bool // those that the stack is known to be in
	mentioned map[string]bool // those that ARNs in it are of, principals left out

	byAddress  map[string]int
	byType     map[string][]Resource
	opened     func() []letIn        // rules of security groups by which the internet comes in
	targets    map[string][]Resource // that scale services, by the block or the name of the service
	byIdentity map[string][]int
}

// Resource is one resource block of a stack, or one instance of it in a plan.
type Resource struct {
	Address string // such as aws_lb.llm-proxy_load-balancer_46AB
	Type    string // such as aws_lb
	Name    string // Terraform's name of the block
	Path    string // the construct's path, such as proxy/llm-proxy/load-balancer; "" in a plan
	Module  string // address of the module that it is in; "" for the root
	// Attributes as Terraform's JSON has them, numbers as json.Number. References are text such as "${aws_vpc.main.id}".
	// What Terraform marks as sensitive is of a type of its own, which prints as "(sensitive value)".
	Attributes map[string]any

	referred  map[string]bool // attributes that come from elsewhere than the text of the configuration
	constants map[string]any  // what a plan's configuration states
}

// kind is the type by which a resource is judged: the provider has those of load balancers twice.
func (r Resource) kind() string { return typeOf(r.Type) }

// Of returns the resources of a type, by address.
func (in *Inventory) Of(kind string) []Resource {
	return slices.Clone(in.byType[kind])
}

// label is what a reader knows a resource by: its own name, else where it was constructed, else its address. It is one
// line, and no longer than any name in AWS, however long the text is that is given for one.
func (r Resource) label() string {
	const most = 255
	label := credential.Redact(r.knownBy())
	if len(label) > most {
		label = strings.ToValidUTF8(label[:most], "") + "…"
	}
	return strings.Join(strings.Fields(label), " ")
}

func (r Resource) knownBy() string {
	for _, key := range []string{"name", "family", "alarm_name"} {
		if name, _ := r.Attributes[key].(string); name != "" && !isReference(name) { // a sensitive one is no string
			return name
		}
	}
	if r.Path != "" {
		return r.Path
	}
	return r.Address
}

func join(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}

func isReference(s string) bool { return strings.Contains(s, "${") }
