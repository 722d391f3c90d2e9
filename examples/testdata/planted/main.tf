resource "aws_s3_bucket" "b" {
  bucket = "planted"
}
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket.b.id
  acl    = "public-read-write"
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "s" {
  vpc_id                  = aws_vpc.v.id
  cidr_block              = "10.0.0.0/24"
  map_public_ip_on_launch = true
}
resource "aws_security_group" "g" {
  name   = "planted"
  vpc_id = aws_vpc.v.id
  ingress {
    description      = "inside"
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }
  ingress {
    description      = ""
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }
}
resource "aws_vpc_security_group_egress_rule" "e" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_lb" "l" {
  name                       = "planted"
  internal                   = false
  load_balancer_type         = "application"
  drop_invalid_header_fields = false
  subnets                    = [aws_subnet.s.id]
}
resource "aws_lb_target_group" "t" {
  name        = "planted"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = aws_vpc.v.id
  target_type = "ip"
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.l.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  certificate_arn   = "arn:aws:acm:eu-west-1:210987654321:certificate/1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_ecr_repository" "r" {
  name                 = "planted"
  image_tag_mutability = "MUTABLE"
  image_scanning_configuration {
    scan_on_push = false
  }
}
resource "aws_ecr_repository_policy" "r" {
  repository = aws_ecr_repository.r.name
  policy     = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}]}"
}
resource "aws_sns_topic" "t" {
  name = "planted"
}
resource "aws_sqs_queue" "q" {
  name                    = "planted"
  sqs_managed_sse_enabled = false
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sqs:*\", \"Resource\": \"*\"}]}"
}
resource "aws_ecs_cluster" "c" {
  name = "planted"
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}
resource "aws_efs_file_system" "f" {
  encrypted = false
}
resource "aws_ecs_task_definition" "t" {
  family                   = "planted"
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  requires_compatibilities = ["FARGATE"]
  volume {
    name = "files"
    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.f.id
      transit_encryption = "DISABLED"
    }
  }
  container_definitions = jsonencode([{ "name" = "planted", "image" = "${aws_ecr_repository.r.repository_url}:v1", "environment" = [{ "name" = "AWS_SECRET_ACCESS_KEY", "value" = "planted-and-of-no-account" }] }])
}
resource "aws_kms_key" "k" {
  enable_key_rotation = false
}
resource "aws_cloudwatch_log_group" "g" {
  name = "planted"
}
resource "aws_secretsmanager_secret" "s" {
  name = "planted"
}
resource "aws_db_instance" "d" {
  identifier                  = "planted"
  engine                      = "postgres"
  instance_class              = "db.t3.micro"
  allocated_storage           = 20
  username                    = "planted"
  manage_master_user_password = true
  publicly_accessible         = true
  storage_encrypted           = false
  skip_final_snapshot         = true
  backup_retention_period     = 0
}
resource "aws_dynamodb_table" "t" {
  name         = "planted"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_instance" "i" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
  metadata_options {
    http_tokens   = "optional"
    http_endpoint = "enabled"
  }
  root_block_device {
    encrypted = false
  }
}
resource "aws_iam_policy" "p" {
  name   = "planted"
  policy = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"
}

