// Package everyprop tests that every text of every prop is judged, whatever it is for: no credential, no placeholder
// and nothing blank passes anywhere.
package everyprop

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// judge is a type of props, and how it is validated.
type judge struct {
	of       reflect.Type
	validate func(props any) error
}

func of[P any](validate func(*P) error) judge {
	return judge{reflect.TypeFor[P](), func(props any) error { return validate(props.(*P)) }}
}

var judges = []judge{
	of(func(p *fargateai.ServiceProps) error { return p.Validate("llm-proxy") }),
	of((*ecs.TaskDefinitionProps).Validate), of((*ecs.ServiceProps).Validate), of((*ecs.ClusterProps).Validate),
	of((*network.Props).Validate), of(func(r *network.Ref) error { return r.Validate() }),
	of((*loadbalancer.Props).Validate), of((*loadbalancer.TargetProps).Validate),
	of((*ecr.Props).Validate), of(func(r *ecr.Ref) error { return r.Validate() }),
	of((*queue.Props).Validate), of(func(r *queue.Ref) error { return r.Validate() }),
	of((*secrets.Props).Validate), of(func(r *secrets.Reference) error { return r.Validate() }),
	of(func(a *bedrock.Access) error { return a.Validate() }),
	of((*bedrock.ApplicationInferenceProfileProps).Validate),
	of((*logs.Props).Validate), of((*scaling.Props).Validate), of((*guardrails.Props).Validate),
	of((*redeploy.Props).Validate), of((*codedeploy.Props).Validate), of((*workflow.Props).Validate),
	of((*pipeline.PushRoleProps).Validate), of((*pipeline.DeployRoleProps).Validate),
	of((*pipeline.PlanRoleProps).Validate), of((*pipeline.ProviderProps).Validate),
	of((*workflow.InfrastructureProps).Validate), of(func(r *ecs.ClusterRef) error { return r.Validate() }),
	of(func(r *loadbalancer.Ref) error { return r.Validate() }),
	of(func(p *ecs.ADOTProps) error { return p.Validate() }), of(func(p *ecs.DatadogProps) error { return p.Validate() }),
	of(func(p *ecs.FireLensProps) error { return p.Validate() }),
	of(func(p *ecs.CloudWatchAgentProps) error { return p.Validate() }),
}

// text is a place in props where a text can stand.
type text struct {
	path string
	set  func(props reflect.Value, text string)
	// variable of an environment, which has a rule of its own
	variable bool
}

// texts are all places of a type, each reached with one element in every list and map above it.
func texts(t reflect.Type, seen []reflect.Type) []text {
	if slices.Contains(seen, t) {
		return nil
	}
	within := append(slices.Clone(seen), t)
	var out []text
	through := func(inner []text, prefix string, open func(reflect.Value) (reflect.Value, func())) {
		for _, i := range inner {
			set := i.set
			i.path = rules.Join(prefix, i.path)
			i.set = func(v reflect.Value, text string) {
				element, done := open(v)
				set(element, text)
				done()
			}
			out = append(out, i)
		}
	}
	switch t.Kind() {
	case reflect.String:
		return []text{{set: func(v reflect.Value, text string) { v.SetString(text) }}}
	case reflect.Pointer:
		through(texts(t.Elem(), seen), "", func(v reflect.Value) (reflect.Value, func()) {
			v.Set(reflect.New(t.Elem()))
			return v.Elem(), func() {}
		})
	case reflect.Slice:
		through(texts(t.Elem(), within), "[0]", func(v reflect.Value) (reflect.Value, func()) {
			v.Set(reflect.MakeSlice(t, 1, 1))
			return v.Index(0), func() {}
		})
	case reflect.Map:
		through(texts(t.Elem(), within), "KEY", func(v reflect.Value) (reflect.Value, func()) {
			element := reflect.New(t.Elem()).Elem()
			return element, func() {
				v.Set(reflect.MakeMap(t))
				v.SetMapIndex(reflect.ValueOf("KEY").Convert(t.Key()), element)
			}
		})
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			if !field.IsExported() {
				continue
			}
			name := check.PropName(field.Name)
			if field.Anonymous {
				name = ""
			}
			before := len(out)
			through(texts(field.Type, within), name, func(v reflect.Value) (reflect.Value, func()) {
				return v.Field(i), func() {}
			})
			isMap := field.Type.Kind() == reflect.Map
			for j := before; j < len(out); j++ {
				out[j].variable = out[j].variable || isMap && field.Name == "Environment"
			}
		}
	}
	return out
}

func TestEveryTextIsJudged(t *testing.T) {
	key := "sk-" + strings.Repeat("a1B2c3D4", 6)
	count := 0
	for _, j := range judges {
		for _, place := range texts(j.of, nil) {
			count++
			for value, rule := range map[string]string{
				key: rules.Credential.ID, "REPLACE_ME": rules.Placeholder.ID, "eu-west-1 ": rules.Invalid.ID,
			} {
				props := reflect.New(j.of)
				place.set(props.Elem(), value)
				err := j.validate(props.Interface())
				if err != nil && strings.Contains(err.Error(), key[8:24]) {
					t.Errorf("%s, %s: a mistake gives the credential away: %v", j.of, place.path, err)
				}
				var mistakes rules.Mistakes
				errors.As(err, &mistakes)
				found := slices.ContainsFunc(mistakes, func(m rules.Mistake) bool {
					return m.Path == place.path && (m.Rule == rule || place.variable && value == key)
				})
				if !found && !(rule == rules.Invalid.ID && free(place.path)) {
					t.Errorf("%s: %.12q… at %s passes", j.of, value, place.path)
				}
			}
		}
	}
	if count < 500 {
		t.Errorf("only %d places of texts were found", count)
	}
	t.Log(count, "places")
}

// free reports whether a place is one where spaces mean something: words of a command, sentences, patterns.
func free(path string) bool {
	lower := strings.ToLower(path)
	return slices.ContainsFunc([]string{"command", "entrypoint", "environment.key", "description", "label", "text",
		"pattern", "regex", "reason", "config"}, func(word string) bool { return strings.Contains(lower, word) })
}
