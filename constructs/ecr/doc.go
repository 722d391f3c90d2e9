// Package ecr makes the image repository of a service: tags that never move, a scan of every image, and a lifecycle
// that does not delete what is deployed or what a deployment may roll back to.
//
// It defines an aws_ecr_repository with its aws_ecr_lifecycle_policy and, where other accounts pull, an
// aws_ecr_repository_policy. To use a repository that exists, hand its [Ref] to whatever runs the image.
package ecr
