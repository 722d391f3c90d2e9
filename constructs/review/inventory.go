package review

import (
	"regexp"
	"strings"
)

// Inventory is the managed resources of one stack.
type Inventory struct {
	Region    string     // of the default AWS provider; "" when it is not stated
	Resources []Resource // by address
	byAddress map[string]int
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
}

// Of returns the resources of a type, by address.
func (in *Inventory) Of(kind string) []Resource {
	var out []Resource
	for _, r := range in.Resources {
		if r.Type == kind {
			out = append(out, r)
		}
	}
	return out
}

// label is what a reader knows a resource by: its own name, else where it was constructed, else its address. It is one
// line, and no longer than any name in AWS, however long the text is that is given for one.
func (r Resource) label() string {
	const most = 255
	label := r.knownBy()
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

// referred returns the resources of a type that a value of from refers to.
func (in *Inventory) referred(from Resource, value any, kind string) []Resource {
	var out []Resource
	for _, i := range in.references(from.Module, value) {
		if in.Resources[i].Type == kind {
			out = append(out, in.Resources[i])
		}
	}
	return out
}

// first is the first resource of a type that a value of from refers to.
func (in *Inventory) first(from Resource, value any, kind string) (Resource, bool) {
	if all := in.referred(from, value, kind); len(all) > 0 {
		return all[0], true
	}
	return Resource{}, false
}

// refersTo tells whether a value of from refers to the resource.
func (in *Inventory) refersTo(from Resource, value any, to Resource) bool {
	for _, r := range in.referred(from, value, to.Type) {
		if r.Name == to.Name && r.Module == to.Module {
			return true
		}
	}
	return false
}

var address = regexp.MustCompile(`\b(?:data\.)?aws_[a-z0-9_]+\.[a-zA-Z0-9_-]+`)

// references returns the indexes of the resources that a value of a module refers to, in the order of their mention,
// each once.
func (in *Inventory) references(module string, value any) []int {
	var out []int
	seen := map[int]bool{}
	walk(value, func(s string) {
		if !isReference(s) {
			return
		}
		for _, a := range address.FindAllString(s, -1) {
			if i, ok := in.byAddress[join(module, a)]; ok && !seen[i] {
				seen[i] = true
				out = append(out, i)
			}
		}
	})
	return out
}

func join(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}

func isReference(s string) bool { return strings.Contains(s, "${") }
