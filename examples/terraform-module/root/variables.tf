variable "vpc_id" {
  description = "VPC of both services."
  type        = string
}

variable "public_subnet_ids" {
  description = "Its subnets with a route to the internet gateway."
  type        = list(string)
}

variable "task_subnet_ids" {
  description = "Its subnets with a route to a NAT gateway."
  type        = list(string)
}

variable "hosted_zone_id" {
  description = "Zone of acme.dev."
  type        = string
}

variable "openai_secret_arn" {
  description = "Secret with the field api_key."
  type        = string
}

variable "deletion_protection" {
  description = "Set it to false and apply before you destroy."
  type        = bool
  default     = true
}
