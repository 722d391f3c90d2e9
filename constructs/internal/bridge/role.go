package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrolepolicy"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// RoleProps of [NewRole].
type RoleProps struct {
	NamePrefix  string // at most 38 characters; IAM is global, so a fixed name would collide between regions
	Name        string // instead of NamePrefix, where somebody else must know it
	Description string
	Trust       map[string]any // see policy.ServiceTrust
	Tags        map[string]string
}

// Roles are what the roles of a stack have in common; "" for nothing.
type Roles struct{ Boundary, Path string }

// contextRoles is the context key of a stack's [Roles].
const contextRoles = "fargateai:roles"

// StateRoles states what the roles below scope, in which there is nothing yet, have in common.
func StateRoles(scope constructs.Construct, r Roles) {
	scope.Node().SetContext(jsii.String(contextRoles), map[string]any{"boundary": r.Boundary, "path": r.Path})
}

// RolesOf returns what roles at scope have in common.
func RolesOf(scope constructs.Construct) Roles {
	stated, _ := scope.Node().TryGetContext(jsii.String(contextRoles)).(map[string]any)
	boundary, _ := stated["boundary"].(string)
	path, _ := stated["path"].(string)
	return Roles{boundary, path}
}

// NewRole makes an IAM role, with what its stack states for all. With a prefix it can be replaced without a name
// collision.
func NewRole(scope constructs.Construct, id string, p RoleProps) iamrole.IamRole {
	common := RolesOf(scope)
	return iamrole.NewIamRole(scope, jsii.String(id), &iamrole.IamRoleConfig{
		Path:                String(common.Path),
		PermissionsBoundary: String(common.Boundary),
		NamePrefix:          String(p.NamePrefix),
		Name:                String(p.Name),
		Description:         jsii.String(p.Description),
		AssumeRolePolicy:    JSON(p.Trust),
		Tags:                Tags(p.Tags, ""),
	})
}

// Grant puts statements into an inline policy of the role. Without statements nothing is made and nil returned.
func Grant(scope constructs.Construct, id string, role iamrole.IamRole,
	statements ...policy.Statement) iamrolepolicy.IamRolePolicy {
	if len(statements) == 0 {
		return nil
	}
	return iamrolepolicy.NewIamRolePolicy(scope, jsii.String(id), &iamrolepolicy.IamRolePolicyConfig{
		Name:   jsii.String(id),
		Role:   role.Id(),
		Policy: JSON(policy.Document(statements...)),
	})
}
