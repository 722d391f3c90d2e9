// Package logs makes the CloudWatch log group of a service, with the delivery that keeps a log outage from becoming a service
// outage.
//
// It defines one aws_cloudwatch_log_group. It does not define a log driver: [Group.Options] hands the awslogs options to
// whatever writes the task definition, such as package ecs. To log to a group that exists, give its name and ARN there
// instead of creating a [Group].
package logs
