package dockerfile

import (
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
)

// noBase is an empty image.
const noBase = "scratch"

func (r *reader) judgeBases() {
	r.image.Base = credential.Redact(r.root().base.value)
	for i, s := range r.stages {
		if s.parent == nil {
			r.judgeTag(s.line, s.base)
		}
		for _, c := range s.commands {
			copies, ok := c.Command.(*instructions.CopyCommand)
			if !ok || copies.From == "" {
				continue
			}
			from := r.expand(copies.From, c.env)
			n, isStage := r.stageAt(from.value)
			switch {
			case !from.known:
			case isStage && (n >= i || n < 0):
				r.breaks(stageRule, c.line, "--from="+from.value, "a stage before this one, or an image", "put that stage first")
			case !isStage:
				r.judgeTag(c.line, from)
			}
		}
	}
}

func (r *reader) judgeTag(line int, base text) {
	if !base.known || base.value == noBase {
		return
	}
	const fix = "append a version, such as :3.13-slim-bookworm, or a digest"
	reference, ok := image.Split(base.value)
	switch {
	case !ok || reference.Digest != "":
	case reference.Tag == "":
		r.breaks(baseTag, line, base.value, "a tag with a version, or a digest", fix)
	case image.Mutable(reference.Tag) || onlyVariant(reference):
		r.breaks(baseTag, line, base.value, "a tag that says a version, or a digest", fix)
	}
}

// variantWords say what an image is made of, and nothing of its version.
var variantWords = " lts current alpine slim bookworm bullseye trixie jammy noble fpm apache cli jre jdk perl "

// onlyVariant is a tag such as lts-alpine. The releases of Debian and Ubuntu are versions of those.
func onlyVariant(r image.Reference) bool {
	name := r.Repository[strings.LastIndexByte(r.Repository, '/')+1:]
	if name == "debian" || name == "ubuntu" || name == "buildpack-deps" {
		return r.Tag == "slim"
	}
	for word := range strings.SplitSeq(strings.ToLower(r.Tag), "-") {
		if !strings.Contains(variantWords, " "+word+" ") {
			return false
		}
	}
	return true
}
