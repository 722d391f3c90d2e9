// Package apprunner reads a service of AWS App Runner for package migration.
//
// A folder that holds several of these is one service:
//
//	apprunner.yaml   how the application is built and run, where its source says so
//	*.json           what aws apprunner printed: describe-service, describe-auto-scaling-configuration,
//	                 describe-vpc-connector, describe-observability-configuration, describe-custom-domains
//
// What describe-service says is what runs. Where it says that the configuration comes from the repository,
// apprunner.yaml counts, as in App Runner (https://docs.aws.amazon.com/apprunner/latest/dg/config-file-ref.html).
package apprunner
