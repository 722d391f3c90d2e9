package ecr

import (
	"cmp"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// TagMutability says whether a tag may be pushed again.
type TagMutability string

const (
	TagImmutable TagMutability = "IMMUTABLE" // a tag means the same image for ever: a rollback gets what ran before
	TagMutable   TagMutability = "MUTABLE"   // pushing a tag again takes it from the image that had it
)

// Props are the props of a repository.
type Props struct {
	// Name of the repository. Required; 2 to 256 lower-case letters and digits with single . _ - between them, and /
	// between its parts. A change replaces the repository.
	Name string
	// ImageTagMutability default: TagImmutable.
	ImageTagMutability TagMutability
	// ScanOnPush looks for known vulnerabilities in every image that is pushed. Default: true. Where the account's
	// registry scans by its own rules (enhanced scanning), those count instead.
	ScanOnPush *bool
	// KMSKeyARN of a customer managed key. Default: AES-256 with a key that ECR owns. A change replaces the repository.
	KMSKeyARN string
	// KeepImages is how many of the newest tagged images are kept, 10 to 10000. Choose more than are ever pushed from one
	// deployment to the next: images with EphemeralTagPrefixes and whatever else has a tag, such as a cosign signature,
	// count too. Default: 100.
	KeepImages *float64
	// UntaggedDays after which an image without a tag is deleted, at least 1. Not allowed with TagMutable, where an image
	// that runs may have lost its tag: there the newest KeepImages of them are kept. Default: 14.
	UntaggedDays *float64
	// EphemeralTagPrefixes begin the tags of images that no environment runs for long, e.g. "pr-". Default: none. An image
	// with such a tag is deleted by age, even when it has another tag too or runs: promote by pushing another image, not
	// by adding a tag. The list itself must be known.
	EphemeralTagPrefixes *[]*string
	// EphemeralDays after which an image with an ephemeral tag is deleted, at least 1. Only with EphemeralTagPrefixes.
	// Default: 7.
	EphemeralDays *float64
	// PullAccountIDs are other accounts that may pull; their own roles need the permission as well. Default: none. With
	// KMSKeyARN nothing more is needed: ECR decrypts. The list itself must be known.
	PullAccountIDs *[]*string
	// ForceDelete lets the repository be destroyed although it holds images. Default: false.
	ForceDelete *bool
	// Tags of the repository.
	Tags map[string]string
}

// Defaults of [Props].
const (
	DefaultKeepImages    = 100
	DefaultUntaggedDays  = 14
	DefaultEphemeralDays = 7
)

var (
	nameForm   = regexp.MustCompile(`^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$`)
	prefixForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}$`)
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && (!nameForm.MatchString(p.Name) || len(p.Name) < 2 || len(p.Name) > 256) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			"2 to 256 lower-case letters and digits with single . _ - between them, and / between its parts",
			"name the repository like team/llm-proxy")
	}
	check.OneOf(&ps, "imageTagMutability", p.ImageTagMutability, TagImmutable, TagMutable)
	arn.Check(&ps, "kmsKeyARN", p.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	check.WholeNumber(&ps, "keepImages", p.KeepImages, 10, 10000, " images",
		"fewer may delete the image that a rollback needs")
	check.WholeNumber(&ps, "untaggedDays", p.UntaggedDays, 1, 3650, " days", "")
	if p.ImageTagMutability == TagMutable && p.UntaggedDays != nil {
		ps.Break(untaggedAge, "untaggedDays", "a number of days with TagMutable", "nothing",
			"the image that runs may have lost its tag; leave it out or use TagImmutable")
	}
	prefixes := listed(&ps, "ephemeralTagPrefixes", p.EphemeralTagPrefixes)
	for i, prefix := range prefixes {
		if !token.Is(prefix) && !prefixForm.MatchString(prefix) {
			ps.Break(rules.Invalid, rules.Index("ephemeralTagPrefixes", i), check.Quote(prefix),
				"1 to 127 letters, digits, _ . - not starting with . or -",
				`give the start of the tag, like "pr-", without a wildcard`)
		}
	}
	check.Unique(&ps, "ephemeralTagPrefixes", prefixes, "name each prefix once")
	check.WholeNumber(&ps, "ephemeralDays", p.EphemeralDays, 1, 3650, " days", "")
	if p.EphemeralDays != nil && len(optional.Value(p.EphemeralTagPrefixes)) == 0 {
		ps.Break(ephemeralAge, "ephemeralDays", "a number of days without ephemeralTagPrefixes",
			"the prefixes that it is for", "set ephemeralTagPrefixes or leave ephemeralDays out")
	}
	accounts := listed(&ps, "pullAccountIDs", p.PullAccountIDs)
	for i, account := range accounts {
		form.Account.Check(&ps, rules.Index("pullAccountIDs", i), account)
	}
	check.Unique(&ps, "pullAccountIDs", accounts, "name each account once")
	return ps
}

// listed returns the elements of a list that decides how many rules or principals there are, and so must be known.
func listed(ps *rules.Mistakes, path string, list *[]*string) []string {
	if token.IsList(list) {
		ps.Break(rules.KnownValue, path, "a list that Terraform computes", "single values, which may be references", "")
		return nil
	}
	return optional.Texts(list)
}

// config is the props with every default filled in.
type config struct {
	Props
	mutability TagMutability
	scan       bool
	rules      []any // of the lifecycle policy
	accounts   []string
	notices    []string
}

func (p Props) resolve() config {
	c := config{
		Props:      p,
		mutability: cmp.Or(p.ImageTagMutability, TagImmutable),
		scan:       optional.Or(p.ScanOnPush, true),
		accounts:   optional.Texts(p.PullAccountIDs),
	}
	c.rules = c.lifecycle()
	if !c.scan {
		c.notices = append(c.notices, "images are not scanned when they are pushed (scanOnPush): nobody is told of known "+
			"vulnerabilities, unless the registry scans by its own rules")
	}
	if c.mutability == TagMutable {
		c.notices = append(c.notices, "tags can be pushed again (imageTagMutability): what runs may change without a "+
			"deployment, and a rollback may bring back the same image")
	}
	return c
}
