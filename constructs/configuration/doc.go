// Package configuration hands files to a task: objects in a private S3 bucket, the permission to read exactly them, and
// the environment variables that tell the code where they are. A changed file is a new deployment.
//
//	files := configuration.New(stack, "configuration", &configuration.Props{Settings: configuration.Settings{
//		Name: "llm-proxy",
//		Files: []configuration.File{{
//			Name: "config.yaml", Value: settings,
//			BucketVariable: "LITELLM_CONFIG_BUCKET_NAME", KeyVariable: "LITELLM_CONFIG_BUCKET_OBJECT_KEY",
//		}},
//	}})
//
// The code reads the object with the task role ([Configuration.TaskStatements]). A file whose name ends with .env may be
// read by ECS instead, which makes variables of its lines (EnvironmentFile, [Configuration.ExecutionStatements]).
// Endpoints of S3 that networks of package network have reach the bucket, so that it works without internet, too.
//
// # What a change does
//
// The key of an object ends with a hash of its content: llm-proxy/config-3f1c9a0b27de.yaml. A changed file has another
// key, so the environment changes, and with it the task definition. The new object is there before the service is
// updated, and the old one goes after that: while ECS rolls a deployment back, the tasks of the old revision still
// find what they were made with.
//
// That needs an apply that waits for the deployment. Where a pipeline deploys, Terraform would take the old object away
// while tasks that name it still start. There [Props.FixedKeys] keeps the key; a hash of all files in
// [HashVariable] makes the new revision, which the pipeline deploys. A task that starts before that reads the new file
// already: change it so that the image that runs understands it.
//
// # The bucket
//
// It blocks public access and access lists, refuses requests without TLS, encrypts with S3's keys or with your own, and
// keeps what was overwritten or deleted for [DefaultNoncurrentDays] days. Files are no secrets: their content stands in
// the plan and in the state. What looks like a credential is a mistake; let the file name a variable, and state that
// under the secrets of the task.
package configuration
