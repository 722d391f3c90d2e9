package page

import "strings"

// verb says what some actions of a service do. A name that ends in * is the beginning of several.
type verb struct{ service, names, says string }

// verbs are the actions that services of this kind need. Any other action is written as it is.
var verbs = []verb{
	{"bedrock", "InvokeModel* Converse*", "call"},
	{"bedrock", "ApplyGuardrail", "apply"},
	{"secretsmanager", "GetSecretValue", "read"},
	{"secretsmanager", "DescribeSecret", "look at"},
	{"ssm", "GetParameter*", "read"},
	{"ssm", "PutParameter", "change"},
	{"ssmmessages", "*", "open a shell in a container, by ECS Exec!"},
	{"kms", "Decrypt", "decrypt with"},
	{"kms", "Encrypt ReEncrypt* GenerateDataKey*", "encrypt with"},
	{"ecr", "GetAuthorizationToken", "log in to ECR!"},
	{"ecr", "BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage", "pull images from"},
	{"ecr", "PutImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload", "push images to"},
	{"ecr", "Describe* List* Get*", "look at"},
	{"logs", "CreateLogStream PutLogEvents DescribeLogStreams", "write lines to"},
	{"logs", "CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries", "set up log delivery!"},
	{"sqs", "ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes GetQueueUrl", "take messages from"},
	{"sqs", "SendMessage", "send messages to"},
	{"sns", "Publish", "publish to"},
	{"s3", "GetObject* HeadObject", "read"},
	{"s3", "ListBucket* GetBucketLocation", "list"},
	{"s3", "PutObject* AbortMultipartUpload", "write"},
	{"s3", "DeleteObject*", "delete from"},
	{"dynamodb", "GetItem BatchGetItem Query Scan ConditionCheckItem DescribeTable", "read"},
	{"dynamodb", "PutItem UpdateItem BatchWriteItem", "write"},
	{"dynamodb", "DeleteItem", "delete from"},
	{"elasticfilesystem", "ClientMount", "mount"},
	{"elasticfilesystem", "ClientWrite", "write"},
	{"ecs", "GetTaskProtection UpdateTaskProtection", "protect tasks from being stopped!"},
	{"ecs", "RunTask", "start"},
	{"ecs", "StopTask", "stop"},
	{"ecs", "UpdateService", "change"},
	{"ecs", "RegisterTaskDefinition", "register"},
	{"ecs", "TagResource", "tag"},
	{"ecs", "Describe* List*", "look at"},
	{"iam", "PassRole", "hand over"},
	{"iam", "AttachRolePolicy DetachRolePolicy", "attach policies to, and detach them from,"},
	{"sts", "AssumeRole*", "take"},
	{"states", "StartExecution", "start"},
	{"lambda", "InvokeFunction*", "call"},
	{"codedeploy", "CreateDeployment", "deploy"},
	{"codedeploy", "Get* List* BatchGet*", "look at"},
	{"cloudwatch", "PutMetricData", "publish metrics!"},
	{"cloudwatch", "DescribeAlarms GetMetricData GetMetricStatistics ListMetrics", "look at"},
	{"xray", "PutTraceSegments PutTelemetryRecords", "send traces to X-Ray!"},
	{"elasticloadbalancing", "Describe*", "look at"},
	{"elasticloadbalancing", "ModifyListener ModifyRule", "change"},
}

// verbOf is what an action does; "" where no verb is known.
func verbOf(action string) string {
	service, name, _ := strings.Cut(action, ":")
	switch {
	case action == "*" || name == "*" && service == "*":
		return "do everything on"
	case name == "*":
		for _, v := range verbs {
			if v.service == service && v.names == "*" {
				return v.says
			}
		}
		return "do everything of " + service + " on"
	}
	for _, v := range verbs {
		if v.service != service {
			continue
		}
		for known := range strings.FieldsSeq(v.names) {
			start, all := strings.CutSuffix(known, "*")
			if strings.EqualFold(known, name) || all && len(name) >= len(start) && strings.EqualFold(name[:len(start)], start) {
				return v.says
			}
		}
	}
	return ""
}
