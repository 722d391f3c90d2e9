// Package logs makes the CloudWatch log group of a service, with the delivery that keeps a log outage from becoming a
// service outage.
//
// It defines an aws_cloudwatch_log_group, with metric filters and a data protection policy where they are asked for:
// [TokenFilter] makes a metric of the tokens that a service logs, [DataProtection] masks keys that it logs by mistake.
//
// It does not define a log driver: [Group.Options] hands the awslogs options to whatever writes the task definition,
// such as package ecs. To log to a group that exists, give its name and ARN there instead of creating a [Group].
package logs
