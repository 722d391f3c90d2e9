package workflow

import (
	"cmp"
	"net"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// matching reports whether a text matches a pattern. What another rule has refused already does.
func matching(pattern string) func(string) bool {
	matches := regexp.MustCompile(pattern).MatchString
	return func(text string) bool { return text == token.Unknown || matches(text) }
}

// upTo does so for texts of at most a number of characters. A pattern that says how many is compiled as many times.
func upTo(most int, pattern string) func(string) bool {
	fits := matching(pattern)
	return func(text string) bool { return utf8.RuneCountInString(text) <= most && fits(text) }
}

// Each form leaves no space for an expression of GitHub, a line break or a quote.
var (
	file       = upTo(255, `^[\p{L}\p{N}_.]( ?[\p{L}\p{N}\p{M}_./@+=,()-])*$`)
	roleARN    = matching(`^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}$`)
	version    = matching(`^(v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?|[0-9a-f]{12,40})$`)
	secret     = matching(`^[A-Z_][A-Z0-9_]{0,99}$`)
	resourceID = matching(`^[a-z]+-[0-9a-f]{8,17}$`)
	// codeDeployName leaves out those of CodeDeploy's characters that a shell or YAML would have to be protected from.
	codeDeployName = matching(`^[A-Za-z0-9_.+=,@-]{1,100}$`)
	functionARN    = matching(`^arn:aws(-[a-z]+)*:lambda:[a-z0-9-]+:[0-9]{12}:function:` +
		`[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?$`)
)

// known are the forms that other packages share, where what was refused already passes.
func known(of form.Form) func(string) bool {
	return func(text string) bool { return text == token.Unknown || of.Fits(text) }
}

var (
	branch      = known(form.Branch)
	environment = known(form.Environment)
)

// oneLine reports whether a text is printable, on one line, and neither empty nor held apart by spaces. GitHub puts
// nothing into it.
func oneLine(text string, longest int) bool {
	return text == token.Unknown || utf8.ValidString(text) && utf8.RuneCountInString(text) <= longest &&
		text != "" && text == strings.TrimSpace(text) && !expansion(text) &&
		!strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

// title is what people read in GitHub, written as a text of JSON.
func title(text string) bool { return oneLine(text, 100) }

// metric is a name that stands between single quotes in a command.
func metric(text string) bool { return oneLine(text, 100) && !strings.Contains(text, "'") }

// address reports whether a text is an address that curl asks for as it stands: it takes what is in braces, and in
// brackets behind the host, for several.
func address(text string) bool {
	u, err := url.Parse(text)
	if err != nil || !oneLine(text, 2048) || u.User != nil || u.Hostname() == "" || u.Opaque != "" ||
		u.Scheme != "http" && u.Scheme != "https" {
		return text == token.Unknown
	}
	port, err := strconv.Atoi(cmp.Or(u.Port(), "80"))
	_, rest, _ := strings.Cut(text, "://")
	_, behind, _ := strings.Cut(rest, "/")
	return err == nil && port >= 1 && port <= 65535 && host(u.Hostname()) &&
		!strings.ContainsAny(behind, "[]{}\"<>\\^`|") &&
		!strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || r == ' ' })
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)

// host reports whether a text is the name or the number of a host.
func host(text string) bool { return hostName.MatchString(text) || net.ParseIP(text) != nil }

var variableForm = regexp.MustCompile(`\$\{\{ ?vars\.([A-Za-z_][A-Za-z0-9_]*) ?\}\}`)

// variable reports whether a text is a variable of the repository. What another rule has refused already passes.
func variable(text string) bool {
	return text == token.Unknown || variableForm.FindString(text) == text && text != ""
}

// sameRole reports whether two texts name one role. Names of variables have no case.
func sameRole(a, b string) bool {
	if is, as := variableForm.FindStringSubmatch(a), variableForm.FindStringSubmatch(b); is != nil && as != nil {
		return strings.EqualFold(is[1], as[1])
	}
	return a != "" && a == b
}

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

// partitionProblems requires what is named by an ARN to be of the region's partition.
func partitionProblems(ps *rules.Mistakes, at, arn, region string) {
	p, ok := partition.Of(region)
	if parts := strings.SplitN(arn, ":", 3); ok && len(parts) == 3 && parts[0] == "arn" && parts[1] != p.Name {
		ps.Break(samePartition, at, check.Quote(arn), "an ARN that starts with arn:"+p.Name+":",
			"no region of one partition knows the other")
	}
}

// variableProblems requires a form, or a variable of the repository in its place.
func variableProblems(ps *rules.Mistakes, path, value string, fits func(string) bool, want string) {
	if !variable(value) && !fits(value) { // a reference that was refused passes as a variable
		ps.Break(check.Form(value), path, check.Quote(value), want+", or a variable such as ${{ vars.NAME }}", "")
	}
}

// roleProblems requires a role, or a variable that names one.
func roleProblems(ps *rules.Mistakes, path, value, region, want string) {
	variableProblems(ps, path, value, roleARN, want)
	partitionProblems(ps, path, value, region)
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
			"a path inside the repository, of at most 255 letters, digits, single spaces and _ . / @ + - = , ( )", "")
	}
}

// commandProblems forbids what GitHub would put into the script before bash reads it: that is how text of others
// becomes a command.
func commandProblems(ps *rules.Mistakes, at, value string) {
	if expansion(value) {
		ps.Break(noExpression, at, check.Quote(value), "a command without ${{ }}",
			"pass values through secrets, or write a script in the repository")
	}
	if !printable(value, "\n\t") || value != "" && strings.TrimSpace(value) == "" {
		ps.Break(rules.Invalid, at, check.Quote(value), "a command of printable text", "")
	}
}

// printable reports whether a text is what people see of it, but for some white space.
func printable(text, besides string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsPrint(r) && !strings.ContainsRune(besides, r)
	})
}

// textProblems requires printable text that GitHub takes as it is.
func textProblems(ps *rules.Mistakes, path, text, besides, want string) {
	rule := rules.Invalid
	if expansion(text) {
		rule = noExpression
	}
	if expansion(text) || !printable(text, besides) {
		ps.Break(rule, path, check.Quote(text), want+" without ${{ }}", "")
	}
}

// functionProblems requires a function in the region that calls it.
func functionProblems(ps *rules.Mistakes, at, arn, in string) {
	partitionProblems(ps, at, arn, in)
	if parts := strings.Split(arn, ":"); len(parts) > 3 && region(in) && in != token.Unknown && functionARN(arn) &&
		parts[3] != in {
		ps.Break(hookRegion, at, check.Quote(arn), "a function in "+in, "CodeDeploy calls functions of its own region")
	}
}
