package redeploy

import (
	"maps"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// watched is a rule to make.
type watched struct {
	source  Source
	what    string // has changed
	pattern map[string]any
}

// resolve returns the rules for what is watched.
func (p Props) resolve() []watched {
	var out []watched
	add := func(s Source, what, from, kind string, more map[string]any) {
		pattern := map[string]any{"source": []string{from}, "detail-type": []string{kind}}
		maps.Copy(pattern, more)
		out = append(out, watched{s, what, pattern})
	}
	current := []string{"AWSCURRENT"}
	if some(p.SecretARNs) {
		add(SecretARNs, "A secret", "aws.secretsmanager", "Secret Label Updated", map[string]any{
			"resources": p.SecretARNs, "detail": map[string]any{"labelUpdated": current},
		})
	}
	if some(p.SecretNames) {
		add(SecretNames, "A secret", "aws.secretsmanager", "Secret Label Updated", map[string]any{
			"detail": map[string]any{"labelUpdated": current, "name": p.SecretNames},
		})
	}
	if some(p.ParameterNames) {
		add(Parameters, "A parameter", "aws.ssm", "Parameter Store Change", map[string]any{
			"detail": map[string]any{"operation": []string{"Create", "Update"}, "name": spellings(p.ParameterNames)},
		})
	}
	if len(p.Objects) > 0 {
		add(Objects, "An object", "aws.s3", "Object Created", map[string]any{"detail": p.objects()})
	}
	return out
}

// objects matches the keys of each bucket, and not the keys of one in another.
func (p Props) objects() map[string]any {
	var buckets []string
	keys := map[string][]string{}
	for _, o := range p.Objects {
		if keys[o.Bucket] == nil {
			buckets = append(buckets, o.Bucket)
		}
		keys[o.Bucket] = append(keys[o.Bucket], o.Key)
	}
	var of []any
	for _, b := range buckets {
		of = append(of, map[string]any{"bucket": map[string]any{"name": []string{b}},
			"object": map[string]any{"key": keys[b]}})
	}
	if len(of) == 1 {
		return of[0].(map[string]any)
	}
	return map[string]any{"$or": of}
}

// spellings are the names as events may have them: one with several parts has a leading slash, another has the one that
// it was made with. The ARN, by which ECS knows a parameter, does not tell.
func spellings(names *[]*string) any {
	if token.IsList(names) {
		return names
	}
	var out []string
	for _, name := range optional.Texts(names) {
		switch bare := strings.TrimPrefix(name, "/"); {
		case token.Is(name):
			out = append(out, name)
		case strings.Contains(bare, "/"):
			out = append(out, "/"+bare)
		default:
			out = append(out, bare, "/"+bare)
		}
	}
	return out
}

// some reports whether the list has elements, as far as is known.
func some(list *[]*string) bool { return len(optional.Value(list)) > 0 }
