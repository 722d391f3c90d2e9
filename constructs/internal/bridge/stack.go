package bridge

import (
	"reflect"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// StackOf is the path of the stack that a construct belongs to, or "" where it belongs to none.
func StackOf(construct constructs.IConstruct) string {
	for _, scope := range *construct.Node().Scopes() {
		if stack, ok := scope.(cdktf.TerraformStack); ok {
			return *stack.Node().Path()
		}
	}
	return ""
}

// IsNil reports that there is no construct: a nil interface, or one with a nil pointer in it.
func IsNil(construct constructs.IConstruct) bool {
	value := reflect.ValueOf(construct)
	return !value.IsValid() || value.Kind() == reflect.Pointer && value.IsNil()
}
