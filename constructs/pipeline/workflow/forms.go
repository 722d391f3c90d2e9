package workflow

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// form reports whether a text matches a pattern. What another rule has refused already does.
func form(pattern string) func(string) bool {
	matches := regexp.MustCompile(pattern).MatchString
	return func(text string) bool { return text == token.Unknown || matches(text) }
}

// Each form leaves no space for an expression of GitHub, a line break or a quote.
var (
	variable   = form(`^\$\{\{ vars\.[A-Za-z_][A-Za-z0-9_]* \}\}$`)
	title      = form(`^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$`)
	branchName = form(`^[A-Za-z0-9_][A-Za-z0-9._/@-]{0,199}$`)
	roleARN    = form(`^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}$`)
	file       = form(`^[A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,254}$`)
	address    = form(`^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/?&=%+-]*)?$`)
	version    = form(`^(v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?|[0-9a-f]{12,40})$`)
	secret     = form(`^[A-Z_][A-Z0-9_]{0,99}$`)
	metric     = form(`^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$`)
	resourceID = form(`^[a-z]+-[0-9a-f]{8,17}$`)
	// codeDeployName leaves out those of CodeDeploy's characters that a shell or YAML would have to be protected from.
	codeDeployName = form(`^[A-Za-z0-9_.+=,@-]{1,100}$`)
	functionARN    = form(`^arn:aws(-[a-z]+)*:lambda:[a-z0-9-]+:[0-9]{12}:function:` +
		`[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?$`)
)

// branch reports whether a text is the name of a branch, and not its ref, which GitHub would take for a name.
func branch(text string) bool { return branchName(text) && !strings.HasPrefix(text, "refs/") }

// sameRole reports whether two texts name one role. Names of variables have no case.
func sameRole(a, b string) bool { return a != "" && (a == b || variable(a) && strings.EqualFold(a, b)) }

// expansion reports whether GitHub would put something into a text.
func expansion(text string) bool { return strings.Contains(text, "${{") }

// region reports whether a text is the name of a region, or was refused.
func region(text string) bool { return text == token.Unknown || partition.IsRegion(text) }

// formProblems requires a form.
func formProblems(ps *rules.Mistakes, path, value string, fits func(string) bool, want string) {
	if value != token.Unknown && !fits(value) {
		ps.Break(check.Form(value), path, check.Quote(value), want, "")
	}
}

// optionalProblems requires a form where a value is given.
func optionalProblems(ps *rules.Mistakes, path, value string, fits func(string) bool, want string) {
	if value != "" {
		formProblems(ps, path, value, fits, want)
	}
}

// variableProblems requires a form, or a variable of the repository in its place.
func variableProblems(ps *rules.Mistakes, path, value string, fits func(string) bool, want string) {
	if !variable(value) && !fits(value) { // a reference that was refused passes as a variable
		ps.Break(check.Form(value), path, check.Quote(value), want+", or a variable such as ${{ vars.NAME }}", "")
	}
}

// versionProblems refuses versions that change under a pipeline.
func versionProblems(ps *rules.Mistakes, at, value string) {
	const want = "a release of the library, or a commit"
	switch {
	case value == "":
		ps.Break(rules.Required, at, check.Quote(value), want, "state it: the program itself is built from none")
	case !version(value):
		ps.Break(fixedVersion, at, check.Quote(value), want, "latest and branches change under a pipeline")
	}
}

// pathProblems requires a path inside the repository, when one is given.
func pathProblems(ps *rules.Mistakes, at, value string) {
	if value == "" {
		return
	}
	rule, clean := rules.Invalid, path.Clean(value)
	outside := strings.Contains("/"+value+"/", "/../") || clean == ".git" || strings.HasPrefix(clean, ".git/")
	if outside {
		rule = inRepository
	}
	if outside || !file(value) {
		ps.Break(rule, at, check.Quote(value),
			"a path inside the repository, of at most 255 letters, digits and _ . / @ + -", "")
	}
}

// commandProblems forbids what GitHub would put into the script before bash reads it: that is how text of others
// becomes a command.
func commandProblems(ps *rules.Mistakes, at, value string) {
	if expansion(value) {
		ps.Break(noExpression, at, check.Quote(value), "a command without ${{ }}",
			"pass values through secrets, or write a script in the repository")
	}
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' && r != '\t' }
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unprintable) {
		ps.Break(rules.Invalid, at, check.Quote(value), "a command of printable text", "")
	}
}

// wordProblems requires printable text that GitHub takes as it is.
func wordProblems(ps *rules.Mistakes, path, text string) {
	rule := rules.Invalid
	if expansion(text) {
		rule = noExpression
	}
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if expansion(text) || !utf8.ValidString(text) || strings.ContainsFunc(text, unprintable) {
		ps.Break(rule, path, check.Quote(text), "printable text on one line without ${{ }}", "")
	}
}
