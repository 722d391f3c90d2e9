package image

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const wantReference = "an image such as public.ecr.aws/nginx/nginx:1.29.3"

// Check requires a reference that a registry accepts and that always means the same image: a digest, or a tag that is
// not pushed again. Around values that Terraform computes it judges what is written out, so that repository.URL() +
// ":latest" is refused too.
func Check(ps *rules.Mistakes, path, reference string) {
	if reference == "" {
		return
	}
	r, ok := Split(reference)
	switch {
	case !ok && token.Is(reference):
		return
	case !ok:
		ps.Break(rules.Invalid, path, check.Quote(reference), wantReference, "")
		return
	case strings.Contains(reference, "://") && !token.Is(reference):
		ps.Break(rules.Invalid, path, check.Quote(reference), wantReference, "leave out the protocol")
		return
	case !fits(repositoryForm, strings.ToLower(r.Repository)) || r.Repository == "":
		ps.Break(rules.Invalid, path, check.Quote(reference), wantReference,
			"a repository has lower-case letters and digits, single . _ - between them, and / between its parts")
		return
	}
	if !fits(registryForm, r.Registry) {
		ps.Break(rules.Invalid, path, check.Quote(reference), "a registry's host name, perhaps with a port", "")
	}
	if !token.Is(r.Repository) && r.Repository != strings.ToLower(r.Repository) {
		ps.Break(rules.Invalid, path, check.Quote(reference), "a repository in lower case", "")
	}
	if !token.Is(r.Repository) && len(r.Repository) > 255 {
		ps.Break(rules.Range, path, check.Quote(reference), "a repository of at most 255 characters", "")
	}
	switch {
	case r.Digest != "":
		if !fits(digestForm, r.Digest) {
			ps.Break(rules.Invalid, path, check.Quote(reference), "a digest of sha256: and 64 hexadecimal digits",
				"copy it from the registry or from docker buildx imagetools inspect")
		}
		if !fits(tagForm, r.Tag) {
			ps.Break(rules.Invalid, path, check.Quote(reference), form.ImageTag.Want, "")
		}
	case r.Tag == "":
		if !strings.HasSuffix(r.Repository, "}") || !token.Is(r.Repository) { // else the computed end may hold the tag
			ps.Break(fixedImage, path, check.Quote(reference), "a tag or a digest",
				"without one the registry hands out whatever was pushed as latest")
		}
	case token.Is(r.Tag):
	case !fits(tagForm, r.Tag):
		ps.Break(rules.Invalid, path, check.Quote(reference), form.ImageTag.Want, "")
	case Mutable(r.Tag):
		ps.Break(fixedImage, path, check.Quote(reference), "a tag that is never pushed again, or a digest",
			"use the version or commit; a rollback to a tag that moved rolls back to nothing")
	}
}
