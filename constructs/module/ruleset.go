package module

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	variableName = rules.Rule{
		ID:     "module-variable-name",
		Judges: "A variable has a name of lower-case letters, digits and underscores that means nothing else to Terraform.",
		Why:    "Terraform refuses it, or takes the argument of a module's block for its own.",
		Source: "https://developer.hashicorp.com/terraform/language/block/variable",
	}
	variableExample = rules.Rule{
		ID:     "module-variable-example",
		Judges: "A variable that has no default has an example.",
		Why:    "The README shows how the module is called, with a value for everything that it asks for.",
	}
	loadBalancerName = rules.Rule{
		ID:     "module-internal-name",
		Judges: "A service whose name only Terraform knows has none that begins with internal-.",
		Why:    "AWS keeps such names of load balancers for itself; where the name is known, another one is made of it.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
	}
	ordered = rules.Rule{
		ID:     "module-order",
		Judges: "Numbers that bound each other are in order, such as the fewest tasks, those at first and the most.",
		Why:    "AWS refuses a range that ends before it begins.",
	}
	disjoint = rules.Rule{
		ID:     "module-variable-source",
		Judges: "No environment variable is stated both as a value and as a secret.",
		Why:    "ECS refuses a task definition that states a variable twice.",
	}
)
