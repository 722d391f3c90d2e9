package whole

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var applied = rules.Rule{
	ID:     "whole-apply-role",
	Judges: "What a stack holds can be made by the role that applies it: its types, its names, the boundary of its roles.",
	Why:    "AWS refuses the rest, and the first apply ends halfway.",
	Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
}

var oneNetwork = rules.Rule{
	ID:     "whole-one-network",
	Judges: "What a resource joins lies in one VPC.",
	Why:    "AWS refuses a load balancer, service or rule of a security group that reaches into another VPC.",
	Source: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html",
}

var oneNamespace = rules.Rule{
	ID:     "whole-one-namespace",
	Judges: "A service that another is found by through Service Connect alone is in that one's namespace.",
	Why:    "The name of a service is known in its namespace alone.",
	Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html",
}
