// Package iamaction knows which actions of IAM no policy can limit to a resource.
//
// It knows the services that AI services use. actions.txt is an extract of AWS's Service Authorization Reference:
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
package iamaction

import (
	_ "embed"
	"path"
	"strings"
	"sync"
)

//go:generate python3 generate.py

//go:embed actions.txt
var extract string

// services are the actions by service, all in lower case; true for one that knows no resource.
var services = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for line := range strings.Lines(extract) {
		words := strings.Fields(line)
		if len(words) < 3 || words[0] == "#" {
			continue
		}
		if out[words[0]] == nil {
			out[words[0]] = map[string]bool{}
		}
		for _, action := range words[2:] {
			out[words[0]][action] = words[1] == "*"
		}
	}
	return out
})

// Unscopable tells that AWS knows no resource for an action, such as "sts:GetCallerIdentity", so that a statement can
// only say "*". With wildcards, as in "xray:GetSampling*", it tells that of every action that there is. An action that is
// not known is scopable. As in IAM, case does not matter.
func Unscopable(action string) bool {
	service, name, _ := strings.Cut(strings.ToLower(action), ":")
	actions := services()[service]
	if !strings.ContainsAny(name, "*?") {
		return actions[name]
	}
	if strings.ContainsAny(name, `[]\`) { // a pattern to path.Match, but not to IAM
		return false
	}
	found := false
	for other, unscopable := range actions {
		if matches, _ := path.Match(name, other); matches {
			if !unscopable {
				return false
			}
			found = true
		}
	}
	return found
}
