// A chat API that ran on Elastic Beanstalk, and its domain on the way to Fargate: one word, the phase, says how far.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "beanstalk-cutover", nil)
	domain, profile := fargateai.DomainSetting(stack)
	props := &fargateai.ServiceProps{
		Profile:     profile,
		Domain:      domain,
		Port:        jsii.Number(8000),
		Image:       fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck: &loadbalancer.HealthCheck{Path: "/healthz"},
		Environment: map[string]string{"CHAT_MODEL": "gpt-5-mini"},
		Secrets:     map[string]secrets.Reference{"OPENAI_API_KEY": {SecretName: "helpdesk/openai"}},
	}
	if domain != nil { // without one there is nothing to move
		props.Cutover = move(stack, domain)
	}
	fargateai.NewService(stack, "helpdesk", props)
}

// move takes the domain from the old environment to the service, as far as the phase says. A second name, in the
// certificate too, always leads to the service: it is compared with the old one under that name before anybody moves.
func move(stack cdktf.TerraformStack, domain *loadbalancer.Domain) *cutover.Settings {
	verify := "new." + domain.Name
	domain.AlternativeNames = jsii.Strings(verify)
	settings := &cutover.Settings{
		ZoneName:         fargateai.Setting(stack, "zoneName"),
		Phase:            cutover.Phase(fargateai.Setting(stack, "phase")),
		Old:              cutover.OldSide{Host: fargateai.Setting(stack, "oldHost")},
		VerificationName: verify,
		HealthCheck:      &cutover.HealthCheck{Path: "/healthz"},
		Alarms:           &cutover.Alarms{AverageSeconds: jsii.Number(10)},
	}
	// the type of the record that the domain has now; a domain that is new has none
	if kind := fargateai.Setting(stack, "adopt"); kind != "" {
		settings.Adopt = []cutover.RecordType{cutover.RecordType(kind)}
	}
	return settings
}
