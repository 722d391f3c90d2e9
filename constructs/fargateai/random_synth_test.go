package fargateai_test

import (
	"flag"
	"fmt"
	"reflect"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"pgregory.net/rapid"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

var (
	synthesized = flag.Int("random.services", 60, "how many random services are synthesized")
	validated   = flag.Int("random.validated", 3, "how many of their stacks Terraform validates")
)

// plausible is a random service of which every value could be meant.
var plausible = rapid.Custom(func(t *rapid.T) fargateai.ServiceProps {
	props := crossed(t)
	place := reflect.ValueOf(&props).Elem()
	for range rapid.IntRange(0, 6).Draw(t, "nudges") {
		nudge(t, place)
	}
	return props
})

// TestRandomServicesSynthesize: what the rules let pass becomes Terraform, in which nothing is risky that the props do
// not ask for. Each service has an app of its own, as their names and domains are the same.
func TestRandomServicesSynthesize(t *testing.T) {
	n := *synthesized
	if testing.Short() {
		n /= 5
	}
	made, valid := 0, 0
	for seed := 1; made < n; seed++ {
		props := plausible.Example(seed)
		if props.ValidateIn("random", "eu-west-1") != nil {
			continue
		}
		made++
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			stacks, err := testkit.SynthApp(t, nil, func(app cdktf.App) { random(app, props) })
			if err != nil {
				t.Fatalf("the rules let it pass, but: %v", err)
			}
			text := stacks["stack"].Text()
			holdsInStack(t, props, text)
			if !testing.Short() && made*(*validated) >= n*(valid+1) {
				valid++
				testkit.ValidateStack(t, text)
			}
		})
	}
	figure.Say(t, "random-synths", made)
	figure.Say(t, "random-validates", valid)
}

// random makes a stack of a service, with the variables that its props refer to.
func random(app cdktf.App, props fargateai.ServiceProps) {
	stack := fargateai.NewStack(app, "stack", &fargateai.StackProps{Region: "eu-west-1", Account: "210987654321",
		AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b", "eu-west-1c")})
	variable := func(name, of string) cdktf.TerraformVariable {
		return cdktf.NewTerraformVariable(stack, jsii.String(name), &cdktf.TerraformVariableConfig{Type: jsii.String(of)})
	}
	variable("text", "string")
	own := copied(reflect.ValueOf(&props)).Elem()
	replaceNumbers(own, anyNumber, *variable("number", "number").NumberValue())
	fargateai.NewService(stack, "random", own.Addr().Interface().(*fargateai.ServiceProps))
}

func replaceNumbers(v reflect.Value, from, to float64) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			replaceNumbers(v.Elem(), from, to)
		}
	case reflect.Slice:
		for i := range v.Len() {
			replaceNumbers(v.Index(i), from, to)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			element := copied(v.MapIndex(key))
			replaceNumbers(element, from, to)
			v.SetMapIndex(key, element)
		}
	case reflect.Struct:
		for _, i := range exportedOf(v.Type()) {
			replaceNumbers(v.Field(i), from, to)
		}
	case reflect.Float64:
		if v.Float() == from {
			v.SetFloat(to)
		}
	}
}
