package tfjson

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Unknown stands in the place of a value that is not known.
type Unknown struct {
	Needs []Need // at least one
	// Text is the value's template, as it was synthesized, or the references in it where the stack is written in HCL. In a
	// plan it is empty where the configuration states nothing: then AWS answers the value.
	Text string
}

// Need is why a value is not known.
type Need struct {
	Reference string // what Terraform has there, such as aws_iam_role.task.arn
	Why       Why
	Of        string // the resource that lacks something, for [NoName]
	Detail    string // more about some reasons: an argument's name, or what the parser says
}

// Why says what kind of reason it is.
type Why int

const (
	AfterApply   Why = iota // a stack does not tell it
	Planned                 // a plan does not know it yet
	OfVariable              // an apply may set a variable, even one with a default
	NoAccount               // allowed_account_ids of the provider is not one account
	NoRegion                // the provider states no region
	NoName                  // a resource (Of) whose argument (Detail) is not stated
	NoLocal                 // there is no such local value
	OfItself                // the value refers to itself
	TooLarge                // or nested too deeply
	NoTemplate              // the text is no template of Terraform's (Detail)
	NoJSON                  // the text is no JSON (Detail)
	Failed                  // Terraform would refuse the expression (Detail)
	KeyOfAnother            // the key of an object is not text
)

// String tells what is missing, and nothing of the value's own text, which may hold a secret.
func (u Unknown) String() string {
	var references []string
	for _, n := range u.Needs {
		if !slices.Contains(references, n.Reference) {
			references = append(references, n.Reference)
		}
	}
	return "(not known: " + check.Words(references) + ")"
}

// GoString is the same as String.
func (u Unknown) GoString() string { return u.String() }

// MarshalText is the same as String.
func (u Unknown) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

func unknown(needs ...Need) Unknown { return Unknown{Needs: needs} }

// With has the needs of another one too, each once.
func (u Unknown) With(other Unknown) Unknown {
	for _, n := range other.Needs {
		if !slices.Contains(u.Needs, n) {
			u.Needs = append(u.Needs[:len(u.Needs):len(u.Needs)], n)
		}
	}
	return u
}

// Missing are the needs of everything that is not known in a value; it has none where all is known.
func Missing(v any) (all Unknown) {
	switch v := v.(type) {
	case Unknown:
		return v
	case []any:
		for _, element := range v {
			all = all.With(Missing(element))
		}
	case map[string]any:
		for _, name := range check.SortedKeys(v) {
			all = all.With(Missing(v[name]))
		}
	}
	return all
}
