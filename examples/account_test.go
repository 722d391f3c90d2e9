package examples_test

import (
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/acmcertificate"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ec2managedprefixlist"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/efsaccesspoint"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/efsfilesystem"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53record"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53zone"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/secretsmanagersecret"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/secretsmanagersecretversion"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopic"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
)

// account is what the readers of the examples have in their AWS account: a hosted zone, a network and certificate of a
// platform team, the secret of a client of the identity provider, and what a company runs already.
func account(stack cdktf.TerraformStack) {
	output := func(name string, value any) {
		cdktf.NewTerraformOutput(stack, jsii.String(name),
			&cdktf.TerraformOutputConfig{Value: value, StaticId: jsii.Bool(true)})
	}
	net := network.New(stack, "network", &network.Props{Name: "platform"}).Ref()
	output("vpc_id", net.VPCID)
	output("public_subnet_ids", net.PublicSubnetIDs)
	output("task_subnet_ids", net.TaskSubnetIDs)
	zone := route53zone.NewRoute53Zone(stack, jsii.String("zone"),
		&route53zone.Route53ZoneConfig{Name: jsii.String("acme.dev")}).ZoneId()
	output("hosted_zone_id", zone)
	route53record.NewRoute53Record(stack, jsii.String("old-service"), &route53record.Route53RecordConfig{ZoneId: zone,
		Name: jsii.String("beanstalk-cutover.acme.dev"), Type: jsii.String("A"), Alias: &route53record.Route53RecordAlias{
			Name: jsii.String("chat-prod.eu-west-1.elasticbeanstalk.com"), ZoneId: jsii.String("Z2NYPWQ7DFZAZH"),
			EvaluateTargetHealth: jsii.Bool(false)}})
	client := secretsmanagersecret.NewSecretsmanagerSecret(stack, jsii.String("client"),
		&secretsmanagersecret.SecretsmanagerSecretConfig{Name: jsii.String("chat/okta")})
	secretsmanagersecretversion.NewSecretsmanagerSecretVersion(stack, jsii.String("client-version"),
		&secretsmanagersecretversion.SecretsmanagerSecretVersionConfig{SecretId: client.Id(),
			SecretString: cdktf.Fn_Jsonencode(map[string]any{"client_secret": client.Id()})}) // any text does
	company(stack, net, output)
	output("certificate_arn",
		acmcertificate.NewAcmCertificate(stack, jsii.String("certificate"), &acmcertificate.AcmCertificateConfig{
			DomainName: jsii.String("search.acme.dev"), ValidationMethod: jsii.String("DNS"),
		}).Arn())
}

// company makes what examples/adopted takes by its variables.
func company(stack cdktf.TerraformStack, net network.Ref, output func(name string, value any)) {
	for _, of := range []string{"endpoint", "baseline", "file_system", "worker"} {
		output(of+"_security_group_id", securitygroup.NewSecurityGroup(stack, jsii.String("group-"+of),
			&securitygroup.SecurityGroupConfig{VpcId: jsii.String(net.VPCID), Name: jsii.String("company-" + of)}).Id())
	}
	output("s3_prefix_list_id", net.S3PrefixListID)
	output("office_prefix_list_id", ec2managedprefixlist.NewEc2ManagedPrefixList(stack, jsii.String("offices"),
		&ec2managedprefixlist.Ec2ManagedPrefixListConfig{
			Name: jsii.String("offices"), AddressFamily: jsii.String("IPv4"), MaxEntries: jsii.Number(5),
		}).Id())

	cluster := ecs.NewCluster(stack, "cluster",
		&ecs.ClusterProps{Name: "company", ServiceConnectNamespace: "company"}).Ref()
	output("cluster_name", cluster.Name)
	output("cluster_arn", cluster.ARN)
	output("namespace_arn", cluster.ServiceConnectNamespaceARN)
	output("dns_namespace_id", ecs.NewNamespace(stack, "names",
		&ecs.NamespaceProps{Name: "acme.internal", VPCID: net.VPCID}).Ref().ID)
	for _, role := range []string{"execution", "task"} {
		output(role+"_role_arn", iamrole.NewIamRole(stack, jsii.String("role-"+role), &iamrole.IamRoleConfig{
			Name: jsii.String("company-" + role),
			AssumeRolePolicy: jsii.String(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
				"Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}`),
		}).Arn())
	}

	lines := logs.New(stack, "lines", &logs.Props{Name: "/company/services"})
	output("log_group_name", lines.Name())
	output("log_group_arn", lines.ARN())
	output("session_log_group_arn", logs.New(stack, "sessions", &logs.Props{Name: "/company/sessions"}).ARN())
	bucket := s3bucket.NewS3Bucket(stack, jsii.String("log-bucket"),
		&s3bucket.S3BucketConfig{Bucket: jsii.String("acme-access-logs")})
	s3bucketpolicy.NewS3BucketPolicy(stack, jsii.String("log-bucket-policy"), &s3bucketpolicy.S3BucketPolicyConfig{
		Bucket: bucket.Bucket(),
		Policy: jsii.String(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject",
			"Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
			"Resource": "arn:aws:s3:::acme-access-logs/*"}]}`),
	})
	output("log_bucket", bucket.Bucket())
	output("topic_arn", snstopic.NewSnsTopic(stack, jsii.String("topic"),
		&snstopic.SnsTopicConfig{Name: jsii.String("on-call")}).Arn())
	output("registry_secret_arn", secrets.New(stack, "registry", &secrets.Props{Name: "company/registry"}).ARN())
	output("environment_file_arn", "arn:aws:s3:::acme-settings/search.env")

	files := efsfilesystem.NewEfsFileSystem(stack, jsii.String("files"), &efsfilesystem.EfsFileSystemConfig{})
	output("file_system_id", files.Id())
	output("access_point_id", efsaccesspoint.NewEfsAccessPoint(stack, jsii.String("index"),
		&efsaccesspoint.EfsAccessPointConfig{FileSystemId: files.Id()}).Id())
	documents := queue.New(stack, "documents", &queue.Props{Name: "changed-documents"}).Ref()
	output("queue_name", documents.Name)
	output("queue_arn", documents.ARN)
	output("queue_url", documents.URL)

	// the image of scheduled-evaluation runs already, and so needs no verdict
	for _, setting := range providernames.Production {
		if digest, is := strings.CutPrefix(setting, "FARGATEAI_IMAGE_DIGEST="); is {
			output("nightly_search_eval_verdict", digest)
		}
	}
}
