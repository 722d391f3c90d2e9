// Package stackcheck refuses a synthesized stack that would do more than make resources when Terraform plans or applies
// it: run a program, load code of an unknown provider or module, read a file of the machine, keep its state elsewhere,
// or send what the credentials read to another address.
//
//	findings, err := stackcheck.Check("cdktf.out/stacks/llm-proxy", stackcheck.Policy{})
//
// The workflow of package workflow synthesizes in a job without credentials, since synthesis runs the code of the
// repository and of its dependencies. What comes out is data, and this package is what lets a job with credentials
// treat it so: Terraform's JSON can hold provisioners, data sources that run programs, providers of anybody, settings
// of a provider that name a program (credential_process), and functions that read files.
//
// The folder holds cdk.tf.json, .terraform.lock.hcl and assets, and nothing else: a file of variables, a second file of
// Terraform, a folder .terraform with providers in it, a link out of the folder are refused. Modules are refused too:
// their code is not in the JSON, and not in the lock file.
//
// It does not judge what the resources are; plan-review does.
package stackcheck
