package iamtest

import (
	"maps"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Stack are the policies of a synthesized stack (cdk.tf.json), inline and managed ones and those of trust, by the names
// of their resources. A reference that only an apply answers stands in them as Terraform has it, such as
// ${aws_sqs_queue.jobs.arn}.
type Stack struct {
	Policies, Trust map[string]any
}

// ReadStack reads the policies of a stack.
func ReadStack(t testing.TB, text []byte) Stack {
	t.Helper()
	model, err := tfjson.ReadStack(text)
	if err != nil {
		t.Fatal(err)
	}
	read := func(kind, attribute string) map[string]any {
		out := map[string]any{}
		for _, r := range model.Managed(kind) {
			out[strings.TrimPrefix(r.Address, kind+".")] = plain(
				model.JSON(r.Address, r.Attributes[attribute]), tfjson.Document(r.Attributes[attribute]))
		}
		return out
	}
	s := Stack{Policies: read("aws_iam_role_policy", "policy"), Trust: read("aws_iam_role", "assume_role_policy")}
	maps.Copy(s.Policies, read("aws_iam_policy", "policy"))
	return s
}

// plain is a value with the references themselves in the place of what is not known. Written is the same value with
// nothing evaluated.
func plain(v, written any) any {
	switch v := v.(type) {
	case tfjson.Unknown:
		if written != nil {
			return written
		}
		return v.Text
	case []any:
		all, _ := written.([]any)
		for i := range v {
			if len(all) == len(v) {
				v[i] = plain(v[i], all[i])
			} else {
				v[i] = plain(v[i], nil)
			}
		}
	case map[string]any:
		all, _ := written.(map[string]any)
		for name := range v {
			v[name] = plain(v[name], all[name])
		}
	}
	return v
}

// Of are the policies whose name has a part; the test fails without any.
func (s Stack) Of(t testing.TB, part string) []any {
	t.Helper()
	var out []any
	for name, document := range s.Policies {
		if strings.Contains(name, part) {
			out = append(out, document)
		}
	}
	if len(out) == 0 {
		t.Fatalf("no policy has %s in its name", part)
	}
	return out
}
