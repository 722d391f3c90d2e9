package redeploy

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	use         = "redeploy"
	suffix      = "-" + use // of the names of resources
	maxRuleName = 64
	maxPattern  = 2048 // characters; AWS raises the quota on request
)

var (
	maxName  = maxRuleName - len(suffix+"-"+string(SecretNames))
	nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)
)

// Validate returns every mistake in the props as one error, or nil. Whether secrets are in the stack's region is known
// only to [New].
func (p *Props) Validate() error { return p.problems("").Err() }

// problems are the mistakes of a redeploy in that region, "" where it is not stated.
func (p *Props) problems(region string) rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && (!nameForm.MatchString(p.Name) || len(p.Name) > maxName) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			fmt.Sprintf("1 to %d letters, digits, hyphens and underscores, starting with a letter or digit", maxName),
			"name it like the service")
	}
	naming.CheckECS(&ps, "clusterName", p.ClusterName, "give the name, not the ARN")
	naming.CheckECS(&ps, "serviceName", p.ServiceName, "give the name, not the ARN")
	if !some(p.SecretARNs) && !some(p.SecretNames) && !some(p.ParameterNames) && len(p.Objects) == 0 {
		ps.Break(rules.Required, "secretARNs", "nothing to watch",
			"at least one of secretARNs, secretNames, parameterNames and objects",
			"name what the tasks read when they start")
	}
	p.secretProblems(&ps, region)
	p.parameterProblems(&ps)
	p.objectProblems(&ps)
	if len(ps) == 0 {
		p.patternProblems(&ps)
	}
	return ps
}

func (p *Props) secretProblems(ps *rules.Mistakes, region string) {
	named := map[string]string{} // paths of secrets by name
	if !token.IsList(p.SecretARNs) {
		arns := optional.Texts(p.SecretARNs)
		for i, got := range arns {
			at := rules.Index("secretARNs", i)
			if name := secretARNProblems(ps, at, got, region); name != "" {
				named[name] = at
			}
		}
		check.Unique(ps, "secretARNs", arns, "name each secret once")
	}
	if token.IsList(p.SecretNames) {
		return
	}
	names := optional.Texts(p.SecretNames)
	for i, got := range names {
		at := rules.Index("secretNames", i)
		switch {
		case token.Is(got):
		case strings.HasPrefix(got, "arn:"):
			ps.Break(rules.Invalid, at, check.Quote(got), "a name", "give an ARN as secretARNs")
		case !secretref.IsSecret(got):
			ps.Break(rules.Invalid, at, check.Quote(got), secretref.WantSecret,
				"give the name of one secret, without wildcards")
		case named[got] != "":
			ps.Break(rules.Unique, at, check.Quote(got)+" again", "a secret different from "+named[got],
				"each change would deploy twice")
		}
	}
	check.Unique(ps, "secretNames", names, "name each secret once")
}

// secretARNProblems returns the name of the secret, or "" where it is not known.
func secretARNProblems(ps *rules.Mistakes, at, got, region string) string {
	if token.Is(got) {
		return ""
	}
	a, ok := arn.Parse(got)
	name, whole := secretref.NameIn(a.Resource)
	switch {
	case !strings.HasPrefix(got, "arn:"):
		ps.Break(rules.Invalid, at, check.Quote(got), "the ARN of a secret", "give a name as secretNames")
	case !ok || a.Service != "secretsmanager" || !strings.HasPrefix(a.Resource, "secret:"):
		ps.Break(rules.Invalid, at, check.Quote(got),
			"the ARN of a secret (arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX)", "")
	case strings.Contains(strings.TrimPrefix(a.Resource, "secret:"), ":"):
		ps.Break(rules.Invalid, at, check.Quote(got), "the ARN alone", "leave out the JSON key, stage and version at its end")
	case !whole:
		ps.Break(secretSuffix, at, check.Quote(got), "the whole ARN, with a hyphen and six characters at its end",
			"events have the whole ARN; or give the name as secretNames")
	case region != "" && a.Region != region:
		ps.Break(secretRegion, at, check.Quote(got), "a secret in "+region,
			"EventBridge hears nothing of other regions; replicate the secret, or leave it out")
	default:
		return name
	}
	return ""
}

func (p *Props) parameterProblems(ps *rules.Mistakes) {
	if token.IsList(p.ParameterNames) {
		return
	}
	names := optional.Texts(p.ParameterNames)
	for i, got := range names {
		at := rules.Index("parameterNames", i)
		switch {
		case token.Is(got):
			continue
		case strings.HasPrefix(got, "arn:"):
			ps.Break(rules.Invalid, at, check.Quote(got), "a name",
				"give what follows parameter in the ARN, such as /llm-proxy/model")
		case !secretref.IsParameter(got):
			ps.Break(rules.Invalid, at, check.Quote(got), secretref.WantParameter,
				"give the name of one parameter, without wildcards")
		}
		names[i] = strings.TrimPrefix(got, "/")
	}
	check.Unique(ps, "parameterNames", names, "name each parameter once")
}

func (p *Props) objectProblems(ps *rules.Mistakes) {
	objects := make([]string, len(p.Objects))
	for i, o := range p.Objects {
		at := rules.Index("objects", i)
		form.Bucket.Check(ps, at+".bucket", o.Bucket)
		if key := o.Key; !token.Is(key) &&
			(key == "" || len(key) > 1024 || strings.HasSuffix(key, "/") || strings.Contains(key, "*")) {
			ps.Break(check.Form(key), at+".key", check.Quote(key), "the key of one object, at most 1024 bytes",
				"name each object; prefixes and wildcards are not known")
		}
		objects[i] = o.Bucket + "/" + o.Key
	}
	check.Unique(ps, "objects", objects, "name each object once")
}

// paths of the sources.
var paths = map[Source]string{SecretARNs: "secretARNs", SecretNames: "secretNames", Parameters: "parameterNames",
	Objects: "objects"}

// patternProblems measures the patterns that hold no references as Terraform will write them.
func (p *Props) patternProblems(ps *rules.Mistakes) {
	for _, w := range p.resolve() {
		text, err := json.Marshal(w.pattern)
		if err == nil && !token.Is(string(text)) && len([]rune(string(text))) > maxPattern {
			ps.Break(patternSize, paths[w.source], fmt.Sprintf("an event pattern of %d characters", len([]rune(string(text)))),
				fmt.Sprintf("at most %d", maxPattern),
				"watch some of them with a second Redeploy of another name")
		}
	}
}
