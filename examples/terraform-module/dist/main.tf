resource "aws_ecs_cluster" "service_cluster" {
  name = var.name
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "service_cluster_capacity_providers" {
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
  cluster_name       = aws_ecs_cluster.service_cluster.name
}

resource "aws_security_group" "service_load_balancer_security_group" {
  description = "Load balancer ${var.name}"
  name_prefix = "alb-"
  tags = merge(
    {
      Name    = "${var.name}-alb"
      Service = var.name
    },
    var.tags,
  )
  vpc_id = var.vpc_id
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "service_load_balancer_ingress_http_anywhere" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "HTTP from anywhere"
  from_port         = 80
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.service_load_balancer_security_group.id
  to_port           = 80
}

resource "aws_vpc_security_group_ingress_rule" "service_load_balancer_ingress_https_anywhere" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "HTTPS from anywhere"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.service_load_balancer_security_group.id
  to_port           = 443
}

resource "aws_s3_bucket" "service_load_balancer_access_logs" {
  bucket_prefix = "alb-logs-"
  force_destroy = !var.deletion_protection
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_s3_bucket_server_side_encryption_configuration" "service_load_balancer_access_logs_encryption" {
  bucket = aws_s3_bucket.service_load_balancer_access_logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "service_load_balancer_access_logs_lifecycle" {
  bucket = aws_s3_bucket.service_load_balancer_access_logs.id
  rule {
    id     = "expire"
    status = "Enabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
    expiration {
      days = 90
    }
    filter {
      prefix = ""
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "service_load_balancer_access_logs_ownership" {
  bucket = aws_s3_bucket.service_load_balancer_access_logs.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "service_load_balancer_access_logs_public_access" {
  block_public_acls       = true
  block_public_policy     = true
  bucket                  = aws_s3_bucket.service_load_balancer_access_logs.id
  ignore_public_acls      = true
  restrict_public_buckets = true
  depends_on = [
    aws_s3_bucket_ownership_controls.service_load_balancer_access_logs_ownership,
  ]
}

resource "aws_s3_bucket_policy" "service_load_balancer_access_logs_policy" {
  bucket = aws_s3_bucket.service_load_balancer_access_logs.id
  policy = jsonencode({
    Statement = [
      {
        Action = "s3:PutObject"
        Effect = "Allow"
        Principal = {
          Service = "logdelivery.elasticloadbalancing.amazonaws.com"
        }
        Resource = "${aws_s3_bucket.service_load_balancer_access_logs.arn}/AWSLogs/${data.aws_caller_identity.aws_account.account_id}/*"
        Sid      = "Deliver"
      },
      {
        Action = "s3:*"
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
        Effect    = "Deny"
        Principal = "*"
        Resource = [
          aws_s3_bucket.service_load_balancer_access_logs.arn,
          "${aws_s3_bucket.service_load_balancer_access_logs.arn}/*",
        ]
        Sid = "EncryptedTransportOnly"
      },
    ]
    Version = "2012-10-17"
  })
  depends_on = [
    aws_s3_bucket_public_access_block.service_load_balancer_access_logs_public_access,
  ]
}

resource "aws_lb" "service_load_balancer" {
  desync_mitigation_mode     = "defensive"
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  idle_timeout               = 600
  internal                   = false
  ip_address_type            = "ipv4"
  load_balancer_type         = "application"
  name                       = var.name
  security_groups            = [aws_security_group.service_load_balancer_security_group.id]
  subnets                    = var.public_subnet_ids
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  access_logs {
    bucket  = aws_s3_bucket.service_load_balancer_access_logs.id
    enabled = true
  }
  depends_on = [
    aws_s3_bucket_policy.service_load_balancer_access_logs_policy,
  ]
}

resource "aws_acm_certificate" "service_load_balancer_certificate" {
  domain_name = var.domain_name
  tags = merge(
    {
      Name    = var.domain_name
      Service = var.name
    },
    var.tags,
  )
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "service_load_balancer_certificate_record" {
  allow_overwrite = true
  name            = { for key, val in toset(tolist(aws_acm_certificate.service_load_balancer_certificate.domain_validation_options)) : val.domain_name => val.resource_record_name }[var.domain_name]
  records = [
    { for key, val in toset(tolist(aws_acm_certificate.service_load_balancer_certificate.domain_validation_options)) : val.domain_name => val.resource_record_value }[var.domain_name],
  ]
  ttl     = 60
  type    = "CNAME"
  zone_id = var.hosted_zone_id
}

resource "aws_acm_certificate_validation" "service_load_balancer_certificate_validation" {
  certificate_arn         = aws_acm_certificate.service_load_balancer_certificate.arn
  validation_record_fqdns = [aws_route53_record.service_load_balancer_certificate_record.fqdn]
}

resource "aws_lb_listener" "service_load_balancer_https" {
  certificate_arn   = aws_acm_certificate_validation.service_load_balancer_certificate_validation.certificate_arn
  load_balancer_arn = aws_lb.service_load_balancer.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "service_load_balancer_http" {
  load_balancer_arn = aws_lb.service_load_balancer.arn
  port              = 80
  protocol          = "HTTP"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_route53_record" "service_load_balancer_alias" {
  name    = var.domain_name
  type    = "A"
  zone_id = var.hosted_zone_id
  alias {
    evaluate_target_health = true
    name                   = aws_lb.service_load_balancer.dns_name
    zone_id                = aws_lb.service_load_balancer.zone_id
  }
}

resource "aws_lb_target_group" "service_target_target_group" {
  deregistration_delay          = "600"
  load_balancing_algorithm_type = "least_outstanding_requests"
  name_prefix                   = "tg-"
  port                          = var.port
  protocol                      = "HTTP"
  protocol_version              = "HTTP1"
  tags = merge(
    {
      Name    = var.name
      Service = var.name
    },
    var.tags,
  )
  target_type = "ip"
  vpc_id      = var.vpc_id
  health_check {
    enabled             = true
    healthy_threshold   = 2
    interval            = 15
    matcher             = "200-299"
    path                = var.health_check_path
    port                = "traffic-port"
    protocol            = "HTTP"
    timeout             = 5
    unhealthy_threshold = 3
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "service_target_rule" {
  listener_arn = aws_lb_listener.service_load_balancer_https.arn
  priority     = 50000
  tags = merge(
    {
      Name    = var.name
      Service = var.name
    },
    var.tags,
  )
  action {
    target_group_arn = aws_lb_target_group.service_target_target_group.arn
    type             = "forward"
  }
  condition {
    path_pattern {
      values = ["/*"]
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "service_target_egress" {
  description                  = "To the tasks"
  from_port                    = var.port
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.service_security_group.id
  security_group_id            = aws_security_group.service_load_balancer_security_group.id
  to_port                      = var.port
}

resource "aws_cloudwatch_log_group" "service_logs_group" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_iam_role" "service_task_execution" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Action = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.aws_partition.partition}:ecs:${data.aws_region.aws_region.name}:${data.aws_caller_identity.aws_account.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
      },
    ]
    Version = "2012-10-17"
  })
  description = "ECS starts the tasks with it: ${var.name}"
  name_prefix = "execution-"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_iam_role_policy" "service_task_execution_policy" {
  name = "execution-policy"
  policy = jsonencode({
    Statement = concat(
      [
        for val in toset(regexall(
          "^(?P<account>[0-9]{12})\\.dkr[.-]ecr(?:-fips)?\\.(?P<region>[a-z0-9-]+)\\.(?:amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|c2s\\.ic\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov|on\\.amazonwebservices\\.com\\.cn|on\\.aws|sc2s\\.sgov\\.gov)/(?P<repository>[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*)",
          var.image,
          )) : {
          Effect   = "Allow"
          Action   = "ecr:GetAuthorizationToken"
          Resource = "*"
        }
      ],
      [
        for val in toset(regexall(
          "^(?P<account>[0-9]{12})\\.dkr[.-]ecr(?:-fips)?\\.(?P<region>[a-z0-9-]+)\\.(?:amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|c2s\\.ic\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov|on\\.amazonwebservices\\.com\\.cn|on\\.aws|sc2s\\.sgov\\.gov)/(?P<repository>[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*)",
          var.image,
          )) : {
          Effect = "Allow"
          Action = [
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
          ]
          Resource = join(
            ":",
            [
              "arn",
              data.aws_partition.aws_partition.partition,
              "ecr",
              val.region,
              val.account,
              join("/", ["repository", val.repository]),
            ],
          )
        }
      ],
      [
        {
          Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Effect = "Allow"
          Resource = join(
            "",
            [aws_cloudwatch_log_group.service_logs_group.arn, ":log-stream:*"],
          )
          Sid = "Logs"
        },
      ],
      [
        for val in var.secrets : {
          Effect   = "Allow"
          Action   = split(":", val)[2] == "secretsmanager" ? "secretsmanager:GetSecretValue" : "ssm:GetParameters"
          Resource = (split(":", val)[2] == "secretsmanager" && !can(regex("-[A-Za-z0-9]{6}$", join(":", slice(split(":", val), 0, min(7, length(split(":", val))))))) ? join("-", [join(":", slice(split(":", val), 0, min(7, length(split(":", val))))), "??????"]) : join(":", slice(split(":", val), 0, min(7, length(split(":", val))))))
        }
      ],
    )
    Version = "2012-10-17"
  })
  role = aws_iam_role.service_task_execution.id
}

resource "aws_iam_role" "service_task" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Action = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.aws_partition.partition}:ecs:${data.aws_region.aws_region.name}:${data.aws_caller_identity.aws_account.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
      },
    ]
    Version = "2012-10-17"
  })
  description = "The code of the tasks runs with it: ${var.name}"
  name_prefix = "task-"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_ecs_task_definition" "service_task_task_definition" {
  container_definitions = jsonencode([
    {
      environment = [
        for key, val in merge(
          var.environment,
          {
            KEEPALIVE_TIMEOUT = "605"
          },
          ) : {
          name  = key
          value = val
        }
      ]
      essential = true
      image     = var.image
      linuxParameters = {
        initProcessEnabled = true
      }

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.service_logs_group.name
          awslogs-region        = data.aws_region.aws_region.name
          awslogs-stream-prefix = var.name
          max-buffer-size       = "25m"
          mode                  = "non-blocking"
        }
      }

      mountPoints = [
        {
          containerPath = "/tmp"
          readOnly      = false
          sourceVolume  = "${var.name}-tmp"
        },
      ]
      name = var.name
      portMappings = [
        {
          containerPort = var.port
          hostPort      = var.port
          name          = "http"
          protocol      = "tcp"
        },
      ]
      readonlyRootFilesystem = true
      secrets = [
        for key, val in var.secrets : {
          name      = key
          valueFrom = val
        }
      ]
      stopTimeout = 120
    },
  ])
  cpu                      = tostring(var.cpu)
  execution_role_arn       = aws_iam_role.service_task_execution.arn
  family                   = var.name
  memory                   = tostring(var.memory)
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  task_role_arn = aws_iam_role.service_task.arn
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
  volume {
    name = "${var.name}-tmp"
  }
  lifecycle {
    precondition {
      condition = contains(
        lookup(
          {
            "256"  = [512, 1024, 2048]
            "512"  = [1024, 2048, 3072, 4096]
            "1024" = [2048, 3072, 4096, 5120, 6144, 7168, 8192]
            "2048" = [
              4096,
              5120,
              6144,
              7168,
              8192,
              9216,
              10240,
              11264,
              12288,
              13312,
              14336,
              15360,
              16384,
            ]
            "4096" = [
              8192,
              9216,
              10240,
              11264,
              12288,
              13312,
              14336,
              15360,
              16384,
              17408,
              18432,
              19456,
              20480,
              21504,
              22528,
              23552,
              24576,
              25600,
              26624,
              27648,
              28672,
              29696,
              30720,
            ]
            "8192" = [
              16384,
              20480,
              24576,
              28672,
              32768,
              36864,
              40960,
              45056,
              49152,
              53248,
              57344,
              61440,
            ]
            "16384" = [
              32768,
              40960,
              49152,
              57344,
              65536,
              73728,
              81920,
              90112,
              98304,
              106496,
              114688,
              122880,
            ]
            "32768" = [61440, 122880, 249856]
          },
          tostring(var.cpu),
          [],
        ),
        var.memory,
      )
      error_message = "memory: got ${var.memory}, want ${lookup({ "256" = "one of 512, 1024, 2048", "512" = "1024 to 4096 in steps of 1024", "1024" = "2048 to 8192 in steps of 1024", "2048" = "4096 to 16384 in steps of 1024", "4096" = "8192 to 30720 in steps of 1024", "8192" = "16384 to 61440 in steps of 4096", "16384" = "32768 to 122880 in steps of 8192", "32768" = "one of 61440, 122880, 249856" }, tostring(var.cpu), "the memory of a size that there is")} MiB with ${var.cpu} CPU units (rule fargate-task-size)."
    }
    precondition {
      condition     = var.min_tasks <= var.desired_tasks && var.desired_tasks <= var.max_tasks
      error_message = "min_tasks, desired_tasks and max_tasks: got ${join(", ", [var.min_tasks, var.desired_tasks, var.max_tasks])}, want numbers in ascending order (rule module-order)."
    }
    precondition {
      condition     = length(setintersection(keys(var.environment), keys(var.secrets))) == 0
      error_message = "environment and secrets: got ${join(", ", setintersection(keys(var.environment), keys(var.secrets)))}, want each variable in one of them; leave the value out of environment (rule module-variable-source)."
    }
  }
}

resource "aws_kms_key" "service_guardrails_topic_key" {
  description         = "Encrypts the notifications of ${var.name}"
  enable_key_rotation = true
  policy = jsonencode({
    Statement = [
      {
        Action = "kms:*"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.aws_partition.partition}:iam::${data.aws_caller_identity.aws_account.account_id}:root"
        }
        Resource = "*"
        Sid      = "Account"
      },
      {
        Action = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Resource = "*"
        Sid      = "Alarms"
      },
      {
        Action = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "budgets.amazonaws.com"
        }
        Resource = "*"
        Sid      = "Budgets"
      },
      {
        Action = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "costalerts.amazonaws.com"
        }
        Resource = "*"
        Sid      = "CostAnomalies"
      },
    ]
    Version = "2012-10-17"
  })
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_sns_topic" "service_guardrails_topic" {
  kms_master_key_id = aws_kms_key.service_guardrails_topic_key.arn
  name              = "${var.name}-guardrails"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_sns_topic_policy" "service_guardrails_topic_policy" {
  arn = aws_sns_topic.service_guardrails_topic.arn
  policy = jsonencode({
    Statement = [
      {
        Action = "sns:Publish"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.aws_partition.partition}:cloudwatch:${data.aws_region.aws_region.name}:${data.aws_caller_identity.aws_account.account_id}:alarm:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Resource = aws_sns_topic.service_guardrails_topic.arn
        Sid      = "Alarms"
      },
      {
        Action = "sns:Publish"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.aws_partition.partition}:budgets::${data.aws_caller_identity.aws_account.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "budgets.amazonaws.com"
        }
        Resource = aws_sns_topic.service_guardrails_topic.arn
        Sid      = "Budgets"
      },
      {
        Action = "sns:Publish"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.aws_account.account_id
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "costalerts.amazonaws.com"
        }
        Resource = aws_sns_topic.service_guardrails_topic.arn
        Sid      = "CostAnomalies"
      },
      {
        Action = "sns:Publish"
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
        Effect    = "Deny"
        Principal = "*"
        Resource  = aws_sns_topic.service_guardrails_topic.arn
        Sid       = "OnlyTLS"
      },
    ]
    Version = "2012-10-17"
  })
}

resource "aws_sns_topic_subscription" "service_guardrails_email" {
  endpoint  = each.value
  protocol  = "email"
  topic_arn = aws_sns_topic.service_guardrails_topic.arn
  for_each  = toset(var.alarm_emails)
}

resource "aws_cloudwatch_metric_alarm" "service_guardrails_alarm_time_to_first_byte" {
  alarm_actions       = [aws_sns_topic.service_guardrails_topic.arn]
  alarm_description   = "One request in twenty waits more than 10 s for the first byte of its response. If it began with a deployment, roll that back. If tasks are saturated, add some. If the model's provider is slow, another release does not help."
  alarm_name          = "${var.name}-time-to-first-byte"
  comparison_operator = "GreaterThanThreshold"
  datapoints_to_alarm = 3
  dimensions = {
    LoadBalancer = aws_lb.service_load_balancer.arn_suffix
    TargetGroup  = aws_lb_target_group.service_target_target_group.arn_suffix
  }
  evaluate_low_sample_count_percentiles = "ignore"
  evaluation_periods                    = 5
  extended_statistic                    = "p95"
  metric_name                           = "TargetResponseTime"
  namespace                             = "AWS/ApplicationELB"
  ok_actions                            = [aws_sns_topic.service_guardrails_topic.arn]
  period                                = 60
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  threshold          = 10
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "service_guardrails_alarm_server_errors" {
  alarm_actions       = [aws_sns_topic.service_guardrails_topic.arn]
  alarm_description   = "More than 5 % of the requests fail with a 5xx, or no task accepts them; minutes with fewer than 10 requests do not count. If it began with a deployment, roll that back; otherwise read the logs of the tasks and the status page of the model's provider."
  alarm_name          = "${var.name}-server-errors"
  comparison_operator = "GreaterThanThreshold"
  datapoints_to_alarm = 3
  evaluation_periods  = 5
  ok_actions          = [aws_sns_topic.service_guardrails_topic.arn]
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  threshold          = 5
  treat_missing_data = "notBreaching"
  metric_query {
    id          = "requests"
    return_data = false
    metric {
      dimensions = {
        LoadBalancer = aws_lb.service_load_balancer.arn_suffix
        TargetGroup  = aws_lb_target_group.service_target_target_group.arn_suffix
      }
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 60
      stat        = "Sum"
    }
  }
  metric_query {
    id          = "errors"
    return_data = false
    metric {
      dimensions = {
        LoadBalancer = aws_lb.service_load_balancer.arn_suffix
        TargetGroup  = aws_lb_target_group.service_target_target_group.arn_suffix
      }
      metric_name = "HTTPCode_Target_5XX_Count"
      namespace   = "AWS/ApplicationELB"
      period      = 60
      stat        = "Sum"
    }
  }
  metric_query {
    id          = "refused"
    return_data = false
    metric {
      dimensions = {
        LoadBalancer = aws_lb.service_load_balancer.arn_suffix
        TargetGroup  = aws_lb_target_group.service_target_target_group.arn_suffix
      }
      metric_name = "TargetConnectionErrorCount"
      namespace   = "AWS/ApplicationELB"
      period      = 60
      stat        = "Sum"
    }
  }
  metric_query {
    expression  = "IF(requests >= 10, 100 * (FILL(errors, 0) + FILL(refused, 0)) / requests, 0)"
    id          = "percent"
    label       = "failed requests, %"
    return_data = true
  }
}

resource "aws_cloudwatch_metric_alarm" "service_guardrails_alarm_unhealthy_hosts" {
  alarm_actions       = [aws_sns_topic.service_guardrails_topic.arn]
  alarm_description   = "For five minutes a task has failed its health check, and ECS has not replaced it by one that passes. Read the reason in the target group, then the logs of that task. A health check that calls a model fails with the model."
  alarm_name          = "${var.name}-unhealthy-hosts"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  datapoints_to_alarm = 5
  dimensions = {
    LoadBalancer = aws_lb.service_load_balancer.arn_suffix
    TargetGroup  = aws_lb_target_group.service_target_target_group.arn_suffix
  }
  evaluation_periods = 5
  metric_name        = "UnHealthyHostCount"
  namespace          = "AWS/ApplicationELB"
  ok_actions         = [aws_sns_topic.service_guardrails_topic.arn]
  period             = 60
  statistic          = "Maximum"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  threshold          = 1
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "service_guardrails_alarm_tasks_below_desired" {
  alarm_actions       = [aws_sns_topic.service_guardrails_topic.arn]
  alarm_description   = "For ten minutes fewer tasks have run than should. Read the service's events and the reasons why its tasks stopped: the image cannot be pulled, a secret cannot be read, the container exits, or Fargate has no capacity. INSUFFICIENT_DATA means that the cluster lacks Container Insights."
  alarm_name          = "${var.name}-tasks-below-desired"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  datapoints_to_alarm = 10
  evaluation_periods  = 10
  ok_actions          = [aws_sns_topic.service_guardrails_topic.arn]
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  threshold          = 1
  treat_missing_data = "missing"
  metric_query {
    id          = "desired"
    return_data = false
    metric {
      dimensions = {
        ClusterName = var.name
        ServiceName = var.name
      }
      metric_name = "DesiredTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 60
      stat        = "Average"
    }
  }
  metric_query {
    id          = "running"
    return_data = false
    metric {
      dimensions = {
        ClusterName = var.name
        ServiceName = var.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 60
      stat        = "Average"
    }
  }
  metric_query {
    expression  = "desired - FILL(running, 0)"
    id          = "lacking"
    label       = "tasks that lack"
    return_data = true
  }
}

resource "aws_budgets_budget" "service_guardrails_budget" {
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  name         = "${var.name}-monthly"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  time_unit = "MONTHLY"
  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:%s$%s", "Service", var.name)]
  }
  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = [aws_sns_topic.service_guardrails_topic.arn]
    threshold                 = 50
    threshold_type            = "PERCENTAGE"
  }
  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = [aws_sns_topic.service_guardrails_topic.arn]
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
  }
  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = [aws_sns_topic.service_guardrails_topic.arn]
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
  }
  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "FORECASTED"
    subscriber_sns_topic_arns = [aws_sns_topic.service_guardrails_topic.arn]
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
  }
  depends_on = [
    aws_sns_topic_policy.service_guardrails_topic_policy,
  ]
}

resource "aws_cloudwatch_dashboard" "service_guardrails_dashboard" {
  dashboard_body = jsonencode({
    periodOverride = "inherit"
    start          = "-PT12H"
    widgets = [
      {
        height = 4
        properties = {
          alarms = [
            aws_cloudwatch_metric_alarm.service_guardrails_alarm_time_to_first_byte.arn,
            aws_cloudwatch_metric_alarm.service_guardrails_alarm_server_errors.arn,
            aws_cloudwatch_metric_alarm.service_guardrails_alarm_unhealthy_hosts.arn,
            aws_cloudwatch_metric_alarm.service_guardrails_alarm_tasks_below_desired.arn,
          ]
          sortBy = "stateUpdatedTimestamp"
          title  = "${var.name}: alarms"
        }

        type  = "alarm"
        width = 24
        x     = 0
        y     = 0
      },
      {
        height = 6
        properties = {
          metrics = [
            [
              "AWS/ApplicationELB",
              "RequestCount",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                label = "requests"
                stat  = "Sum"
              },
            ],
            [
              "AWS/ApplicationELB",
              "HTTPCode_Target_4XX_Count",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                label = "4xx"
                stat  = "Sum"
              },
            ],
          ]
          period  = 60
          region  = data.aws_region.aws_region.name
          stacked = false
          stat    = "Sum"
          title   = "Traffic"
          view    = "timeSeries"
          yAxis = {
            left = {
              label     = "requests a minute"
              min       = 0
              showUnits = false
            }
          }
        }

        type  = "metric"
        width = 8
        x     = 0
        y     = 4
      },
      {
        height = 6
        properties = {
          annotations = {
            horizontal = [
              {
                label = "alarm time-to-first-byte"
                value = 10
              },
            ]
          }

          metrics = [
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                label = "p50"
                stat  = "p50"
              },
            ],
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                label = "p95"
                stat  = "p95"
              },
            ],
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                label = "p99"
                stat  = "p99"
              },
            ],
          ]
          period  = 60
          region  = data.aws_region.aws_region.name
          stacked = false
          stat    = "Sum"
          title   = "Time to first byte"
          view    = "timeSeries"
          yAxis = {
            left = {
              label     = "seconds"
              min       = 0
              showUnits = false
            }
          }
        }

        type  = "metric"
        width = 8
        x     = 8
        y     = 4
      },
      {
        height = 6
        properties = {
          annotations = {
            horizontal = [
              {
                label = "alarm server-errors"
                value = 5
              },
            ]
          }

          metrics = [
            [
              "AWS/ApplicationELB",
              "RequestCount",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                id      = "requests"
                stat    = "Sum"
                visible = false
              },
            ],
            [
              "AWS/ApplicationELB",
              "HTTPCode_Target_5XX_Count",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                id      = "errors"
                stat    = "Sum"
                visible = false
              },
            ],
            [
              "AWS/ApplicationELB",
              "TargetConnectionErrorCount",
              "LoadBalancer",
              aws_lb.service_load_balancer.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.service_target_target_group.arn_suffix,
              {
                id      = "refused"
                stat    = "Sum"
                visible = false
              },
            ],
            [
              {
                expression = "100 * (FILL(errors, 0) + FILL(refused, 0)) / requests"
                id         = "percent"
                label      = "failed"
              },
            ],
          ]
          period  = 60
          region  = data.aws_region.aws_region.name
          stacked = false
          stat    = "Sum"
          title   = "Failed requests"
          view    = "timeSeries"
          yAxis = {
            left = {
              label     = "% of requests"
              min       = 0
              showUnits = false
            }
          }
        }

        type  = "metric"
        width = 8
        x     = 16
        y     = 4
      },
      {
        height = 6
        properties = {
          metrics = [
            [
              "ECS/ContainerInsights",
              "DesiredTaskCount",
              "ClusterName",
              var.name,
              "ServiceName",
              var.name,
              {
                label = "desired"
                stat  = "Average"
              },
            ],
            [
              "ECS/ContainerInsights",
              "RunningTaskCount",
              "ClusterName",
              var.name,
              "ServiceName",
              var.name,
              {
                label = "running"
                stat  = "Average"
              },
            ],
            [
              "ECS/ContainerInsights",
              "PendingTaskCount",
              "ClusterName",
              var.name,
              "ServiceName",
              var.name,
              {
                label = "pending"
                stat  = "Average"
              },
            ],
            [
              "ECS/ContainerInsights",
              "DeploymentCount",
              "ClusterName",
              var.name,
              "ServiceName",
              var.name,
              {
                label = "deployments (2: one is under way)"
                stat  = "Average"
              },
            ],
          ]
          period  = 60
          region  = data.aws_region.aws_region.name
          stacked = false
          stat    = "Sum"
          title   = "Tasks and deployments"
          view    = "timeSeries"
          yAxis = {
            left = {
              label     = "tasks"
              min       = 0
              showUnits = false
            }
          }
        }

        type  = "metric"
        width = 8
        x     = 0
        y     = 10
      },
      {
        height = 6
        properties = {
          metrics = [
            [
              "AWS/ECS",
              "CPUUtilization",
              "ClusterName",
              var.name,
              "ServiceName",
              var.name,
              {
                label = "CPU"
                stat  = "Average"
              },
            ],
            [
              "AWS/ECS",
              "MemoryUtilization",
              "ClusterName",
              var.name,
              "ServiceName",
              var.name,
              {
                label = "memory"
                stat  = "Average"
              },
            ],
          ]
          period  = 60
          region  = data.aws_region.aws_region.name
          stacked = false
          stat    = "Sum"
          title   = "CPU and memory of the tasks"
          view    = "timeSeries"
          yAxis = {
            left = {
              label     = "%"
              min       = 0
              showUnits = false
            }
          }
        }

        type  = "metric"
        width = 8
        x     = 8
        y     = 10
      },
    ]
  })
  dashboard_name = var.name
}

resource "aws_security_group" "service_security_group" {
  description = "Tasks of the ECS service ${var.name}"
  name_prefix = "tasks-"
  tags = merge(
    {
      Name    = "${var.name}-tasks"
      Service = var.name
    },
    var.tags,
  )
  vpc_id = var.vpc_id
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "service_ingress_load_balancer" {
  description                  = "From load-balancer to the tasks"
  from_port                    = var.port
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.service_load_balancer_security_group.id
  security_group_id            = aws_security_group.service_security_group.id
  to_port                      = var.port
}

resource "aws_vpc_security_group_egress_rule" "service_egress_https" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "From the tasks to https"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.service_security_group.id
  to_port           = 443
}

resource "aws_ecs_service" "service" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.service_cluster.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = var.desired_tasks
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  health_check_grace_period_seconds  = 60
  launch_type                        = "FARGATE"
  name                               = var.name
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
  task_definition       = aws_ecs_task_definition.service_task_task_definition.arn
  wait_for_steady_state = true
  alarms {
    alarm_names = [
      aws_cloudwatch_metric_alarm.service_guardrails_alarm_time_to_first_byte.alarm_name,
      aws_cloudwatch_metric_alarm.service_guardrails_alarm_server_errors.alarm_name,
      aws_cloudwatch_metric_alarm.service_guardrails_alarm_unhealthy_hosts.alarm_name,
      aws_cloudwatch_metric_alarm.service_guardrails_alarm_tasks_below_desired.alarm_name,
    ]
    enable   = true
    rollback = true
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  load_balancer {
    container_name   = var.name
    container_port   = var.port
    target_group_arn = aws_lb_target_group.service_target_target_group.arn
  }
  network_configuration {
    assign_public_ip = false
    security_groups  = [aws_security_group.service_security_group.id]
    subnets          = var.task_subnet_ids
  }
  timeouts {
    create = "30m"
    update = "30m"
  }
  depends_on = [
    aws_lb_listener_rule.service_target_rule,
    aws_iam_role_policy.service_task_execution_policy,
    aws_ecs_cluster_capacity_providers.service_cluster_capacity_providers,
  ]
  lifecycle {
    ignore_changes = [
      desired_count,
    ]
    postcondition {
      condition     = (self.task_definition == aws_ecs_task_definition.service_task_task_definition.arn)
      error_message = "ECS rolled the deployment of ${var.name} back: its circuit breaker or an alarm stopped it, and the previous revision runs. See the service's events and the stopped tasks' reasons, then apply again."
    }
  }
}

resource "aws_appautoscaling_target" "service_scaling_target" {
  max_capacity       = var.max_tasks
  min_capacity       = var.min_tasks
  resource_id        = "service/${aws_ecs_cluster.service_cluster.name}/${aws_ecs_service.service.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  tags = merge(
    {
      Service = var.name
    },
    var.tags,
  )
}

resource "aws_appautoscaling_policy" "service_scaling_policy_cpu_utilization" {
  name               = "cpu-utilization"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.service_scaling_target.resource_id
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  target_tracking_scaling_policy_configuration {
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    target_value       = 60
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

data "aws_caller_identity" "aws_account" {}

data "aws_region" "aws_region" {}

data "aws_partition" "aws_partition" {}
