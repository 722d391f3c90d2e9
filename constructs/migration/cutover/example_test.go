package cutover_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A tenth of the answers lead to the new load balancer. The record that led to the environment becomes a weighted one.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		move := cutover.New(stack, "cutover", &cutover.Props{
			New: cutover.NewSide{Host: "chat-1234567890.eu-west-1.elb.amazonaws.com"},
			Settings: cutover.Settings{
				Name: "chat", Domain: "chat.acme.dev", ZoneName: "acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ",
				Phase: cutover.Canary,
				Old:   cutover.OldSide{Host: "chat-prod.eu-west-1.elasticbeanstalk.com"},
				Adopt: []cutover.RecordType{cutover.A},
			},
		})
		fmt.Println(move.Weights())
		fmt.Println(move.NextStep())
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// old 90 %, new 10 %
	// watch the alarms, then apply the phase Half; back: Verify
	// aws_route53_record.cutover_new_C0847D24
	// aws_route53_record.cutover_old_FB54924A
}
