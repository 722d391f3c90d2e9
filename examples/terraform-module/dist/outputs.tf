output "service_url" {
  value       = "https://${var.domain_name}"
  description = "Where the service is reached"
}

output "service_load_balancer_dns_name" {
  value       = aws_lb.service_load_balancer.dns_name
  description = "DNS name of the load balancer, for an alias record or a health probe"
}

output "service_load_balancer_zone_id" {
  value       = aws_lb.service_load_balancer.zone_id
  description = "Hosted zone of the load balancer's DNS name, for an alias record"
}

output "service_cluster_name" {
  value       = aws_ecs_cluster.service_cluster.name
  description = "ECS cluster"
}

output "service_service_name" {
  value       = aws_ecs_service.service.name
  description = "ECS service"
}

output "service_task_family" {
  value       = aws_ecs_task_definition.service_task_task_definition.family
  description = "Family of the task definition's revisions"
}

output "service_log_group_name" {
  value       = aws_cloudwatch_log_group.service_logs_group.name
  description = "CloudWatch log group of the containers"
}

output "service_execution_role_arn" {
  value       = aws_iam_role.service_task_execution.arn
  description = "Role that ECS starts tasks with"
}

output "service_task_role_arn" {
  value       = aws_iam_role.service_task.arn
  description = "Role that the code runs with"
}

output "service_run_task" {
  value = jsonencode({
    cluster    = aws_ecs_cluster.service_cluster.arn
    count      = 1
    launchType = "FARGATE"
    networkConfiguration = {
      awsvpcConfiguration = {
        assignPublicIp = "DISABLED"
        securityGroups = [aws_security_group.service_security_group.id]
        subnets        = var.task_subnet_ids
      }
    }

    startedBy      = "run-task"
    taskDefinition = var.name
  })
  description = "A one-off task as aws ecs run-task --cli-input-json takes it, without its command"
}
