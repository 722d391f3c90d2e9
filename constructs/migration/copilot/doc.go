// Package copilot reads an application of AWS Copilot for package migration: the folder that holds copilot/.
//
//	copilot/.workspace                        the application's name
//	copilot/NAME/manifest.yml                 a service or a job
//	copilot/environments/NAME/manifest.yml    an environment
//	copilot/**/addons, overrides, pipelines   what somebody has to decide on
//
// A program is that of one environment: what its services say under environments is laid over the rest, as Copilot does
// it (https://aws.github.io/copilot-cli/docs/manifest/overview/).
package copilot
