// Package form holds forms of texts that more than one reader judges by: rules of several packages, and the variables
// of a Terraform module. Both read one regular expression, since Go's are also Terraform's.
package form

import (
	"regexp"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Form is a form of texts.
type Form struct {
	Pattern   string
	Longest   int // characters; 0 for what the pattern says
	Want, Fix string
	compiled  *regexp.Regexp
	never     *regexp.Regexp // what the pattern takes, and AWS does not
}

func of(pattern string, longest int, want, fix string) Form {
	return Form{Pattern: pattern, Longest: longest, Want: want, Fix: fix, compiled: regexp.MustCompile(pattern)}
}

// but is the form without what a second pattern matches.
func (f Form) but(pattern string) Form {
	f.never = regexp.MustCompile(pattern)
	return f
}

// atoms are words of an address with single dots between them (RFC 5322, 3.2.3).
const atoms = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"

// Forms.
var (
	VPC           = of(`^vpc-[0-9a-f]{8,17}$`, 0, "an id such as vpc-0a1b2c3d4e5f67890", "")
	Subnet        = of(`^subnet-[0-9a-f]{8,17}$`, 0, "an id such as subnet-0a1b2c3d4e5f67890", "")
	PrefixList    = of(`^pl-[0-9a-f]{8,17}$`, 0, "an id such as pl-0a1b2c3d4e5f67890", "")
	SecurityGroup = of(`^sg-[0-9a-f]{8,17}$`, 0, "an id such as sg-0a1b2c3d4e5f67890", "")
	FileSystem    = of(`^fs-[0-9a-f]{8,40}$`, 0, "an id such as fs-0a1b2c3d4e5f67890", "")
	AccessPoint   = of(`^fsap-[0-9a-f]{8,40}$`, 0, "an id such as fsap-0a1b2c3d4e5f67890", "")
	Account       = of(`^[0-9]{12}$`, 0, "twelve digits", "find it with aws sts get-caller-identity")
	ImageDigest   = of(`^sha256:[0-9a-f]{64}$`, 0, "sha256: and 64 hexadecimal digits",
		"take the digest that the push of the image printed")
	ImageTag = of(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`, 0,
		"a tag of up to 128 letters, digits, _ . - that starts with none of . and -", "")
	// A bucket that exists (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
	Bucket = of(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`, 0, "3 to 63 lower-case letters, digits, hyphens and single dots",
		"give its name, not its ARN or URL").but(`[.][.]|^[0-9]+([.][0-9]+){3}$`)
	HostedZone = of(`^Z[A-Z0-9]{8,32}$`, 0, "an id such as Z0123456789ABCDEFGHIJ",
		"find it with aws route53 list-hosted-zones-by-name, without /hostedzone/")
	Domain = of(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$`, 64,
		"a name such as llm.acme.dev, in lower case, of at most 64 characters",
		"a certificate's first name may not be longer; put longer names into alternativeNames")
	HealthPath  = of(`^/[^\s?#]*$`, 1024, "a path that starts with /, at most 1024 characters without a query", "")
	ServiceName = of(`^[a-z][a-z0-9-]{0,30}[a-z0-9]$`, 0,
		"2 to 32 lower-case letters, digits and hyphens, starting with a letter",
		"everything of the service is named after it")
	// An address without a comment or quotes, as mail programs write it.
	Email = of(`^`+atoms+`@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$`, 320,
		"an address like oncall@acme.dev", "")
	// A branch of GitHub, as git takes it (https://git-scm.com/docs/git-check-ref-format), by its name alone.
	Branch = of(`^[A-Za-z0-9_][A-Za-z0-9._/+@#-]{0,199}$`, 0,
		"the name of one branch, at most 200 characters, such as main, without refs/heads/", "").
		but(`^refs/|[.][.]|//|/[.]|[.]lock(/|$)|[./]$`)
	// An environment of GitHub.
	Environment = of(`^[A-Za-z0-9]([A-Za-z0-9 ._/-]{0,253}[A-Za-z0-9])?$`, 0,
		"the name of one environment, at most 255 characters, such as production", "")
	VariableName = of(`^[A-Za-z_][A-Za-z0-9_.-]*$`, 0,
		"a name of letters, digits and underscores that does not start with a digit", "")
)

// Fits reports whether a text has the form.
func (f Form) Fits(text string) bool {
	return (f.Longest == 0 || utf8.RuneCountInString(text) <= f.Longest) && f.Matches(text)
}

// Matches is Fits without regard to the length.
func (f Form) Matches(text string) bool {
	return f.compiled.MatchString(text) && (f.never == nil || !f.never.MatchString(text))
}

// CheckStated is Check where there is a text: it may be left out, or that it is missing is told elsewhere.
func (f Form) CheckStated(ms *rules.Mistakes, path, text string) {
	if text != "" {
		f.Check(ms, path, text)
	}
}

// Check requires the form of a text that is not a reference.
func (f Form) Check(ms *rules.Mistakes, path, text string) {
	if !token.Is(text) && !f.Fits(text) {
		ms.Break(check.Form(text), path, check.Quote(text), f.Want, f.Fix)
	}
}
