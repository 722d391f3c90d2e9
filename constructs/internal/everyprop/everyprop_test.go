// Package everyprop tests that every text of every prop is judged, whatever it is for: no credential, no placeholder
// and nothing blank passes anywhere.
package everyprop

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credentialtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/module"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/internal/canary"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
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
	of((*pipeline.PlanRoleProps).Validate), of((*pipeline.ApplyRoleProps).Validate),
	of((*pipeline.ProviderProps).Validate),
	of((*workflow.InfrastructureProps).Validate), of(func(r *ecs.ClusterRef) error { return r.Validate() }),
	of(func(r *loadbalancer.Ref) error { return r.Validate() }),
	of(func(p *ecs.ADOTProps) error { return p.Validate() }), of(func(p *ecs.DatadogProps) error { return p.Validate() }),
	of(func(p *ecs.FireLensProps) error { return p.Validate() }),
	of(func(p *ecs.CloudWatchAgentProps) error { return p.Validate() }),
	of((*fargateai.StackProps).Validate), of((*ecs.NamespaceProps).Validate),
	of(func(r *ecs.NamespaceRef) error { return r.Validate() }), of((*killswitch.Props).Validate),
	of((*configuration.Props).Validate), of((*scheduledtask.Props).Validate),
	of(func(r *logs.Ref) error { return r.Validate() }), of((*cutover.Props).Validate),
	of((*module.Props).Validate),
}

// otherwise are types with a Validate method that are no props: what they say is about a file or an
// endpoint, and reaches no Terraform.
var otherwise = []string{"evalgate.Gate", "verify.Options"}

var validates = regexp.MustCompile(`(?m)^func \(\w+ \*?([A-Z]\w*)\) Validate\(`)

// TestEveryTypeOfPropsIsWalked finds types of props that nobody added to the judges.
func TestEveryTypeOfPropsIsWalked(t *testing.T) {
	walked := slices.Clone(otherwise)
	for _, j := range judges {
		walked = append(walked, j.of.String())
	}
	found := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, match := range validates.FindAllStringSubmatch(string(source), -1) {
			found++
			if name := filepath.Base(filepath.Dir(path)) + "." + match[1]; !slices.Contains(walked, name) {
				t.Errorf("%s validates its props, but no test walks them: add it to the judges", name)
			}
		}
		return err
	})
	if err != nil || found < len(judges) {
		t.Errorf("%d types were found: %v", found, err)
	}
}

func TestEveryTextIsJudged(t *testing.T) {
	keys := short(credentialtest.Credentials(11))
	shapes := canary.All(7)
	count := 0
	for _, j := range judges {
		for _, place := range places(j.of, nil) {
			if !place.text() {
				continue
			}
			key := keys[count%len(keys)].Text // of another vendor at every place
			shape := shapes[count%len(shapes)]
			count++
			props := reflect.New(j.of)
			place.setText(props.Elem(), shape.Text)
			if err := j.validate(props.Interface()); err == nil || strings.Contains(err.Error(), shape.Secret) {
				t.Errorf("%s, %s: %s passes, or is told: %v", j.of, place.path, shape.Shape, err)
			}
			for value, rule := range map[string]string{
				key: rules.Credential.ID, "REPLACE_ME": rules.Placeholder.ID, "eu-west-1 ": rules.Invalid.ID,
			} {
				if (place.key || place.anything()) && value != key {
					continue // anything may stand there that is no credential
				}
				props := reflect.New(j.of)
				place.setText(props.Elem(), value)
				err := j.validate(props.Interface())
				if err != nil && strings.Contains(err.Error(), key[len(key)-10:]) {
					t.Errorf("%s, %s: a mistake gives the credential away: %v", j.of, place.path, err)
				}
				var mistakes rules.Mistakes
				errors.As(err, &mistakes)
				found := slices.ContainsFunc(mistakes, func(m rules.Mistake) bool {
					return m.Path == place.path && (m.Rule == rule || value == key && (place.variable || place.anything()))
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
	figure.Say(t, "credential-places", count)
}

// short are the credentials that fit wherever a text does.
func short(all []credentialtest.Credential) []credentialtest.Credential {
	return slices.DeleteFunc(all, func(c credentialtest.Credential) bool {
		return len(c.Text) > 100 || strings.ContainsAny(c.Text, " \n$") || strings.Contains(c.Text, "hunter2")
	})
}

// free reports whether a place is one where spaces mean something: words of a command, sentences, patterns.
func free(path string) bool {
	lower := strings.ToLower(path)
	return slices.ContainsFunc([]string{"command", "entrypoint", "environment.key", "description", "label", "text",
		"pattern", "regex", "reason", "config"}, func(word string) bool { return strings.Contains(lower, word) })
}
