// Package image reads references of container images, [REGISTRY[:PORT]/]REPOSITORY[:TAG][@DIGEST], and tells those that
// always mean the same image from those that change under a running service.
//
// Parts of a reference may be values that Terraform computes: the reference is taken apart around them, and no rule
// judges them.
package image

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Reference is an image reference in its parts. Registry is empty where Docker would ask Docker Hub.
type Reference struct{ Registry, Repository, Tag, Digest string }

const (
	computed = `\$\{[^{}]*\}`                  // a Terraform reference; what it holds is not split
	plain    = computed + `|[^@$]|\$[^{@]`     // "@" starts a digest
	inTag    = computed + `|[^@$:/]|\$[^{@:/]` // a colon before a slash belongs to a port
)

var whole = regexp.MustCompile(`(?s)^((?:` + plain + `)+?)(?::((?:` + inTag + `)+))?(?:@(.+))?$`)

// Split takes a reference apart without judging the parts. It reports false for text that has no such parts.
func Split(reference string) (Reference, bool) {
	m := whole.FindStringSubmatch(reference)
	if m == nil {
		return Reference{}, false
	}
	r := Reference{Repository: m[1], Tag: m[2], Digest: m[3]}
	first := registryPart.FindString(m[1])
	if host := strings.TrimSuffix(first, "/"); first != "" && isRegistry(host) {
		r.Registry, r.Repository = host, m[1][len(first):]
	}
	return r, true
}

var registryPart = regexp.MustCompile(`(?s)^(?:` + computed + `|[^/$]|\$[^{/])*/`)

// isRegistry is Docker's rule: without a dot, a port or the name localhost the first part is a user of Docker Hub.
func isRegistry(first string) bool {
	return token.Is(first) || strings.ContainsAny(first, ".:") || first == "localhost"
}

// Parts of the forms below.
const (
	hostLabel      = `[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?` // between the dots of a host name
	repositoryPart = `[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*`     // between the slashes of a repository
)

var (
	registryForm   = regexp.MustCompile(`^` + hostLabel + `(?:\.` + hostLabel + `)*(?::[0-9]{1,5})?$`)
	repositoryForm = regexp.MustCompile(`^` + repositoryPart + `(?:/` + repositoryPart + `)*$`)
	tagForm        = regexp.MustCompile(form.ImageTag.Pattern)
	digestForm     = regexp.MustCompile(`^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$`)
)

// Parse is [Split] for references that a registry accepts; parts that Terraform computes count as accepted.
func Parse(reference string) (Reference, bool) {
	r, ok := Split(reference)
	if !ok || !fits(registryForm, r.Registry) || !fits(tagForm, r.Tag) || !fits(digestForm, r.Digest) {
		return Reference{}, false
	}
	if r.Repository == "" || len(r.Repository) > 255 && !token.Is(r.Repository) || !fits(repositoryForm, r.Repository) {
		return Reference{}, false
	}
	return r, true
}

func fits(form *regexp.Regexp, part string) bool {
	return part == "" || token.Is(part) || form.MatchString(part)
}

// String joins the parts.
func (r Reference) String() string {
	s := r.Repository
	if r.Registry != "" {
		s = r.Registry + "/" + s
	}
	if r.Tag != "" {
		s += ":" + r.Tag
	}
	if r.Digest != "" {
		s += "@" + r.Digest
	}
	return s
}
