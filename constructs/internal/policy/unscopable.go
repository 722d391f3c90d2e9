package policy

// unscopable are the actions in use for which AWS knows no resource, so that a statement can only say "*"
// (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
var unscopable = map[string]bool{
	"cloudwatch:PutMetricData":           true,
	"ecr:GetAuthorizationToken":          true,
	"ecs:DescribeTaskDefinition":         true,
	"ecs:RegisterTaskDefinition":         true,
	"logs:DescribeLogGroups":             true,
	"ssmmessages:CreateControlChannel":   true,
	"ssmmessages:CreateDataChannel":      true,
	"ssmmessages:OpenControlChannel":     true,
	"ssmmessages:OpenDataChannel":        true,
	"xray:GetSamplingRules":              true,
	"xray:GetSamplingStatisticSummaries": true,
	"xray:GetSamplingTargets":            true,
	"xray:PutTelemetryRecords":           true,
	"xray:PutTraceSegments":              true,
}

// Unscopable reports whether AWS knows no resource for any of the actions.
func Unscopable(actions []string) bool {
	for _, a := range actions {
		if !unscopable[a] {
			return false
		}
	}
	return len(actions) > 0
}
