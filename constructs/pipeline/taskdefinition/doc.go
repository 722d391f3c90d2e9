// Package taskdefinition writes the task-definition file that a deployment pipeline registers, and finds where it
// drifted from Terraform.
//
//	definitions, err := taskdefinition.Read(text) // a cdk.tf.json, a plan, a state or the outputs of Terraform
//	file, err := definitions[0].JSON()            // for aws ecs register-task-definition --cli-input-json
//
// A file has no holes: [FromStack] evaluates every expression that can be known without AWS, which is all of them where
// the provider states the region and the account and the roles have fixed names. A definition with a reference that
// only an apply answers has no file, but a list of those references, each with what to do about it. A plan ([FromPlan])
// or an output after an apply ([FromOutputs]) answers them.
//
// [Diff] compares what the file in an application's repository would register with what Terraform would. What ECS fills
// in itself and the order of what has none are no differences, and neither is the image that the pipeline renders.
//
// A source of another shape, of more than 32 MiB or nested deeper than 200 is an error, never one without definitions.
// A definition holds what Terraform marks as sensitive in plain text: it could not be registered without.
//
// The package is pure Go: it starts no Node, calls no AWS and runs no Terraform.
package taskdefinition
