package fargateai_test

import (
	"errors"
	"fmt"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Props are judged without Node, Terraform or AWS, as in a unit test of a program.
func ExampleServiceProps_Validate() {
	props := fargateai.ServiceProps{
		Profile: fargateai.ProfileDemo,
		Port:    jsii.Number(4000),
		Image:   fargateai.Image{Tag: "latest"},
		CPU:     jsii.Number(300),
	}
	var mistakes rules.Mistakes
	if errors.As(props.Validate("llm-proxy"), &mistakes) {
		for _, m := range mistakes {
			fmt.Println(m.Path, m.Rule)
		}
	}

	props.Image.Tag, props.CPU = "v1.4.2", jsii.Number(512)
	fmt.Println(props.Validate("llm-proxy"))
	// Output:
	// cpu fargate-task-size
	// image.tag service-image-tag-moves
	// <nil>
}
