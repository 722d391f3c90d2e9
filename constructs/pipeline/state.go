package pipeline

import (
	"regexp"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// state is where Terraform keeps one.
type state struct {
	bucketARN, key string
	others         *[]*string
	kmsKeyARN      string
}

// stateKey holds no wildcard of IAM, and no variable of a policy.
var stateKey = regexp.MustCompile(`^[A-Za-z0-9_.-][A-Za-z0-9_./=:-]*$`)

func (s state) problems(ps *rules.Mistakes) {
	check.Required(ps, "stateBucketARN", s.bucketARN, "the ARN of the bucket of the state", "")
	arnProblems(ps, "stateBucketARN", s.bucketARN, "s3", "")
	keyProblems(ps, "stateKey", s.key)
	others := optional.Texts(s.others)
	if token.IsList(s.others) {
		ps.Break(rules.KnownValue, "otherStateKeys", "a reference", "keys that are known while synthesizing", "")
		others = nil
	}
	for i, key := range others {
		keyProblems(ps, rules.Index("otherStateKeys", i), key)
	}
	check.Unique(ps, "otherStateKeys", others, "")
	arnProblems(ps, "stateKMSKeyARN", s.kmsKeyARN, "kms", "key/")
}

func keyProblems(ps *rules.Mistakes, path, key string) {
	if wild(key) || !token.Is(key) && (!stateKey.MatchString(key) || len(key) > naming.MaxStateKey) {
		ps.Break(refusal(key), path, check.Quote(key), "the key of one object, at most 1017 bytes, without wildcards",
			"give the key that the backend states")
	}
}

// read are the statements to read the state, and those that it takes values from.
func (s state) read() []policy.Statement {
	keys := append([]string{s.key}, optional.Texts(s.others)...)
	return s.reading(keys, s.objects(keys), []string{"kms:Decrypt"})
}

// written are the statements to read the states, write the first and lock it with a file beside it, as the backend's
// use_lockfile does.
func (s state) written() []policy.Statement {
	lock := s.key + ".tflock"
	keys := append([]string{s.key, lock}, optional.Texts(s.others)...)
	return append(s.reading(keys, s.objects(keys), []string{"kms:Decrypt", "kms:GenerateDataKey"}),
		policy.Statement{Sid: "WriteState", Actions: []string{"s3:PutObject"}, Resources: s.objects([]string{s.key, lock})},
		policy.Statement{Sid: "UnlockState", Actions: []string{"s3:DeleteObject"}, Resources: s.objects([]string{lock})})
}

func (s state) objects(keys []string) []string {
	var out []string
	for _, key := range keys {
		out = append(out, s.bucketARN+"/"+key)
	}
	return out
}

func (s state) reading(keys, objects, keyActions []string) []policy.Statement {
	out := []policy.Statement{
		{Sid: "ReadState", Actions: []string{"s3:GetObject"}, Resources: objects},
		{Sid: "FindState", Actions: []string{"s3:ListBucket"}, Resources: []string{s.bucketARN},
			Conditions: []policy.Condition{{Operator: "StringEquals", Key: "s3:prefix", Values: slices.Clone(keys)}}},
	}
	if s.kmsKeyARN != "" {
		out = append(out, policy.Statement{Sid: "DecryptState", Actions: keyActions, Resources: []string{s.kmsKeyARN},
			Conditions: []policy.Condition{policy.Via("s3")}})
	}
	return out
}
