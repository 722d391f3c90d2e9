package module_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/module"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A module of one log group, whose caller says its name and how long lines are kept.
func ExampleNew() {
	stacks, err := testkit.SynthProgram(nil, func(app cdktf.App) {
		m := module.New(app, "lines", &module.Props{Description: "A log group."})
		logs.New(m, "group", &logs.Props{
			Name: m.Text("name", module.Variable{Description: "Name of the group.", Example: "/acme/lines"}),
			RetentionDays: m.Number("retention_days", module.Variable{
				Description: "Days until a line is deleted.", Default: 30, Checks: []module.Check{module.LogRetention()},
			}),
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stacks["lines"].Addresses(), "\n"))
	// Output:
	// aws_cloudwatch_log_group.group_65B1FA0F
	// data.aws_region.aws_region_16BF208A
}
