// Package beanstalk reads an application of AWS Elastic Beanstalk for package migration.
//
// A folder that holds several of these is one application:
//
//	*.json                             what aws elasticbeanstalk describe-configuration-settings printed
//	.elasticbeanstalk/saved_configs/   a saved configuration
//	env.yaml                           the environment's manifest
//	.ebextensions/*.config             options and customizations
//	Dockerrun.aws.json, docker-compose.yml, Procfile, cron.yaml, .platform
//
// An option that several of them state has the value that Beanstalk would give it, from the strongest to the weakest:
// settings of the environment, saved configuration, environment manifest, .ebextensions, of which the last file by name
// wins (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence).
package beanstalk
