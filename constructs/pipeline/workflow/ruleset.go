package workflow

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// what stands in a workflow

	noExpression = rules.Rule{
		ID:     "workflow-expression",
		Judges: "Commands, their words and the settings of the backend hold no expression of GitHub.",
		Why:    "GitHub puts its value into the script before bash reads it: text of others becomes a command.",
		Source: "https://securitylab.github.com/resources/github-actions-untrusted-input/",
	}
	fixedVersion = rules.Rule{
		ID:     "workflow-fixed-version",
		Judges: "A program that the workflow runs is named by a release or a commit.",
		Why:    "A branch, and latest, change while nobody changes the pipeline.",
	}
	inRepository = rules.Rule{
		ID:     "workflow-path",
		Judges: "A path leads to a place inside the repository.",
		Why:    "What lies outside differs from runner to runner, and is not what was reviewed.",
	}
	taskDefinitionFree = rules.Rule{
		ID:     "workflow-task-definition-free",
		Judges: "What a task-definition file may change by itself is listed, and gives the code nothing new.",
		Why:    "Whoever may change a file of the repository could give its tasks other roles, secrets or containers.",
	}
	jobTime = rules.Rule{
		ID:     "workflow-job-time",
		Judges: "All that a job waits for ends within 350 minutes.",
		Why:    "GitHub ends a job after six hours.",
		Source: "https://docs.github.com/en/actions/reference/limits",
	}

	// roles and credentials

	planRole = rules.Rule{
		ID:     "workflow-plan-role",
		Judges: "A role that plans is not the one that applies.",
		Why:    "Everybody who may open a pull request could apply, and what applies would be there before the approval.",
	}
	remoteBackend = rules.Rule{
		ID:     "workflow-remote-backend",
		Judges: "The state is kept where the next run finds it.",
		Why:    "A file on a runner is gone when its job has ended.",
	}
	backendCredential = rules.Rule{
		ID:     "workflow-backend-credential",
		Judges: "No setting of the backend is a credential.",
		Why:    "It would stand in the repository; the role reaches the state without one.",
	}
	repositoryRegion = rules.Rule{
		ID:     "workflow-repository-region",
		Judges: "The repository of images is in the region of the service.",
		Why:    "The workflow logs in to the registry of that region only.",
	}

	samePartition = rules.Rule{
		ID:     "workflow-partition",
		Judges: "Roles, functions and the registry are of the region's partition.",
		Why:    "Partitions of AWS know nothing of each other: the job would fail when it asks for its role.",
		Source: "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html",
	}

	// the evaluation

	shareOfMetrics = rules.Rule{
		ID:     "workflow-share-of-metrics",
		Judges: "A least share of cases that report a metric goes with metrics.",
		Why:    "There is nothing to hold it against otherwise, and the gate would refuse the command.",
	}
	regressionBase = rules.Rule{
		ID:     "workflow-regression-base",
		Judges: "A greatest regression, or how many cases fewer may run, goes with a baseline or a history.",
		Why:    "Without them there is nothing to compare with.",
	}
	ownResults = rules.Rule{
		ID:     "workflow-own-results",
		Judges: "The evaluation writes none of the files that its results are judged by.",
		Why:    "Its command would write the baseline, the history or the golden set, and be compared with itself.",
	}
	secretName = rules.Rule{
		ID:     "workflow-secret-name",
		Judges: "A secret of the evaluation does not take a name that GitHub, AWS, the shell or the workflow uses.",
		Why: "It would be refused, put in the place of what the steps rely on, or give the key of a plan to code of the " +
			"repository.",
	}

	// tests of new tasks

	hookRegion = rules.Rule{
		ID:     "workflow-hook-region",
		Judges: "A hook is a function in the region of the service.",
		Why:    "CodeDeploy does not find it elsewhere, and the deployment fails when it has begun.",
	}
	testURL = rules.Rule{
		ID:     "workflow-test-url",
		Judges: "A runner and an environment of the test go with the URL that is tested.",
		Why:    "Without a test the deployment is one job, on GitHub's runner and in its own environment.",
	}
	testAddress = rules.Rule{
		ID:     "workflow-test-address",
		Judges: "New tasks are tested at another address than the one of clients.",
		Why:    "The tasks that serve already would be judged in their place.",
	}

	// one-off tasks

	taskNetwork = rules.Rule{
		ID:     "workflow-task-network",
		Judges: "A one-off task has at most 16 subnets and 5 security groups.",
		Why:    "ECS refuses to run it with more.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
	}
	migrationNetwork = rules.Rule{
		ID:     "workflow-migration-network",
		Judges: "A public address of a one-off task goes with subnets of its own.",
		Why:    "The subnets of the service come with the service's own setting.",
	}
)
