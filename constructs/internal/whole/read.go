package whole

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/place"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

type stack struct {
	path      string
	document  map[string]any
	providers map[string]provider // by alias; "" is the default one
	resources []*resource
	at        map[string]*resource // by address
}

// provider is a configuration of the AWS provider: where it makes things, and with which tags.
type provider struct {
	place.Site
	tags map[string]any
}

type resource struct {
	stack      *stack
	kind, name string
	path       string // of the construct
	body       map[string]any
	provider
}

func read(stacks []Stack) app {
	var out app
	for _, given := range stacks {
		s := &stack{path: given.Path, document: given.Document, providers: map[string]provider{}, at: map[string]*resource{}}
		for _, config := range list(object(given.Document, "provider")["aws"]) {
			s.addProvider(config)
		}
		kinds := object(given.Document, "resource")
		for _, kind := range check.SortedKeys(kinds) {
			bodies, _ := kinds[kind].(map[string]any)
			for _, name := range check.SortedKeys(bodies) {
				if body, ok := bodies[name].(map[string]any); ok {
					s.addResource(kind, name, body)
				}
			}
		}
		slices.SortFunc(s.resources, func(a, b *resource) int { return cmp.Compare(a.path, b.path) })
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b *stack) int { return cmp.Compare(a.path, b.path) })
	return out
}

func (s *stack) addProvider(config map[string]any) {
	p := provider{Site: place.Site{Region: known(config["region"])}}
	if accounts, _ := config["allowed_account_ids"].([]any); len(accounts) == 1 {
		p.Account = known(accounts[0])
	}
	for _, tags := range list(config["default_tags"]) {
		p.tags = object(tags, "tags")
	}
	alias, _ := config["alias"].(string)
	s.providers[alias] = p
}

func (s *stack) addResource(kind, name string, body map[string]any) {
	path, _ := object(object(body, "//"), "metadata")["path"].(string)
	alias, _ := body["provider"].(string)
	r := &resource{stack: s, kind: kind, name: name, body: body,
		path: cmp.Or(path, s.path+"/"+kind+"."+name), provider: s.providers[strings.TrimPrefix(alias, "aws.")]}
	s.resources = append(s.resources, r)
	s.at[kind+"."+name] = r
}

// texts calls visit with every text of the resource and the attribute that it is, or is in a list of.
func (r *resource) texts(visit func(attribute, text string)) {
	var walk func(attribute string, value any)
	walk = func(attribute string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for _, key := range check.SortedKeys(v) {
				if key != "//" {
					walk(key, v[key])
				}
			}
		case []any:
			for _, element := range v {
				walk(attribute, element)
			}
		case string:
			visit(attribute, v)
		}
	}
	walk("", r.body)
}

// known is a text that is no reference, or "".
func known(value any) string {
	if text, ok := value.(string); ok && !token.Is(text) {
		return text
	}
	return ""
}

func object(in map[string]any, key string) map[string]any {
	out, _ := in[key].(map[string]any)
	return out
}

// list is a block or a list of blocks, which Terraform's JSON writes alike.
func list(value any) []map[string]any {
	var out []map[string]any
	switch v := value.(type) {
	case map[string]any:
		out = append(out, v)
	case []any:
		for _, element := range v {
			if block, ok := element.(map[string]any); ok {
				out = append(out, block)
			}
		}
	}
	return out
}

var (
	remote  = regexp.MustCompile(`^\$\{data\.terraform_remote_state\.([^.}]+)\.outputs\.([^.}]+)\}$`)
	address = regexp.MustCompile(`^\$\{((?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+)\.[a-z0-9_]+\}$`)
)

// origin follows a reference through the outputs of other stacks to the resource that it comes from. It reports false
// for what is no reference of one resource alone.
func (a app) origin(s *stack, reference string) (from *stack, resource string, ok bool) {
	for range len(a) {
		if m := address.FindStringSubmatch(reference); m != nil && remote.FindStringSubmatch(reference) == nil {
			return s, m[1], true
		}
		m := remote.FindStringSubmatch(reference)
		if m == nil {
			return nil, "", false
		}
		if s = a.source(m[1]); s == nil {
			return nil, "", false
		}
		if reference, ok = object(object(s.document, "output"), m[2])["value"].(string); !ok {
			return nil, "", false
		}
	}
	return nil, "", false
}

// crossing is how CDKTF names the data source of a stack's state in another one: a slash becomes two hyphens.
const crossing = "cross-stack-reference-input-"

// source is the stack whose state the data source reads, or nil.
func (a app) source(data string) *stack {
	for _, other := range a {
		if data == crossing+strings.ReplaceAll(other.path, "/", "--") {
			return other
		}
	}
	return nil
}

// identity is a value by which things are compared: a text, or the resource that it refers to. It reports false where
// only Terraform can tell.
func (a app) identity(s *stack, value any) (string, bool) {
	switch v := value.(type) {
	case nil:
		return "", true
	case string:
		if !token.Is(v) {
			return v, true
		}
		if from, resource, ok := a.origin(s, v); ok {
			return from.path + " " + resource, true
		}
	case float64:
		return check.Number(v), true
	}
	return "", false
}
