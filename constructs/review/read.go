package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Read reads a synthesized cdk.tf.json or the JSON of a plan, whichever the text is.
func Read(document []byte) (*Inventory, error) {
	const want = "a cdk.tf.json or the output of terraform show -json"
	members, err := tfjson.Members(document, want)
	var limit *tfjson.LimitError
	switch {
	case errors.As(err, &limit):
		return nil, fmt.Errorf("read the stack: %w", err)
	case err != nil:
		return nil, fmt.Errorf("read the stack: got no JSON object, want %s: %w", want, err)
	case members["format_version"] != nil:
		return ofPlan(tfjson.PlanOf(members))
	}
	return ReadSynth(document)
}

// ReadSynth reads a synthesized cdk.tf.json, or any Terraform configuration in JSON.
func ReadSynth(document []byte) (*Inventory, error) {
	stack, err := tfjson.ReadStack(document)
	if err != nil {
		return nil, fmt.Errorf("read the synthesized stack: %w", err)
	}
	return newInventory(stack), nil
}

// ReadPlan reads what terraform show -json prints of a plan: the resources as they will be. In the place of an
// attribute that Terraform does not know yet stands its expression, as synthesized, or for a stack written in HCL the
// references in it.
func ReadPlan(document []byte) (*Inventory, error) { return ofPlan(tfjson.ReadPlan(document)) }

func ofPlan(plan *tfjson.Model, err error) (*Inventory, error) {
	if err == nil && plan.Kind != tfjson.Plan {
		err = errors.New("got a state, want the output of terraform show -json PLANFILE")
	}
	if err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	return newInventory(plan), nil
}

func newInventory(m *tfjson.Model) *Inventory {
	in := &Inventory{
		Region: credential.Redact(m.Region), byAddress: map[string]int{}, byType: map[string][]Resource{},
		byIdentity: map[string][]int{}, data: map[string]Resource{},
		programs: m.Programs, modules: m.Modules, removed: m.Removed, locals: m.Locals, planned: m.Kind == tfjson.Plan,
		complete: m.Kind != tfjson.Plan || m.Complete && len(m.Around.Deferred) == 0,
		around:   m.Around, all: m.Changes, variables: m.Variables,
	}
	if m.Kind == tfjson.Stack {
		for _, r := range m.Resources {
			r.Attributes = m.Stated(r)
		}
	}
	for _, r := range m.Settings {
		in.settings = append(in.settings, resource(r))
	}
	for _, r := range m.Resources {
		if r.Data {
			in.data[join(r.Module, r.Block())] = resource(r)
		}
	}
	none := func(r *tfjson.Resource) bool { // count = 0: it is not made
		count, known := number(r.Attributes["count"])
		return m.Kind == tfjson.Stack && known && count == 0
	}
	for i, r := range slices.DeleteFunc(m.Managed(""), none) {
		in.Resources = append(in.Resources, resource(r))
		// Instances of one block are found by the address of the block, the first of them.
		for _, address := range []string{r.Address, join(r.Module, r.Block())} {
			if _, taken := in.byAddress[address]; !taken {
				in.byAddress[address] = i
			}
		}
	}
	for i, r := range in.Resources {
		in.byType[r.Type] = append(in.byType[r.Type], r)
		in.identify(i)
	}
	in.opened = sync.OnceValue(in.openings)
	in.indexTargets()
	in.locate()
	for _, c := range m.Changes {
		if c.Touches() {
			in.changes = append(in.changes, c)
		}
	}
	return in
}

func resource(r *tfjson.Resource) Resource {
	attributes, _ := texts(r.Attributes).(map[string]any) // in place: nobody else has the model
	return Resource{
		Address: r.Address, Type: r.Type, Name: r.Name, Path: credential.Redact(r.Path), Module: r.Module,
		Attributes: attributes, referred: r.Referred, constants: r.Constants,
	}
}

// texts is a value with the text of its expression in the place of what is not known. What AWS answers, because nothing
// states it, is as if it were not set.
func texts(v any) any {
	switch v := v.(type) {
	case tfjson.Unknown:
		if v.Text == "" {
			return nil
		}
		return v.Text
	case []any:
		for i, element := range v {
			v[i] = texts(element)
		}
	case map[string]any:
		for name, member := range v {
			v[name] = texts(member)
		}
	}
	return v
}

// document is the value of an attribute that holds JSON: a jsonencode() call, as constructs write it, or the text
// itself, as a plan has it. References in it stay text. It is nil for anything else, such as a reference to another
// resource's JSON.
func document(attribute any) any {
	s := strings.TrimSpace(text(attribute))
	if !strings.HasPrefix(s, "{") && !strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "${") {
		return nil
	}
	return tfjson.Document(s)
}
