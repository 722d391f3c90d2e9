package taskdefinition

import "strings"

// FileOf returns the task definition of a family in a synthesized stack, as aws ecs register-task-definition takes it,
// or why there is none yet. output is the name of the Terraform output that has it later.
func FileOf(stack []byte, family, output string) (file []byte, why string) {
	after := "; once Terraform has made it, terraform output -raw " + output + " is the file"
	definitions, err := FromStack(stack)
	if err != nil {
		return nil, "the stack is not JSON" + after // cdktf synth --hcl
	}
	for _, d := range definitions {
		if d.Family() != family {
			continue
		}
		text, err := d.JSON()
		if err != nil {
			return nil, strings.ReplaceAll(err.Error(), "\n", "; ") + after
		}
		return text, ""
	}
	return nil, "the stack has no task definition " + family
}
