package configuration

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// Statement allows actions on resources.
type Statement struct {
	Sid        string
	Actions    []string
	Resources  []string
	Conditions []Condition
}

// Condition is a condition of a statement.
type Condition struct {
	Operator, Key string
	Values        []string
}

// statements to read the files that a reader wants, and to decrypt them. Of each file they allow every key that differs
// in nothing but the hash.
func (c config) statements(bucketARN, sid string, wants func(File) bool) []Statement {
	var objects []string
	for _, f := range c.files {
		if wants(f.File) {
			objects = append(objects, bucketARN+"/"+c.pattern(f))
		}
	}
	if objects == nil {
		return nil
	}
	out := []Statement{{Sid: sid, Actions: []string{"s3:GetObject"}, Resources: objects}}
	if c.kmsKeyARN != "" {
		out = append(out, Statement{Sid: sid + "Key", Actions: []string{"kms:Decrypt"}, Resources: []string{c.kmsKeyARN},
			Conditions: []Condition{Condition(policy.Via("s3"))}})
	}
	return out
}

func readByCode(f File) bool { return f.KeyVariable != "" }
func readByECS(f File) bool  { return optional.Value(f.EnvironmentFile) }
