package synth_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueue"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// mistakes of an app, as "path rule".
func mistakes(t *testing.T, build func(cdktf.App)) (out []string) {
	t.Helper()
	_, err := synth.In(synth.Options{Outdir: t.TempDir() + "/cdktf.out", Context: testkit.Site}, build)
	var ms rules.Mistakes
	if err != nil && !errors.As(err, &ms) {
		t.Fatal(err)
	}
	for _, m := range ms {
		out = append(out, m.Path+" "+m.Rule)
	}
	slices.Sort(out)
	return out
}

func stackWithQueue(app constructs.Construct, id, queue string) cdktf.TerraformStack {
	stack := cdktf.NewTerraformStack(app, jsii.String(id))
	provider.NewAwsProvider(stack, jsii.String("aws"), &provider.AwsProviderConfig{Region: jsii.String("eu-west-1")})
	sqsqueue.NewSqsQueue(stack, jsii.String("queue"), &sqsqueue.SqsQueueConfig{Name: jsii.String(queue)})
	return stack
}

// One folder would hold both where the file system does not know case.
func TestStacksDifferInMoreThanCase(t *testing.T) {
	got := mistakes(t, func(app cdktf.App) {
		stackWithQueue(app, "prod", "jobs")
		stackWithQueue(app, "Prod", "other")
	})
	if want := []string{"Prod unique"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestNamesAreComparedAcrossStacks(t *testing.T) {
	twice := func(app cdktf.App) {
		stackWithQueue(app, "one", "jobs")
		stackWithQueue(app, "two", "jobs")
	}
	want := []string{"two/queue unique"}
	if diff := cmp.Diff(want, mistakes(t, twice)); diff != "" {
		t.Error(diff)
	}
	t.Run("beside other mistakes", func(t *testing.T) {
		got := mistakes(t, func(app cdktf.App) {
			twice(app)
			say(app, "app", true)
		})
		if want := []string{"app-0.port invalid", "app-1.port invalid", "app-2.port invalid",
			"two/queue unique"}; !slices.Equal(got, want) {
			t.Errorf("got %q", got)
		}
	})
}

func TestStacksOfOneIDAreAMistake(t *testing.T) {
	got := mistakes(t, func(app cdktf.App) {
		for _, environment := range []string{"dev", "prod"} {
			cdktf.NewTerraformStack(constructs.NewConstruct(app, jsii.String(environment)), jsii.String("network"))
		}
	})
	if want := []string{"prod/network unique"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestACircleOfStacksIsAMistake(t *testing.T) {
	got := mistakes(t, func(app cdktf.App) {
		var queues []sqsqueue.SqsQueue
		stacks := []cdktf.TerraformStack{stackWithQueue(app, "one", "a"), stackWithQueue(app, "two", "b")}
		for _, stack := range stacks {
			queues = append(queues, stack.Node().FindChild(jsii.String("queue")).(sqsqueue.SqsQueue))
		}
		for i, stack := range stacks {
			cdktf.NewTerraformOutput(stack, jsii.String("other"),
				&cdktf.TerraformOutputConfig{Value: queues[1-i].Arn()})
		}
	})
	if want := []string{"two circle"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStacksComeInTheOrderOfTheirDependencies(t *testing.T) {
	result, err := synth.In(synth.Options{Outdir: t.TempDir() + "/cdktf.out", Context: testkit.Site}, func(app cdktf.App) {
		made := map[string]sqsqueue.SqsQueue{}
		for _, id := range []string{"network", "edge", "alone", "chat"} {
			made[id] = stackWithQueue(app, id, id).Node().FindChild(jsii.String("queue")).(sqsqueue.SqsQueue)
		}
		use := func(by, of string) {
			cdktf.NewTerraformOutput(cdktf.TerraformStack_Of(made[by]), jsii.String(of),
				&cdktf.TerraformOutputConfig{Value: made[of].Arn()})
		}
		use("edge", "network")
		use("chat", "network")
		use("chat", "edge")
	})
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, s := range result.Stacks {
		got = append(got, append([]string{s.Name}, s.After...))
	}
	want := [][]string{{"alone"}, {"network"}, {"edge", "network"}, {"chat", "edge", "network"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

type (
	tagger struct{}
	forbid struct{}
	named  struct{ name string }
)

func (*tagger) Visit(constructs.IConstruct) {}
func (*forbid) Visit(constructs.IConstruct) {}
func (*named) Visit(constructs.IConstruct)  {}

func TestAspectsThatGoTakesForOneAreAMistake(t *testing.T) {
	with := func(aspects ...cdktf.IAspect) []string {
		return mistakes(t, func(app cdktf.App) {
			stack := cdktf.NewTerraformStack(app, jsii.String("app"))
			for _, aspect := range aspects {
				cdktf.Aspects_Of(stack).Add(aspect)
			}
		})
	}
	if got, want := with(&tagger{}, &forbid{}), []string{"app/aspects unique"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := with(&tagger{}, &named{"a"}, &named{"b"}); got != nil {
		t.Errorf("got %q", got)
	}
}

// What a mistake leaves undefined does not hide the mistake.
func TestMistakesAreToldAlthoughTheStacksCannotBeRendered(t *testing.T) {
	got := mistakes(t, func(app cdktf.App) {
		say(app, "app", true)
		stack := stackWithQueue(app, "other", "jobs")
		cdktf.NewTerraformOutput(stack, jsii.String("unknown"), &cdktf.TerraformOutputConfig{Value: "${TfToken[REFUSED]}"})
	})
	if want := []string{"app-0.port invalid", "app-1.port invalid", "app-2.port invalid"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
