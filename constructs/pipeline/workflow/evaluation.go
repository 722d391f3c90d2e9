package workflow

import (
	"math"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Evaluation is how the golden set is run and judged (see package evalgate).
type Evaluation struct {
	// Command that runs the evaluation and writes Results, in bash; it may fail, the results decide. IMAGE_DIGEST in its
	// environment is what was built, and TEST_URL where it runs ([CodeDeploy.TestURL]). Without TEST_URL the job has no
	// way to the image: what it judges is what the command starts from the sources. Required.
	Command string
	// Results are the files that it writes. Required.
	Results []string
	// Version of github.com/fargate-ai/fargate-ai-service whose eval-gate judges them: a release or a commit. Default: the
	// one that the program is built from ([LibraryVersion]); required where that is none.
	Version string
	// MinPassRate as a share above 0, at most 1, and MinCases. Default: those of eval-gate.
	MinPassRate, MinCases *float64
	// MaxSkipped is the largest share of skipped cases, from 0 to less than 1. Default: that of eval-gate.
	MaxSkipped *float64
	// Metrics with their least mean. Default: none.
	Metrics map[string]float64
	// MinMetricShare is the least share of the cases that report each of Metrics, above 0 and at most 1. Default: that of
	// eval-gate.
	MinMetricShare *float64
	// GoldenSet are the files and folders in the repository that hold the cases and what counts as right. The workflow
	// lists them among what CODEOWNERS should guard. Default: none.
	GoldenSet []string
	// Baseline in the repository that the results are compared with. Default: none.
	Baseline string
	// History compares the results with those of the last runs on the branch as well, so that a slow slide over several
	// releases fails. It is carried from run to run in a cache of GitHub, which forgets what no run has read for a week.
	// Default: no history.
	History bool
	// MaxRegression of the pass rate against Baseline and History, a share from 0 to less than 1. Default: that of
	// eval-gate.
	MaxRegression *float64
	// MaxFewer is by how large a share fewer cases may run than in Baseline and History, from 0 to less than 1. Default:
	// that of eval-gate.
	MaxFewer *float64
	// Secrets of the repository that the command gets in its environment under the same name, such as OPENAI_API_KEY.
	// Default: none.
	Secrets []string
}

// historyFile is kept outside of what a repository is likely to hold.
const historyFile = ".fargateai-eval-history.jsonl"

func (e *Evaluation) problems() rules.Mistakes {
	var ps rules.Mistakes
	check.Required(&ps, "command", e.Command, "the command that runs the evaluation", "")
	commandProblems(&ps, "command", e.Command)
	if len(e.Results) == 0 {
		ps.Break(rules.Required, "results", "nothing", "the files that the command writes", "")
	}
	for i, result := range e.Results {
		check.Required(&ps, rules.Index("results", i), result, "a file", "")
		pathProblems(&ps, rules.Index("results", i), result)
	}
	check.Unique(&ps, "results", e.Results, "results must not count twice")
	versionProblems(&ps, "version", versionOf(e.Version))
	if r := e.MinPassRate; r != nil && !(*r > 0 && *r <= 1) {
		ps.Break(rules.Range, "minPassRate", check.Number(*r), "a share above 0 and at most 1", "95 % is 0.95")
	}
	check.WholeNumber(&ps, "minCases", e.MinCases, 1, math.MaxInt32, " cases", "")
	for _, name := range check.SortedKeys(e.Metrics) {
		least := e.Metrics[name]
		if !metric(name) || math.IsNaN(least) || math.IsInf(least, 0) {
			ps.Break(rules.Invalid, "metrics["+name+"]", check.Number(least),
				"a name of letters, digits, spaces and . _ / -, and a number", "")
		}
	}
	for i, path := range e.GoldenSet {
		check.Required(&ps, rules.Index("goldenSet", i), path, "a file or folder", "")
		pathProblems(&ps, rules.Index("goldenSet", i), path)
	}
	check.Unique(&ps, "goldenSet", e.GoldenSet, "leave it out")
	pathProblems(&ps, "baseline", e.Baseline)
	e.allowances(&ps)
	taken := []string{"PATH", "IMAGE_DIGEST", "TEST_URL"}
	for i, s := range e.Secrets {
		rule := secretName
		if !secret(s) {
			rule = check.Form(s)
		}
		if !secret(s) || strings.HasPrefix(s, "GITHUB_") || strings.HasPrefix(s, "AWS_") ||
			strings.HasPrefix(s, "RUNNER_") || slices.Contains(taken, s) {
			ps.Break(rule, rules.Index("secrets", i), check.Quote(s),
				"the name of a secret in capitals that does not start with GITHUB_, RUNNER_ or AWS_", "AWS is reached by a role")
		}
	}
	check.Unique(&ps, "secrets", e.Secrets, "leave it out")
	return ps
}

// allowances judges how much worse or smaller an evaluation may be.
func (e *Evaluation) allowances(ps *rules.Mistakes) {
	below := func(path string, most *float64, fix string, compares bool) {
		switch {
		case most == nil:
		case !(*most >= 0 && *most < 1):
			ps.Break(rules.Range, path, check.Number(*most), "a share from 0 to less than 1", fix)
		case compares && e.Baseline == "" && !e.History:
			ps.Break(regressionBase, path, check.Number(*most)+" with nothing to compare with",
				"baseline or history as well", "")
		}
	}
	below("maxRegression", e.MaxRegression, "2 points of the pass rate are 0.02", true)
	below("maxFewer", e.MaxFewer, "10 % are 0.1", true)
	below("maxSkipped", e.MaxSkipped, "20 % are 0.2", false)
	switch least := e.MinMetricShare; {
	case least == nil:
	case !(*least > 0 && *least <= 1):
		ps.Break(rules.Range, "minMetricShare", check.Number(*least), "a share above 0 and at most 1", "every case is 1")
	case len(e.Metrics) == 0:
		ps.Break(shareOfMetrics, "minMetricShare", check.Number(*least)+" without metrics", "metrics as well", "")
	}
}

// gate is the command that judges the results, with the repository at a folder. Its words were validated to need no
// quotes but those around them.
func (e *Evaluation) gate(repository string) string {
	words := []string{`"$RUNNER_TEMP/bin/fargateai" eval-gate`, `--digest "$IMAGE_DIGEST"`}
	number := func(flag string, n *float64) {
		if n != nil {
			words = append(words, flag+" "+check.Number(*n))
		}
	}
	number("--min-pass-rate", e.MinPassRate)
	number("--min-cases", e.MinCases)
	number("--max-skipped", e.MaxSkipped)
	for _, name := range check.SortedKeys(e.Metrics) {
		words = append(words, "--metric '"+name+"="+check.Number(e.Metrics[name])+"'")
	}
	number("--min-metric-share", e.MinMetricShare)
	if e.Baseline != "" {
		words = append(words, "--baseline "+repository+"'"+e.Baseline+"'")
	}
	if e.History {
		words = append(words, "--history "+historyFile)
	}
	number("--max-regression", e.MaxRegression)
	number("--max-fewer", e.MaxFewer)
	for _, result := range e.Results {
		words = append(words, "'"+result+"'")
	}
	return strings.Join(words, " \\\n  ")
}
