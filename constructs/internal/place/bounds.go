package place

// bound says why a thing must lie in the stack's region and account; "" where it need not.
type bound struct{ region, account string }

// bounds by service, as ARNs name it. What is missing may lie anywhere in the partition, such as a bucket, an image, a
// model or what a policy grants.
var bounds = map[string]bound{
	"acm":                     {"a load balancer takes certificates of its own region", "certificates cannot be shared"},
	"application-autoscaling": {"alarms and scaling act in one region", "they act in one account"},
	"autoscaling":             {"alarms and scaling act in one region", "they act in one account"},
	"cloudwatch":              {"deployments watch alarms of their own region", "they watch alarms of their own account"},
	"codedeploy":              {"deployments run in one region", "they run in one account"},
	"ecs":                     {"ECS acts within a region", "ECS acts within an account"},
	"elasticfilesystem":       {"a file system is mounted in its own region", ""},
	"elasticloadbalancing": {"a load balancer and its targets lie in one region",
		"its listeners and target groups cannot be shared"},
	"events": {"rules act in one region", ""},
	"iam":    {"", "no role can be handed to a service of another account"},
	"kms":    {"a key encrypts in its own region; replicate it, or take one from there", ""},
	"lambda": {"hooks are called in the region of the deployment", "and in its account"},
	"logs":   {"logs are written in the region of the task", "log groups cannot be shared"},
	// https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html
	"secretsmanager":   {"replicate the secret into the region: then no task waits for another one", ""},
	"servicediscovery": {"a namespace belongs to a region", ""}, // it can be shared
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
	"sns": {"alarms notify topics of their own region", ""},
	"sqs": {"scaling and alarms see queues of their own region", "scaling and alarms see queues of their own account"},
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
	"ssm":   {"", "a task reads parameters of its own account"},
	"wafv2": {"a web ACL protects load balancers of its own region", "a web ACL cannot be shared"},
}
