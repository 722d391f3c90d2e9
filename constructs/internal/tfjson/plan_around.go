package tfjson

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Around is what a plan says beside its changes of resources.
type Around struct {
	Drift       []Change // what was changed behind Terraform's back, since the state was written
	Relevant    map[string][]string
	Deferred    []Change // what waits for a later plan
	Outputs     []OutputChange
	Checks      []Check
	Invocations []string // addresses of actions that an apply runs
	Version     string   // of Terraform
	// Applicable is false where Terraform would not apply the plan: mostly because there is nothing to do. A plan before
	// Terraform 1.8 does not say.
	Applicable bool
}

// OutputChange is what becomes of an output of the root module.
type OutputChange struct {
	Name            string
	Actions         []string
	SensitiveBefore bool
	SensitiveAfter  bool
	Before, After   any // marked where they are sensitive
	Unknown         bool
}

// Check is a condition of the configuration that does not hold, or could not be judged.
type Check struct {
	Address string
	Status  string // fail, error or unknown
	Problem string // what the configuration says of it
}

type (
	plannedOutput struct {
		Actions         []string
		Before, After   any
		AfterUnknown    any `json:"after_unknown"`
		BeforeSensitive any `json:"before_sensitive"`
		AfterSensitive  any `json:"after_sensitive"`
	}
	plannedCheck struct {
		Address   checkAddress
		Status    string
		Instances []*struct {
			Address  checkAddress
			Status   string
			Problems []*struct{ Message string }
		}
	}
	checkAddress struct {
		ToDisplay string `json:"to_display"`
	}
)

func (p *plan) readAround(members map[string]json.RawMessage) error {
	var drift []*plannedChange
	var relevant []*struct {
		Resource  string
		Attribute []any
	}
	var deferred []*struct {
		Reason         string
		ResourceChange *plannedChange `json:"resource_change"`
	}
	var outputs map[string]*plannedOutput
	var checks []*plannedCheck
	var invocations []*struct{ Address string }
	applicable := true
	if err := errors.Join(
		part(members, "resource_drift", &drift), part(members, "relevant_attributes", &relevant),
		part(members, "deferred_changes", &deferred), part(members, "output_changes", &outputs),
		part(members, "checks", &checks), part(members, "action_invocations", &invocations),
		part(members, "applyable", &applicable), part(members, "terraform_version", &p.Around.Version),
	); err != nil {
		return err
	}
	p.Around.Applicable = applicable
	p.Around.Drift = p.changed("resource_drift", drift)
	p.Around.Relevant = map[string][]string{}
	for _, r := range relevant {
		if r != nil {
			p.Around.Relevant[r.Resource] = append(p.Around.Relevant[r.Resource], attributePath(r.Attribute))
		}
	}
	for _, d := range deferred {
		if d == nil || d.ResourceChange == nil {
			continue
		}
		for _, c := range p.changed("deferred_changes", []*plannedChange{d.ResourceChange}) {
			c.Deferred = d.Reason
			if c.Deferred == "" {
				c.Deferred = "unknown"
			}
			p.Around.Deferred = append(p.Around.Deferred, c)
		}
	}
	for _, i := range invocations {
		if i != nil {
			p.Around.Invocations = append(p.Around.Invocations, i.Address)
		}
	}
	p.outputChanges(outputs)
	p.checks(checks)
	return nil
}

func (p *plan) outputChanges(outputs map[string]*plannedOutput) {
	for _, name := range check.SortedKeys(outputs) {
		o := outputs[name]
		if o == nil || len(o.Actions) == 0 || slices.Equal(o.Actions, []string{"no-op"}) {
			continue
		}
		p.Around.Outputs = append(p.Around.Outputs, OutputChange{
			Name: name, Actions: o.Actions, SensitiveBefore: anyMarked(o.BeforeSensitive),
			SensitiveAfter: anyMarked(o.AfterSensitive), Before: marked(o.Before, o.BeforeSensitive),
			After: marked(o.After, o.AfterSensitive), Unknown: anyMarked(o.AfterUnknown),
		})
	}
}

func (p *plan) checks(checks []*plannedCheck) {
	for _, c := range checks {
		if c == nil || c.Status == "pass" {
			continue
		}
		told := false
		for _, instance := range c.Instances {
			if instance == nil || instance.Status == "pass" {
				continue
			}
			var problems []string
			for _, problem := range instance.Problems {
				if problem != nil {
					problems = append(problems, problem.Message)
				}
			}
			told = true
			p.Around.Checks = append(p.Around.Checks, Check{instance.Address.ToDisplay, instance.Status,
				strings.Join(problems, "; ")})
		}
		if !told {
			p.Around.Checks = append(p.Around.Checks, Check{c.Address.ToDisplay, c.Status, ""})
		}
	}
}

// anyMarked tells that something in a tree of marks is marked.
func anyMarked(marks any) bool {
	switch marks := marks.(type) {
	case bool:
		return marks
	case []any:
		return slices.ContainsFunc(marks, anyMarked)
	case map[string]any:
		for _, mark := range marks {
			if anyMarked(mark) {
				return true
			}
		}
	}
	return false
}
