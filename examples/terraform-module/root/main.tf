# Two services of one module, which share a network and nothing else.
terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.99, < 7.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      Team = "assistants"
    }
  }
}

module "chat" {
  source = "../dist"

  name              = "module-chat"
  image             = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat:v1.4.2"
  port              = 4000
  vpc_id            = var.vpc_id
  public_subnet_ids = var.public_subnet_ids
  task_subnet_ids   = var.task_subnet_ids
  domain_name       = "module-chat.acme.dev"
  hosted_zone_id    = var.hosted_zone_id

  environment = {
    MODEL = "gpt-5-mini"
  }
  secrets = {
    OPENAI_API_KEY = "${var.openai_secret_arn}:api_key::"
  }
  alarm_emails        = ["oncall@acme.dev"]
  deletion_protection = var.deletion_protection
}

module "search" {
  source = "../dist"

  name              = "module-search"
  image             = "ghcr.io/acme/search:v2.7.0"
  cpu               = 2048
  memory            = 8192
  min_tasks         = 3
  desired_tasks     = 3
  max_tasks         = 20
  vpc_id            = var.vpc_id
  public_subnet_ids = var.public_subnet_ids
  task_subnet_ids   = var.task_subnet_ids
  domain_name       = "module-search.acme.dev"
  hosted_zone_id    = var.hosted_zone_id

  health_check_path   = "/healthz"
  log_retention_days  = 90
  monthly_budget_usd  = 1200
  deletion_protection = var.deletion_protection

  tags = {
    CostCenter = "4711"
  }
}
