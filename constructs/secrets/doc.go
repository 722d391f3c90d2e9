// Package secrets says where ECS finds the secrets of a task, and exactly what the execution role must be granted for
// each.
//
// A [Reference] names a secret of Secrets Manager or a parameter of Parameter Store that exists; [Resolve] turns it
// into what a task definition and a policy hold. [New] makes an empty secret: its value never passes through Go, the
// synthesized JSON or the state. Somebody who may see it puts it in, before the first task starts, since a task whose
// secret is empty does not start:
//
//	aws secretsmanager put-secret-value --secret-id llm-proxy/openai --secret-string file://value.json
//
// ECS reads a secret when a task starts. A changed value reaches running tasks only through a new deployment.
package secrets
