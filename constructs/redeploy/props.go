package redeploy

// Props are the props of a [Redeploy]. At least one of SecretARNs, SecretNames, ParameterNames and Objects is required.
type Props struct {
	// ClusterName of the service's cluster, not its ARN. Required.
	ClusterName string
	// ServiceName of the service to deploy, not its ARN. Required; the deployment controller of the service must be ECS.
	ServiceName string

	Settings
}

// Settings say what is watched. At least one of SecretARNs, SecretNames, ParameterNames and Objects is required, and
// Name.
type Settings struct {
	// Name that the resources' names start with, such as the service's. Required; at most 42 letters, digits, hyphens and
	// underscores, starting with a letter or digit. A change replaces the resources.
	Name string

	// SecretARNs of Secrets Manager secrets in the service's account and region: whole, with the six characters at the
	// end, without a JSON key. A reference is taken to be so. Default: none.
	SecretARNs *[]*string
	// SecretNames of Secrets Manager secrets in the service's account and region, where the ARN is not known. Default:
	// none.
	SecretNames *[]*string
	// ParameterNames of Parameter Store parameters in the service's account and region, with or without their leading
	// slash; a reference needs the slash where the name has it. A parameter that is made again counts as changed. Default:
	// none.
	ParameterNames *[]*string
	// Objects of S3, such as a configuration that the tasks read when they start. Never an object that the tasks write:
	// they would be redeployed for ever. The bucket has to send its events to EventBridge. Switch that on where the bucket
	// is managed, with eventbridge in its aws_s3_bucket_notification, of which a bucket has only one
	// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html). Default: none.
	Objects []S3Object

	// Tags of all resources.
	Tags map[string]string
}

// S3Object is one object in S3. Each upload, copy or completed multipart upload to its key counts as a change, a
// deletion does not.
type S3Object struct {
	Bucket string // by name, in the service's region; required
	Key    string // of one object, as S3 lists it, without wildcards; required
}

// Source is a kind of thing whose changes are watched, each with a rule of its own.
type Source string

// Sources of changes.
const (
	SecretARNs  Source = "secrets"
	SecretNames Source = "secret-names"
	Parameters  Source = "parameters"
	Objects     Source = "objects"
)
