package pipeline

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// whose jobs are trusted

	wildcard = rules.Rule{
		ID:     "pipeline-wildcard",
		Judges: "What a role trusts, and what it may act on, is named without wildcards.",
		Why:    "A wildcard gives the role to jobs, or reaches things, that nobody thought of.",
		Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
	}
	pullRequest = rules.Rule{
		ID:     "pipeline-pull-request",
		Judges: "A role that pushes or deploys does not trust pull requests.",
		Why:    "Everybody who may open one from the repository could deploy.",
	}
	environmentBranches = rules.Rule{
		ID:     "pipeline-environment-branches",
		Judges: "Branches of environments go with environments.",
		Why:    "A job without an environment is trusted by its branch.",
	}
	workflowBranches = rules.Rule{
		ID:     "pipeline-workflow-branches",
		Judges: "A role that trusts one workflow in an environment names the branches that the workflow is on.",
		Why:    "The claim that names a workflow holds its ref; on a branch of one's own the same file says anything.",
		Source: "https://docs.github.com/en/actions/reference/security/oidc",
	}
	applyEnvironment = rules.Rule{
		ID:     "pipeline-apply-environment",
		Judges: "A role that applies is trusted in environments alone.",
		Why:    "It is the strongest role that there is; a branch asks nobody before it is used.",
	}
	applyType = rules.Rule{
		ID:     "pipeline-apply-type",
		Judges: "A role that applies is for types of resources whose actions are known.",
		Why:    "Without them the apply ends halfway, and with all actions the role would be an administrator.",
	}
	applyItself = rules.Rule{
		ID:     "pipeline-apply-itself",
		Judges: "A role that applies does not reach the roles of GitHub's jobs.",
		Why:    "It could make itself stronger.",
	}
	applyState = rules.Rule{
		ID:     "pipeline-apply-state",
		Judges: "The bucket of the state is none that a role which applies may change as one of the stack's buckets.",
		Why:    "The role could read, replace and delete the states of other stacks, and the versions that were before.",
		Source: "https://developer.hashicorp.com/terraform/language/backend/s3",
	}
	applySize = rules.Rule{
		ID:     "pipeline-apply-size",
		Judges: "Each policy of a role that applies is as long as IAM takes.",
		Why:    "IAM refuses a managed policy of more than 6,144 characters, and inline ones of more than 10,240.",
		Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
	}
	keepNames = rules.Rule{
		ID:     "pipeline-keep-names",
		Judges: "Names that are trusted beside the ids go with ids.",
		Why:    "Without ids the names are trusted anyway.",
		Source: "https://github.blog/changelog/" +
			"2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/",
	}
)

// refusal is the rule that a name or an ARN of a wrong form breaks.
func refusal(value string) rules.Rule {
	switch {
	case value == "":
		return rules.Required
	case wild(value):
		return wildcard
	default:
		return rules.Invalid
	}
}
