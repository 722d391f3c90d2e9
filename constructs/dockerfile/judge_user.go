package dockerfile

import (
	"regexp"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
)

func (r *reader) judgeUser() {
	var user text
	line, stated := 0, false
	for _, s := range r.chain() {
		for _, c := range s.commands {
			if u, ok := c.Command.(*instructions.UserCommand); ok {
				user, line, stated = r.expand(u.User, c.env), c.line, true
			}
		}
	}
	r.image.User = credential.Redact(user.value)
	if dropsRights(r.entry()) {
		return
	}
	const fix = "end with USER and a number, such as USER 10001"
	switch root := r.root(); {
	case stated && user.known && isRoot(user.value):
		r.breaks(userRule, line, "USER "+user.value, "a user that is not root", fix)
	case stated || !root.base.known || runsAsUser(root.base.value):
	case isOfficial(root.base.value):
		r.breaks(userRule, r.last().line, "no USER, so that root runs it", "a user that is not root", fix)
	default:
		r.notice(userRule, r.last().line, "no USER, and a base image whose user is not known", "a user that is not root", fix)
	}
}

func isRoot(user string) bool {
	name, _, _ := strings.Cut(user, ":")
	return name == "root" || strings.Trim(name, "0") == ""
}

// dropsRights reports whether an entrypoint starts as root to change to another user.
func dropsRights(words []string) bool {
	for _, word := range words {
		switch word[strings.LastIndexByte(word, '/')+1:] {
		case "gosu", "su-exec", "setpriv", "runuser", "s6-setuidgid", "chroot":
			return true
		}
	}
	return false
}

// unprivileged are images that state a user that is not root; of .NET's those without a shell do
// (https://github.com/dotnet/dotnet-docker/blob/main/documentation/distroless.md).
var unprivileged = regexp.MustCompile(`(?i)nonroot|rootless|unprivileged|^cgr\.dev/chainguard/|(?:^|/)bitnami/|` +
	`^mcr\.microsoft\.com/dotnet/.+(?:chiseled|distroless)`)

func runsAsUser(base string) bool { return unprivileged.MatchString(base) }

// official are repositories of Docker, AWS, Microsoft, Google and others whose images run as root.
var official = regexp.MustCompile(`^(?:(?:docker\.io/)?(?:library/)?[^/]+|public\.ecr\.aws/(?:docker/library|` +
	`amazonlinux|lambda|debian|ubuntu)/.+|mcr\.microsoft\.com/.+|gcr\.io/distroless/.+|` +
	`(?:docker\.io/)?(?:nvidia|oven|pytorch|tensorflow|amazon|denoland)/.+)$`)

func isOfficial(base string) bool {
	r, ok := image.Split(base)
	if !ok {
		return false
	}
	name := r.Repository
	if r.Registry != "" {
		name = r.Registry + "/" + name
	}
	return official.MatchString(name)
}
