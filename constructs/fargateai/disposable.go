package fargateai

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"

// disposable reports that a destroy may take away what a production service keeps. What hinders one otherwise, and
// where each part is told:
//
//	aws_lb                deletion protection    loadBalancerProps
//	aws_s3_bucket         logs in it             loadBalancerProps, by the deletion protection
//	aws_ecr_repository    images in it           repositoryProps
func (p plan) disposable() bool { return optional.Or(p.Disposable, p.demo) }

func (p plan) disposableNotices() []string {
	if !p.disposable() {
		return nil
	}
	return []string{"disposable: a destroy deletes the load balancer, its logs and the image repository with its images"}
}
