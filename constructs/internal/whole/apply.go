package whole

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ApplyRole is a role that applies the stack whose state it writes. Whatever it says may be a reference.
type ApplyRole struct {
	Path        string                       // of the construct
	Bucket, Key string                       // of the state
	Boundary    string                       // that the stack's roles must have
	Types       []string                     // that it may make
	Names       string                       // how names must begin, for people
	Makes       func(kind, name string) bool // whether it may; the name of what is of IAM has its path before it
	ByPeople    func(kind, name string) bool // whether a person makes what is of IAM
}

// applyProblems judges stacks by the roles that apply them: what a role may not make, ends the first apply halfway.
func (a app) applyProblems(ms *rules.Mistakes, roles []ApplyRole) {
	for _, role := range roles {
		for _, s := range a {
			backend := object(object(object(s.document, "terraform"), "backend"), "s3")
			if bucket := known(backend["bucket"]); bucket == role.Bucket && known(backend["key"]) == role.Key && bucket != "" {
				role.problems(ms, s)
			}
		}
	}
}

func (role ApplyRole) problems(ms *rules.Mistakes, s *stack) {
	var types, named, unbounded []string
	for _, r := range s.resources {
		if r.path == role.Path || strings.HasPrefix(r.path, role.Path+"/") {
			continue // a person makes the role itself
		}
		name, isKnown := r.givenName()
		if strings.HasPrefix(r.kind, "aws_iam_") && isKnown && role.ByPeople(r.kind, name) {
			continue
		}
		if !slices.Contains(role.Types, r.kind) && strings.HasPrefix(r.kind, "aws_") {
			types = append(types, r.kind)
		}
		if isKnown && !role.Makes(r.kind, name) {
			named = append(named, r.kind+" "+cmp.Or(check.Quote(name), "without a name"))
		}
		if has := r.body["permissions_boundary"]; r.kind == "aws_iam_role" && has != role.Boundary &&
			(has == nil || has == "" || known(has) != "" && !token.Is(role.Boundary)) {
			unbounded = append(unbounded, r.path)
		}
	}
	if len(types) > 0 {
		ms.Break(applied, role.Path+".resourceTypes", "no "+some(types)+", which "+s.path+" holds",
			"the types of all that it applies", "make the role when everything is in the stack")
	}
	if len(named) > 0 {
		ms.Break(applied, role.Path+".namePrefixes", some(named)+" in "+s.path, role.Names,
			"name them so, or state a prefix for them")
	}
	if len(unbounded) > 0 {
		ms.Break(applied, role.Path+".permissionsBoundaryARN", "another one, or none, for "+some(unbounded),
			"roles with the boundary "+check.Quote(role.Boundary), "state it in the Roles of the stack")
	}
}

// givenName is how the name begins that the program gives a thing, "" where Terraform makes one up. It reports false
// where the name is not known, or the type has none.
func (r *resource) givenName() (name string, isKnown bool) {
	by, ok := names[r.kind]
	if !ok {
		return "", false
	}
	for _, attribute := range []string{by.name, by.name + "_prefix"} {
		switch v := r.body[attribute].(type) {
		case nil:
		case string:
			name = v
		default:
			return "", false
		}
	}
	path, _ := r.body["path"].(string)
	if token.Is(name) || token.Is(path) {
		return "", false
	}
	if name != "" && strings.HasPrefix(r.kind, "aws_iam_") {
		return cmp.Or(path, "/") + name, true
	}
	return name, true
}
