package main

// goal is a figure that tests say, and what it must be.
type goal struct {
	id   string // as in figure.Say; figures of several tests are added
	what string
	kind kind
	want int
}

// kind of a goal.
type kind int

const (
	atLeast kind = iota
	exactly
	atMost
)

// Figures that are counted from the tests themselves, and from what package testkit says of each emulator's requests.
const (
	testsPassed      = "tests-passed"
	testsFailed      = "tests-failed"
	testsSkipped     = "tests-skipped"
	judgedRequests   = "requests-judged"
	judgedUnreadable = "requests-unreadable"
)

// goals in the order of the table.
var goals = []goal{
	{testsPassed, "tests and subtests passed", atLeast, 5000},
	{testsFailed, "of them failed", exactly, 0},
	{testsSkipped, "of them skipped", exactly, 0},
	{judgedRequests, "requests to AWS judged by AWS's own API models and by sourced rules", atLeast, 15000},
	{judgedUnreadable, "of them unreadable to the judge", exactly, 0},
	{"judge-plants", "mistakes planted in requests, each found by the judge", atLeast, 500},
	{"programs-lived", "programs applied, planned without a change, and destroyed", atLeast, 18},
	{"rules", "rules that props are judged by, each with its reason and broken by a test", atLeast, 330},
	{"mistakes-expected", "different wrong values of props, each refused by its path and rule", atLeast, 1500},
	{"invalid-inputs", "cases of invalid input in the tables of the constructs, all told by path and rule", atLeast, 1000},
	{"boundaries", "numbers, lengths and lists with limits, each tried at them and beside them", atLeast, 800},
	{"fargate-sizes", "sizes of a task that Fargate has, all accepted", exactly, 77},
	{"fargate-near-misses", "sizes beside them, all refused", atLeast, 150},
	{"services-sound", "sound services in the shapes of public projects, none refused", atLeast, 100},
	{"services-random", "random and damaged services judged: whole mistakes, twice the same", atLeast, 5000},
	{"random-synths", "random services synthesized, each with what holds of every sound one", atLeast, 60},
	{"random-validates", "of them validated by Terraform", atLeast, 3},
	{"controls", "controls of Security Hub, CIS, Checkov and Trivy held against every stack", atLeast, 70},
	{"control-mutations", "violations planted in sound stacks, each caught by its control", atLeast, 70},
	{"scanner-resources", "resources that Trivy and tfsec read in production stacks, as HCL and as plans", atLeast, 3000},
	{"scanner-findings", "their findings of HIGH or CRITICAL beside four checks that are waived with reasons", exactly, 0},
	{"scanner-plants", "kinds of planted dangers that each of them finds", atLeast, 40},
	{"scorecard", "controls of Security Hub that the production profile holds, of 51", exactly, 51},
	{"plan-attacks", "dangers planted in plans, each caught", atLeast, 60},
	{"plan-review-milliseconds", "milliseconds of a processor to review a plan of 2,000 resources", atMost, 1000},
	{"plan-review-megabytes", "megabytes to review it", atMost, 200},
	{"plan-sound", "sound plans, nothing reported", atLeast, 40},
	{"result-attacks", "results of evaluations that must not pass, none did", atLeast, 150},
	{"result-sound", "sound results of real tools, all pass", atLeast, 60},
	{"workflow-attacks", "attacks on workflows, each stopped", atLeast, 200},
	{"iam-actions", "actions that programs grant, each one that AWS has, on a resource it takes", atLeast, 400},
	{"role-denied", "calls that a role must not make, each denied", atLeast, 40},
	{"credential-forms", "forms of credentials, each known", atLeast, 200},
	{"canary-documents", "places in plans, stacks and results where a credential is not repeated", atLeast, 200},
	{"credential-places", "places where a credential is refused without being repeated", atLeast, 60},
	{"faults-survived", "faults (no Node, no room, a signal) told in words, nothing lost, nothing left", atLeast, 40},
	{"addresses-held", "addresses of the last release's programs that are still there, all others told", atLeast, 1000},
	{"identical-runs", "syntheses of the app, one after the other, with the same bytes", atLeast, 20},
	{"identical-programs", "runs of the app and all examples, those of each with the same bytes", atLeast, 54},
	{"constructs-coexisting", "constructs side by side, three of each kind, with names of their own", atLeast, 87},
	{"text-sound", "ordinary texts that are no credentials", atLeast, 250},
}
