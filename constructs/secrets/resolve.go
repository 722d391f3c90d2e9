package secrets

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Resolved is a reference as a task definition and a policy need it.
type Resolved struct {
	ValueFrom string // where ECS finds the value
	// what the execution role must be allowed to read: secretsmanager:GetSecretValue, or ssm:GetParameters for a parameter
	GrantARN  string
	KMSKeyARN string // what it must be allowed to kms:Decrypt with; "" when that needs no permission
	Parameter bool   // the value is a parameter of Parameter Store, which GrantARN does not tell where it is a reference
}

// Resolve resolves a reference for the stack of scope. Where region and account are stated, nothing is read from AWS.
// Mistakes in the reference are reported when the app is synthesized.
func Resolve(scope constructs.Construct, ref Reference) Resolved {
	bridge.Require(scope, "secrets.Resolve")
	if bridge.Refused(scope, ref.problems(), ref) {
		return Resolved{ValueFrom: token.Unknown, GrantARN: token.Unknown}
	}
	switch {
	case ref.ParameterARN != "":
		return Resolved{ValueFrom: ref.ParameterARN, GrantARN: ref.ParameterARN, KMSKeyARN: ref.KMSKeyARN, Parameter: true}
	case ref.ParameterName != "":
		arn := bridge.SiteOf(scope).ARN("ssm", "parameter/"+withoutSlash(ref.ParameterName))
		return Resolved{ValueFrom: arn, GrantARN: arn, KMSKeyARN: ref.KMSKeyARN, Parameter: true}
	}
	value := secretref.Value{ARN: ref.SecretARN, JSONKey: ref.JSONKey, VersionStage: ref.VersionStage,
		VersionID: ref.VersionID}
	if ref.SecretName != "" {
		value.ARN = bridge.SiteOf(scope).ARN("secretsmanager", "secret:"+ref.SecretName)
	}
	return Resolved{ValueFrom: value.String(), GrantARN: value.GrantARN(), KMSKeyARN: ref.KMSKeyARN}
}

// withoutSlash drops the leading slash of a parameter's name, which its ARN does not repeat. Of a reference, Terraform
// knows the start.
func withoutSlash(name string) string {
	if strings.HasPrefix(name, "${") {
		return *cdktf.Fn_Trimprefix(jsii.String(name), jsii.String("/"))
	}
	return strings.TrimPrefix(name, "/")
}
