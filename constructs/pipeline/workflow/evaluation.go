package workflow

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
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
	// MaxFlaky is the largest share of cases that may pass only after they failed, from 0 to 1. Default: that of
	// eval-gate.
	MaxFlaky *float64
	// Metrics with their least mean, and MaxMetrics, of which less is better, with their largest. Default: none.
	Metrics, MaxMetrics map[string]float64
	// Ranges are the values that a metric can have, such as 1 to 5. Default: those of eval-gate.
	Ranges map[string]evalgate.Range
	// MinMetricShare is the least share of the cases that report each of Metrics and MaxMetrics, above 0 and at most 1.
	// Default: that of eval-gate.
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
	e.resultProblems(&ps)
	versionProblems(&ps, "version", versionOf(e.Version))
	e.thresholdProblems(&ps)
	for i, cases := range e.GoldenSet {
		check.Required(&ps, rules.Index("goldenSet", i), cases, "a file or folder", "")
		pathProblems(&ps, rules.Index("goldenSet", i), cases)
	}
	check.Unique(&ps, "goldenSet", e.GoldenSet, "leave it out")
	pathProblems(&ps, "baseline", e.Baseline)
	if e.Baseline != "" && path.Clean(e.Baseline) == historyFile {
		ps.Break(ownResults, "baseline", check.Quote(e.Baseline), "another file than the history", "")
	}
	for i, s := range e.Secrets {
		rule := secretName
		if !secret(s) {
			rule = check.Form(s)
		}
		if !secret(s) || takenName.MatchString(s) {
			ps.Break(rule, rules.Index("secrets", i), check.Quote(s),
				"the name of a secret in capitals that does not start with GITHUB_, RUNNER_, ACTIONS_ or AWS_, and that no "+
					"program takes for a setting of its own", "AWS is reached by a role")
		}
	}
	check.Unique(&ps, "secrets", e.Secrets, "leave it out")
	return ps
}

// takenName is one that GitHub, AWS or the workflow uses, or a setting of the shell, of a language or of a tool that
// changes what they run and whom they talk to.
var takenName = regexp.MustCompile(`^(?:(?:GITHUB|RUNNER|ACTIONS|AWS|LD|DYLD|BASH|GIT_CONFIG|GIT_SSH|GIT_SSL|LC)_.*|` +
	`(?:.*_)?(?:PROXY|OPTIONS|OPTS|PRELOAD|ASKPASS|PAGER|EDITOR|TUNABLES)|.*(?:PATH|OPT|LIB)|` +
	`(?:.*_)?(?:CA_CERTS|CA_BUNDLE|CERT_FILE|CERT_DIR)|NODE_TLS_.*|PYTHON[A-Z]+|` +
	`GO(?:AUTH|BIN|CACHE|DEBUG|ENV|FLAGS|INSECURE|MODCACHE|NOPROXY|NOSUMCHECK|NOSUMDB|PRIVATE|PROXY|ROOT|SUMDB|` +
	`TOOLCHAIN|VCS|WORK)|CI|HOME|PWD|USER|SHELL|TMP|TEMP|TMPDIR|TERM|TZ|LANG|IFS|ENV|SHELLOPTS|BASHOPTS|PS4|` +
	`GIT_SSH|GIT_DIR|GIT_WORK_TREE|GIT_EXTERNAL_DIFF|LESSOPEN|IMAGE_DIGEST|TEST_URL|PLAN_KEY)$`)

// resultProblems refuses a file that counts twice, and one that is what the results are judged by: the command writes
// it, so that it would be judged by itself.
func (e *Evaluation) resultProblems(ps *rules.Mistakes) {
	var files []string
	for _, result := range e.Results {
		if result != "" && result != token.Unknown {
			result = path.Clean(result)
		}
		files = append(files, result)
	}
	check.Unique(ps, "results", files, "results must not count twice")
	for i, written := range files {
		what := ""
		switch {
		case !file(written): // has been said
		case written == ".":
			what = "the repository"
		case strings.HasSuffix(e.Results[i], "/"):
			what = "a folder"
		case e.Baseline != "" && written == path.Clean(e.Baseline):
			what = "the baseline"
		case written == historyFile:
			what = "the history"
		case slices.ContainsFunc(e.GoldenSet, func(of string) bool { return of != "" && written == path.Clean(of) }):
			what = "the golden set" // a folder may hold the cases and what comes of them
		}
		if what != "" {
			ps.Break(ownResults, rules.Index("results", i), check.Quote(written), "another file than "+what,
				"the command would write what judges it")
		}
	}
}

// thresholds are the gate that the results go through, but for what only the run knows.
func (e *Evaluation) thresholds() evalgate.Gate {
	return evalgate.Gate{
		MinPassRate: e.MinPassRate, MinCases: e.MinCases, MaxSkipped: e.MaxSkipped, MaxFlaky: e.MaxFlaky,
		Metrics: e.Metrics, MaxMetrics: e.MaxMetrics, Ranges: e.Ranges, MinMetricShare: e.MinMetricShare,
		MaxRegression: e.MaxRegression, MaxFewer: e.MaxFewer,
	}
}

func (e *Evaluation) thresholdProblems(ps *rules.Mistakes) {
	named := func(at string, names []string) {
		for _, name := range names {
			formProblems(ps, at+"["+name+"]", name, metric, "at most 100 printable characters other than '")
		}
	}
	named("metrics", check.SortedKeys(e.Metrics))
	named("maxMetrics", check.SortedKeys(e.MaxMetrics))
	named("ranges", slices.Sorted(maps.Keys(e.Ranges)))
	var gate rules.Mistakes
	gate.Nested("", e.thresholds().Validate())
	for i := range gate {
		gate[i].Path = strings.ReplaceAll(gate[i].Path, `"`, "")
	}
	ps.Under("", gate)
	refused := func(path string) bool {
		return slices.ContainsFunc(gate, func(m rules.Mistake) bool { return m.Path == path })
	}
	for path, most := range map[string]*float64{"maxRegression": e.MaxRegression, "maxFewer": e.MaxFewer} {
		if most != nil && !refused(path) && e.Baseline == "" && !e.History {
			ps.Break(regressionBase, path, check.Number(*most)+" with nothing to compare with",
				"baseline or history as well", "")
		}
	}
	if least := e.MinMetricShare; least != nil && !refused("minMetricShare") && len(e.Metrics)+len(e.MaxMetrics) == 0 {
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
	number("--max-flaky", e.MaxFlaky)
	limits := func(flag string, of map[string]float64) {
		for _, name := range check.SortedKeys(of) {
			words = append(words, flag+" '"+name+"="+check.Number(of[name])+"'")
		}
	}
	limits("--metric", e.Metrics)
	limits("--max-metric", e.MaxMetrics)
	for _, name := range slices.Sorted(maps.Keys(e.Ranges)) {
		values := e.Ranges[name]
		words = append(words, "--metric-range '"+name+"="+check.Number(values.Low)+".."+check.Number(values.High)+"'")
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
