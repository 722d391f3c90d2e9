package codedeploy

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// listeners and target groups

	testListener = rules.Rule{
		ID:     "codedeploy-test-listener",
		Judges: "The listener for tests is not the one that clients use.",
		Why:    "Clients would reach new tasks before they are tested.",
	}
	testTraffic = rules.Rule{
		ID:     "codedeploy-test-traffic",
		Judges: "What judges new tasks before clients reach them has a listener for tests.",
		Why:    "Nothing else leads to the new tasks at that moment.",
		Source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
	}
	targetGroups = rules.Rule{
		ID:     "codedeploy-target-groups",
		Judges: "The two target groups differ.",
		Why:    "The old tasks are in one of them and the new ones in the other.",
		Source: "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html",
	}

	// time

	shiftTime = rules.Rule{
		ID:     "codedeploy-shift-time",
		Judges: "The requests have moved within 2880 minutes.",
		Why:    "CodeDeploy allows no more time from the first shift to the last.",
		Source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
	}

	// references

)
