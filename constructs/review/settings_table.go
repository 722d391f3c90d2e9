package review

// Ids of rules that many lines break.
const (
	publicEndpoint = "public-endpoint"
	publicPolicy   = "public-resource-policy"
	plainOnTheWire = "not-encrypted-in-transit"
	notEncrypted   = "not-encrypted"
)

// Texts of many lines.
const (
	ownsHost      = "a path of the host is mounted with which a container owns the host"
	publicTasks   = "every task has a public address: only its security group stands between it and the internet"
	shellInTasks  = "whoever may call ExecuteCommand has a shell in the tasks, with their role"
	publicBuckets = "buckets may be made public"
)

// Remedies of many lines.
const (
	closeIt    = "set it to false, and reach it from inside the network"
	encryptIt  = "turn encryption on; for what exists already, copy it into an encrypted one"
	tls12      = "require TLS 1.2 or later"
	turnItOn   = "leave it on; who attacks turns it off first"
	nobodyElse = "name the accounts that may"
	noHostPath = "mount no path of the host"
	noAddress  = "run the tasks in private subnets, behind a NAT gateway or endpoints, with assign_public_ip false"
	noExec     = "leave it off in production"
)

// settings are the dangers that one attribute tells, by what they endanger.
var settings = []setting{
	// Reached from the internet.
	{"aws_db_instance aws_rds_cluster_instance aws_neptune_cluster_instance aws_dms_replication_instance aws_mq_broker",
		"publicly_accessible", isTrue, publicEndpoint, High, "it has a public address", closeIt},
	{"aws_redshift_cluster", "publicly_accessible", onByDefault, publicEndpoint, High,
		"the cluster has a public address, as it does unless it is told not to", closeIt},
	{"aws_redshiftserverless_workgroup", "publicly_accessible", isTrue, publicEndpoint, High,
		"the workgroup has a public address", closeIt},
	{"aws_msk_cluster", "broker_node_group_info.connectivity_info.public_access.type", anyOf("SERVICE_PROVIDED_EIPS"),
		publicEndpoint, High, "the brokers have public addresses", "leave public access DISABLED"},
	{"aws_sagemaker_notebook_instance", "direct_internet_access", unsetOr("Enabled"), publicEndpoint, Medium,
		"the notebook reaches the internet past the network's rules", "set direct_internet_access to Disabled"},
	{"aws_ecs_service aws_ecs_task_set", "network_configuration.assign_public_ip", isTrue, "public-task-addresses", High,
		publicTasks, noAddress},
	{"aws_cloudwatch_event_target", "ecs_target.network_configuration.assign_public_ip", isTrue, "public-task-addresses",
		High, publicTasks, noAddress},
	{"aws_scheduler_schedule", "target.ecs_parameters.network_configuration.assign_public_ip", isTrue,
		"public-task-addresses", High, publicTasks, noAddress},
	{"aws_pipes_pipe",
		"target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.assign_public_ip",
		anyOf("ENABLED"), "public-task-addresses", High, publicTasks, noAddress},
	{"aws_lightsail_instance_public_ports", "port_info", openPort, "open-security-group", Critical,
		"a port that is not 80 or 443 is open to the whole internet", "name the addresses that may in cidrs"},
	{"aws_cognito_identity_pool", "allow_unauthenticated_identities", isTrue, "unauthenticated-identities", Medium,
		"everyone gets keys of the role for guests", "set it to false, or say what guests may"},
	{"aws_instance aws_spot_instance_request", "associate_public_ip_address", isTrue, "public-instance-address", Medium,
		"the instance has a public address", "put it in a private subnet, behind a load balancer or Session Manager"},
	{"aws_launch_template", "network_interfaces.associate_public_ip_address", isTrue, "public-instance-address", Medium,
		"instances get public addresses", "put them in private subnets"},
	{"aws_launch_configuration", "associate_public_ip_address", isTrue, "public-instance-address", Medium,
		"instances get public addresses", "put them in private subnets"},
	{"aws_lambda_function_url", "authorization_type", anyOf("NONE"), "public-function-url", High,
		"everyone on the internet may call the function", "set authorization_type to AWS_IAM"},
	{"aws_emr_block_public_access_configuration", "block_public_security_group_rules", isFalse, "guard-off", High,
		"clusters may be opened to the internet", turnItOn},
	{"aws_ec2_image_block_public_access", "state", anyOf("unblocked"), "guard-off", High, "images may be made public",
		turnItOn},
	{"aws_ebs_snapshot_block_public_access", "state", anyOf("unblocked"), "guard-off", High,
		"snapshots may be made public", turnItOn},

	// Shared with everyone.
	{"aws_s3_bucket aws_s3_bucket_acl", "acl", anyOf("public-read", "public-read-write", "authenticated-read"),
		"public-acl",
		Critical, "everyone may read the bucket, or write to it", "leave ACLs off, and grant by policy"},
	{"aws_s3_bucket_acl", "access_control_policy.grant.grantee.uri", everyoneGrantee, "public-acl", Critical,
		"a group of everyone has a grant", "leave ACLs off, and grant by policy"},
	{"aws_s3_bucket", "grant.uri", everyoneGrantee, "public-acl", Critical, "a group of everyone has a grant",
		"leave ACLs off, and grant by policy"},
	{"aws_s3_object aws_s3_bucket_object aws_s3_object_copy", "acl", anyOf("public-read", "public-read-write"),
		"public-acl",
		High, "everyone may read the object", "leave ACLs off, and grant by policy"},
	{"aws_db_snapshot aws_db_snapshot_copy aws_db_cluster_snapshot", sharedAccounts, anyOf("all"), "public-snapshot",
		Critical, "everyone may restore the snapshot", nobodyElse},
	{"aws_ami_launch_permission", "group", anyOf("all"), "public-snapshot", Critical, "everyone may launch the image",
		nobodyElse},
	{"aws_ssm_document", "permissions.account_ids", anyOf("All"), "public-snapshot", Critical,
		"everyone may read the document", nobodyElse},
	{"aws_vpc_endpoint_service", "allowed_principals", anyOf("*"), "public-endpoint-service", High,
		"every account may connect to the service", nobodyElse},
	{"aws_vpc_endpoint_service_allowed_principal", "principal_arn", anyOf("*"), "public-endpoint-service", High,
		"every account may connect to the service", nobodyElse},
	{"aws_cloudwatch_event_permission", "principal", anyOf("*"), publicPolicy, Critical,
		"every account may put events on the bus", "name the account, or state a condition on the organization"},
	{"aws_opensearchserverless_security_policy", "policy", publicCollection, publicEndpoint, High,
		"the collection is reached from the internet", "set AllowFromPublic to false, and name VPC endpoints"},

	{"aws_s3_access_point", "public_access_block_configuration", unblocks, "public-access-block-off", High, publicBuckets,
		"set all four of them"},
	{"aws_s3control_multi_region_access_point", "details.public_access_block", unblocks, "public-access-block-off", High,
		publicBuckets, "set all four of them"},
	{"aws_iam_access_key", "user", set, "long-lived-key", Medium,
		"a key that never expires is made for a user, and its secret is in the state",
		"let what needs it assume a role"},

	// In plain text on the network.
	{"aws_elasticache_replication_group", "transit_encryption_enabled", isFalse, plainOnTheWire, Medium,
		"what is in the cache crosses the network in plain text", "set transit_encryption_enabled"},
	{"aws_memorydb_cluster", "tls_enabled", off, plainOnTheWire, High,
		"what is in the cache crosses the network in plain text", "leave tls_enabled on"},
	{"aws_msk_cluster", "encryption_info.encryption_in_transit.client_broker", anyOf("PLAINTEXT", "TLS_PLAINTEXT"),
		plainOnTheWire, Medium, "clients may connect in plain text", "set client_broker to TLS"},
	{"aws_msk_cluster", "encryption_info.encryption_in_transit.in_cluster", off, plainOnTheWire, Medium,
		"brokers talk to each other in plain text", "leave in_cluster on"},
	{"aws_msk_cluster", "client_authentication.unauthenticated", isTrue, "unauthenticated-clients", Medium,
		"whoever reaches the brokers may read and write", "ask clients for IAM, SCRAM or certificates"},
	{"aws_sns_topic_subscription", "protocol", anyOf("http"), plainOnTheWire, Medium,
		"messages cross the network in plain text", "subscribe an https endpoint"},
	{"aws_opensearch_domain aws_elasticsearch_domain", "domain_endpoint_options.enforce_https", off,
		plainOnTheWire, High, "the domain answers over HTTP", "set enforce_https"},
	{"aws_opensearch_domain aws_elasticsearch_domain", "node_to_node_encryption.enabled", isFalse,
		plainOnTheWire, Medium, "nodes talk to each other in plain text", "set node_to_node_encryption"},
	{"aws_cloudfront_distribution", "default_cache_behavior.viewer_protocol_policy", anyOf("allow-all"),
		plainOnTheWire, High, "viewers may come over HTTP", "set viewer_protocol_policy to redirect-to-https"},
	{"aws_cloudfront_distribution", "ordered_cache_behavior.viewer_protocol_policy", anyOf("allow-all"),
		plainOnTheWire, High, "viewers may come over HTTP", "set viewer_protocol_policy to redirect-to-https"},
	{"aws_cloudfront_distribution", "origin.custom_origin_config.origin_protocol_policy", anyOf("http-only",
		"match-viewer"),
		plainOnTheWire, Medium, "CloudFront talks to the origin over HTTP",
		"set origin_protocol_policy to https-only"},
	{"aws_ecs_task_definition", "volume.efs_volume_configuration.transit_encryption", anyOf("DISABLED"),
		plainOnTheWire, Medium, "the file system is mounted without TLS", "set transit_encryption to ENABLED"},
	{"aws_transfer_server", "protocols", anyOf("FTP"), plainOnTheWire, High,
		"files and passwords cross the network in plain text", "leave FTP out"},
	{"aws_dms_endpoint", "ssl_mode", unsetOr("none"), plainOnTheWire, Low,
		"the data that is moved may cross the network in plain text", "set ssl_mode"},
	{"aws_elb", "listener.lb_protocol", anyOf("http"), "plaintext-listener", High,
		"requests, and the keys in them, cross the network unencrypted", "listen with HTTPS"},
	{"aws_apprunner_service", "network_configuration.ingress_configuration.is_publicly_accessible", isTrue,
		publicEndpoint, Low, "the service is on the internet, with no firewall before it", "say that it is meant to be"},

	// With broken protocols.
	{"aws_cloudfront_distribution", "viewer_certificate.minimum_protocol_version",
		anyOf("SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"), "old-tls", Medium, "viewers may speak TLS 1.0 or 1.1",
		"set minimum_protocol_version to TLSv1.2_2021"},
	{"aws_cloudfront_distribution", "origin.custom_origin_config.origin_ssl_protocols", anyOf("SSLv3", "TLSv1", "TLSv1.1"),
		"old-tls", Medium, "CloudFront may speak SSL 3, TLS 1.0 or 1.1 with the origin", tls12},
	{"aws_api_gateway_domain_name", "security_policy", anyOf("TLS_1_0"), "old-tls", Medium, "clients may speak TLS 1.0",
		"set security_policy to TLS_1_2"},
	{"aws_opensearch_domain aws_elasticsearch_domain", "domain_endpoint_options.tls_security_policy",
		anyOf("Policy-Min-TLS-1-0-2019-07"), "old-tls", Medium, "clients may speak TLS 1.0",
		"set tls_security_policy to Policy-Min-TLS-1-2-PFS-2023-10"},
	{"aws_transfer_server", "security_policy_name", anyOf("TransferSecurityPolicy-2018-11"), "old-tls", Medium,
		"clients may use broken ciphers", "name a policy of 2024 or later"},

	// On disks.
	{"aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster", "storage_encrypted", isFalse,
		notEncrypted, Medium, "the database is not encrypted on disk", encryptIt},
	{"aws_ebs_volume", "encrypted", off, notEncrypted, Medium, "the volume is not encrypted", encryptIt},
	{"aws_instance aws_spot_instance_request aws_launch_configuration", "root_block_device.encrypted", off, notEncrypted,
		Medium, "the volume of the system is not encrypted", encryptIt},
	{"aws_instance aws_spot_instance_request aws_launch_configuration", "ebs_block_device.encrypted", off, notEncrypted,
		Medium, "a volume is not encrypted", encryptIt},
	{"aws_launch_template", "block_device_mappings.ebs.encrypted", off, notEncrypted, Medium, "a volume is not encrypted",
		encryptIt},
	{"aws_efs_file_system", "encrypted", isFalse, notEncrypted, Medium, "the file system is not encrypted", encryptIt},
	{"aws_redshift_cluster", "encrypted", isFalse, notEncrypted, Medium, "the cluster is not encrypted", encryptIt},
	{"aws_elasticache_replication_group", "at_rest_encryption_enabled", off, notEncrypted, Medium,
		"the cache is not encrypted on disk", encryptIt},
	{"aws_opensearch_domain aws_elasticsearch_domain", "encrypt_at_rest.enabled", isFalse, notEncrypted, Medium,
		"the domain is not encrypted on disk", encryptIt},
	{"aws_sqs_queue", "sqs_managed_sse_enabled", off, notEncrypted, Medium, "messages are not encrypted", encryptIt},
	{"aws_kinesis_stream", "encryption_type", anyOf("NONE"), notEncrypted, Low, "records are not encrypted", encryptIt},
	{"aws_ebs_encryption_by_default", "enabled", off, "guard-off", Medium, "new volumes are not encrypted by default",
		turnItOn},
	{"aws_ecs_cluster", "configuration.execute_command_configuration.logging", anyOf("NONE"), "guard-off", Medium,
		"nobody logs what is typed into a shell in a container", "leave logging out, or set it to OVERRIDE with a log group"},
	{"aws_kms_key", "bypass_policy_lockout_safety_check", isTrue, "key-lockout", Medium,
		"a policy may be set after which nobody can manage the key", "leave the check on"},
	{"aws_kms_key", "enable_key_rotation", off, "key-not-rotated", Low, "the key is never rotated",
		"set enable_key_rotation"},

	// Gone for good.
	{"aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster", "skip_final_snapshot", isTrue,
		"no-final-snapshot", Medium, "a destroy or a replacement leaves nothing to restore from",
		"unset skip_final_snapshot, and name a final snapshot"},
	{"aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster", "backup_retention_period", zero,
		"no-backups", High, "no backup is kept", "keep backups for a week or more"},
	{"aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster", "deletion_protection", off,
		"no-deletion-protection", Low, "a destroy or a replacement takes the database away", "set deletion_protection"},
	{"aws_s3_bucket", "force_destroy", isTrue, "force-destroy", Medium, "a destroy deletes every object with the bucket",
		"unset force_destroy, except where the stack is thrown away"},
	{"aws_ecr_repository", "force_delete", isTrue, "force-destroy", Low, "a destroy deletes every image",
		"unset force_delete, except where the stack is thrown away"},
	{"aws_backup_vault", "force_destroy", isTrue, "force-destroy", High, "a destroy deletes every backup",
		"unset force_destroy"},
	{"aws_secretsmanager_secret", "recovery_window_in_days", zero, "no-recovery", Medium,
		"the secret is gone at once when it is deleted", "keep it for 7 days or more"},

	// Watched by nobody.
	{"aws_cloudtrail", "enable_logging", off, "guard-off", High, "the trail records nothing", turnItOn},
	{"aws_config_configuration_recorder_status", "is_enabled", isFalse, "guard-off", High, "AWS Config records nothing",
		turnItOn},
	{"aws_guardduty_detector", "enable", off, "guard-off", High, "GuardDuty detects nothing", turnItOn},
	{"aws_macie2_account", "status", anyOf("PAUSED"), "guard-off", Medium, "Macie looks at nothing", turnItOn},

	// Machines and builds.
	{"aws_instance aws_spot_instance_request aws_launch_template aws_launch_configuration",
		"metadata_options.http_tokens", anyOf("optional"), "metadata-without-token", Medium,
		"whoever makes the instance fetch a URL gets the keys of its role (IMDSv1)",
		"set http_tokens to required"},
	{"aws_ecs_service", "enable_execute_command", isTrue, "exec-enabled", Medium, shellInTasks, noExec},
	{"aws_cloudwatch_event_target", "ecs_target.enable_execute_command", isTrue, "exec-enabled", Medium, shellInTasks,
		noExec},
	{"aws_scheduler_schedule", "target.ecs_parameters.enable_execute_command", isTrue, "exec-enabled", Medium,
		shellInTasks, noExec},
	{"aws_pipes_pipe", "target_parameters.ecs_task_parameters.enable_execute_command", isTrue, "exec-enabled", Medium,
		shellInTasks, noExec},
	{"aws_ecs_task_definition", "pid_mode", anyOf("host"), "host-namespace", High,
		"the tasks see the processes of their host", "leave pid_mode out, or set it to task"},
	{"aws_ecs_task_definition", "ipc_mode", anyOf("host"), "host-namespace", High,
		"the tasks share memory with their host", "leave ipc_mode out, or set it to task"},
	{"aws_ecs_task_definition", "network_mode", anyOf("host"), "host-namespace", High,
		"the tasks are in the network of their host, and reach what only it may", "set network_mode to awsvpc"},
	{"aws_ecs_task_definition aws_batch_job_definition", "volume.host_path", hostPath, "host-volume", Critical,
		ownsHost, noHostPath},
	{"aws_batch_job_definition", "eks_properties.pod_properties.volumes.host_path.path", hostPath, "host-volume", Critical,
		ownsHost, noHostPath},
	{"aws_batch_job_definition", "eks_properties.pod_properties.containers.security_context.privileged", isTrue,
		"privileged-container", High, "a container is privileged: it may do what its host may", "unset privileged"},
	{"aws_codebuild_project", "environment.privileged_mode", isTrue, "privileged-build", Low,
		"builds run as root on their host", "unset privileged_mode, except to build images"},
	{"aws_eks_access_policy_association", "policy_arn", clusterAdmin, "cluster-admin", Medium,
		"the principal may do everything in the cluster", "associate a policy with what is needed, in a namespace"},
}
