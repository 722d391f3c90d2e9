package iamaction

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

//go:embed conditions.txt
var conditionList string

// conditions are the keys of conditions by service and action, all in lower case. Those of every request stand under *.
var conditions = sync.OnceValue(func() map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for words := range listed(conditionList) {
		service, keys := words[0], strings.Split(words[1], ",")
		if out[service] == nil {
			out[service] = map[string][]string{}
		}
		for _, action := range append(words[2:], "") { // "" has the keys of all
			out[service][action] = append(out[service][action], keys...)
		}
	}
	return out
})

// ofTags are keys that not every action takes, though they begin as those of every request do.
var ofTags = []string{"aws:requesttag", "aws:resourcetag", "aws:tagkeys"}

// ofSession are keys that say in every request where the credentials come from, whatever service it is to:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
var ofSession = []string{"codebuild:buildarn", "codebuild:projectarn", "ec2:roledelivery", "ec2:sourceinstancearn",
	"glue:credentialissuingservice", "glue:roleassumedby", "identitystore:identitystorearn", "identitystore:userid",
	"lambda:sourcefunctionarn", "ssm:sourceinstancearn"}

// KeyExists reports whether there is a key of conditions, such as ecs:cluster. It is true of all keys of services that
// the lists say nothing about. nearest is what was probably meant by one that does not exist, or "".
func KeyExists(key string) (exists bool, nearest string) {
	key = strings.ToLower(key)
	service, _, _ := strings.Cut(key, ":")
	known := conditions()[service][""]
	if service == "aws" {
		known = slices.Concat(conditions()["*"][""], ofTags)
	}
	if len(known) == 0 || has(known, key) || slices.Contains(ofSession, key) {
		return true, ""
	}
	return false, check.Nearest(key, known)
}

// TakesKey reports whether a request for an action can have a key of conditions. It is true of all actions that the
// lists say nothing about, and of keys that other services and identity providers have, as some of them say who calls;
// of wildcards it is one action that counts.
func TakesKey(action, key string) bool {
	service, name, _ := split(action)
	key = strings.ToLower(key)
	of, _, _ := strings.Cut(key, ":")
	tag, _, _ := strings.Cut(key, "/")
	if of != service && !slices.Contains(ofTags, tag) || slices.Contains(ofSession, key) {
		return true
	}
	found := matching(service, name)
	return conditions()[service] == nil || len(found) == 0 || slices.ContainsFunc(found, func(name string) bool {
		keys, listed := conditions()[service][name]
		return !listed || has(keys, key)
	})
}

// has reports whether a key is in a list, in which a key that ends in a slash or colon has a name of the user's behind.
func has(keys []string, key string) bool {
	return slices.ContainsFunc(keys, func(known string) bool {
		if known != "" && strings.ContainsAny(known[len(known)-1:], "/:") {
			return strings.HasPrefix(key, known)
		}
		base, _, _ := strings.Cut(key, "/")
		return key == known || strings.HasPrefix(key, "aws:") && base == known
	})
}
