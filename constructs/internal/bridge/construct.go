// Package bridge is the one place that knows how Go and the jsii kernel meet: how a Go struct becomes a construct, how
// mistakes and notices reach the user, how JSON is handed to Terraform, and where region and account come from.
package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// Init makes self, a pointer to a struct that embeds constructs.Construct and has an exported pointer method, a
// construct named id under scope. It then is usable as a scope and dependency, and Aspects are handed the struct
// itself.
func Init(self constructs.Construct, scope constructs.Construct, id string) {
	Require(scope, id)
	constructs.NewConstruct_Override(self, scope, jsii.String(id))
}

// Dependables are the resources that are, or lie below, the given constructs, for a resource's DependsOn. CDKTF itself
// ignores Node().AddDependency. Nil for none.
func Dependables(on ...constructs.IConstruct) *[]cdktf.ITerraformDependable {
	var out []cdktf.ITerraformDependable
	for _, construct := range on {
		if single, ok := construct.(cdktf.TerraformResource); ok {
			out = append(out, single)
			continue
		}
		for _, child := range *construct.Node().FindAll(constructs.ConstructOrder_PREORDER) {
			if inner, ok := child.(cdktf.TerraformResource); ok {
				out = append(out, inner)
			}
		}
	}
	if out == nil {
		return nil
	}
	return &out
}
