# terraform init && terraform test: no provider is asked, so no account is needed.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "210987654321"
      arn        = "arn:aws:iam::210987654321:user/test"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_region" {
    defaults = {
      name = "eu-west-1"
      id   = "eu-west-1"
    }
  }
}

variables {
  name              = "llm-proxy"
  image             = "ghcr.io/acme/llm-proxy:v1.4.2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  public_subnet_ids = ["subnet-0a1b2c3d4e5f67890", "subnet-0b1b2c3d4e5f67890"]
  task_subnet_ids   = ["subnet-0c1b2c3d4e5f67890", "subnet-0d1b2c3d4e5f67890"]
  domain_name       = "llm.acme.dev"
  hosted_zone_id    = "Z0123456789ABCDEFGHIJ"
}

run "examples" {
  command = plan
}

run "refused_1" {
  command = plan
  variables {
    # invalid
    name = " "
    # invalid
    image = "https://a/b:v1"
    # invalid
    vpc_id = " "
    # range
    public_subnet_ids = ["a", "a"]
    # range
    task_subnet_ids = ["a", "a"]
    # invalid
    domain_name = " "
    # invalid
    hosted_zone_id = " "
    # range
    port = 0
    # fargate-task-size
    cpu = 32769
    # range
    memory = 511
    # range
    min_tasks = 1
    # range
    desired_tasks = 1
    # range
    max_tasks = 1
    # invalid
    environment = {
      " " = "x"
    }
    # invalid
    secrets = {
      " " = "x"
    }
    # invalid
    health_check_path = " "
    # one-of
    log_retention_days = -1
    # invalid
    alarm_emails = [" "]
    # range
    monthly_budget_usd = 0
    # tags
    tags = {
      "0"  = "x"
      "1"  = "x"
      "10" = "x"
      "11" = "x"
      "12" = "x"
      "13" = "x"
      "14" = "x"
      "15" = "x"
      "16" = "x"
      "17" = "x"
      "18" = "x"
      "19" = "x"
      "2"  = "x"
      "20" = "x"
      "21" = "x"
      "22" = "x"
      "23" = "x"
      "24" = "x"
      "25" = "x"
      "26" = "x"
      "27" = "x"
      "28" = "x"
      "29" = "x"
      "3"  = "x"
      "30" = "x"
      "31" = "x"
      "32" = "x"
      "33" = "x"
      "34" = "x"
      "35" = "x"
      "36" = "x"
      "37" = "x"
      "38" = "x"
      "39" = "x"
      "4"  = "x"
      "40" = "x"
      "41" = "x"
      "42" = "x"
      "43" = "x"
      "44" = "x"
      "45" = "x"
      "46" = "x"
      "47" = "x"
      "48" = "x"
      "49" = "x"
      "5"  = "x"
      "50" = "x"
      "6"  = "x"
      "7"  = "x"
      "8"  = "x"
      "9"  = "x"
    }
  }
  expect_failures = [
    var.name,
    var.image,
    var.vpc_id,
    var.public_subnet_ids,
    var.task_subnet_ids,
    var.domain_name,
    var.hosted_zone_id,
    var.port,
    var.cpu,
    var.memory,
    var.min_tasks,
    var.desired_tasks,
    var.max_tasks,
    var.environment,
    var.secrets,
    var.health_check_path,
    var.log_retention_days,
    var.alarm_emails,
    var.monthly_budget_usd,
    var.tags,
  ]
}

run "refused_2" {
  command = plan
  variables {
    # module-internal-name
    name = "internal-"
    # image-fixed
    image = "a:latest"
    # invalid
    public_subnet_ids = [" "]
    # invalid
    task_subnet_ids = [" "]
    # ecs-reserved-variable
    environment = {
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" = "x"
    }
    # ecs-reserved-variable
    secrets = {
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" = "x"
    }
    # tags
    tags = {
      "aws:a" = "x"
    }
  }
  expect_failures = [
    var.name,
    var.image,
    var.public_subnet_ids,
    var.task_subnet_ids,
    var.environment,
    var.secrets,
    var.tags,
  ]
}

run "refused_3" {
  command = plan
  variables {
    # ecs-plaintext-credential
    environment = {
      "API_KEY" = "x1"
    }
    # invalid
    secrets = {
      "A" = "x"
    }
    # tags
    tags = {
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" = "x"
    }
  }
  expect_failures = [
    var.environment,
    var.secrets,
    var.tags,
  ]
}

run "refused_4" {
  command = plan
  variables {
    # tags
    tags = {
      "a" = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
  expect_failures = [
    var.tags,
  ]
}

run "refused_5" {
  command = plan
  variables {
    # tags
    tags = {
      "a!" = "x"
    }
  }
  expect_failures = [
    var.tags,
  ]
}

run "refused_6" {
  command = plan
  variables {
    # tags
    tags = {
      "a" = "!"
    }
  }
  expect_failures = [
    var.tags,
  ]
}
