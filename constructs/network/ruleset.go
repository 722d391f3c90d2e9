package network

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// address blocks

	blockSize = rules.Rule{
		ID:     "network-block-size",
		Judges: "The block of a VPC has space for all subnets in six zones.",
		Why:    "AWS makes no VPC larger than a /16 and no subnet smaller than a /28.",
		Source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
	}
	blockRange = rules.Rule{
		ID:     "network-block-range",
		Judges: "The block of a VPC is one that AWS allows there.",
		Why:    "Loopback, link-local and multicast addresses have a meaning of their own.",
		Source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
	}

	// zones and endpoints

	s3Endpoint = rules.Rule{
		ID:     "network-s3-endpoint",
		Judges: "The endpoints that are asked for do not include the one of S3.",
		Why:    "Every network has its free gateway endpoint already.",
	}

	zoneOfRegion = rules.Rule{
		ID:     "network-zone-of-region",
		Judges: "The zones of a network belong to the stack's region.",
		Why:    "AWS makes no subnet in another region's zone.",
	}
	organizationUnused = rules.Rule{
		ID:     "network-organization-unused",
		Judges: "A network states its organization only where its endpoints go by it.",
		Why:    "Nothing else reads it, and the endpoints would not be what they seem.",
	}

	// a network that exists

	publicAddress = rules.Rule{
		ID:     "network-public-address",
		Judges: "A task in a public subnet has a public address.",
		Why:    "An internet gateway lets nothing out without one, and the task cannot pull its image.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
	}
)
