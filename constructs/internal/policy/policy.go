// Package policy builds IAM policy documents as plain values, ready for bridge.JSON.
package policy

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/token"

// Statement of a policy document. Values may hold references.
type Statement struct {
	Sid        string
	Deny       bool
	Service    string   // principal: an AWS service, e.g. "ecs-tasks.amazonaws.com"
	Accounts   []string // principal: AWS accounts, roles or users by ARN
	Federated  string   // principal: an identity provider, by ARN
	Anyone     bool     // principal: "*"; only with Deny, with a condition, or in the policy of an endpoint
	Actions    []string
	NotActions []string // instead of Actions, with Deny
	Resources  []string // left out in trust policies
	Conditions []Condition
	// Each stands for all of the above: statements that Terraform writes, in the shape of JSON, of what only it knows.
	Each *token.Each
}

// Condition of a statement, e.g. {"StringEquals", "aws:SourceAccount", []string{account}}.
type Condition struct {
	Operator, Key string
	Values        []string
}

// Via holds where a service of AWS uses a key for the caller, in the key's region, which is the only one it has. Behind
// AWS's domain a country may follow, as in China.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
func Via(service string) Condition {
	return Condition{"StringLike", "kms:ViaService", []string{service + ".*.amazonaws.com*"}}
}

// Document is the policy of the statements.
func Document(statements ...Statement) map[string]any {
	list := make([]any, 0, len(statements))
	for _, s := range distinct(statements) {
		if s.Each != nil {
			list = append(list, *s.Each)
			continue
		}
		list = append(list, s.render())
	}
	return map[string]any{"Version": "2012-10-17", "Statement": list}
}

// ServiceTrust lets one AWS service assume a role, only on behalf of this account and of resources like sourceARN,
// which may hold wildcards: the protection against confused deputies.
func ServiceTrust(service, account, sourceARN string) map[string]any {
	return Document(Statement{
		Service: service,
		Actions: []string{"sts:AssumeRole"},
		Conditions: []Condition{
			{"StringEquals", "aws:SourceAccount", []string{account}},
			{"ArnLike", "aws:SourceArn", []string{sourceARN}},
		},
	})
}

func (s Statement) render() map[string]any {
	out := map[string]any{"Effect": "Allow"}
	if len(s.NotActions) > 0 {
		out["NotAction"] = one(s.NotActions)
	} else {
		out["Action"] = one(s.Actions)
	}
	if s.Deny {
		out["Effect"] = "Deny"
	}
	if s.Sid != "" {
		out["Sid"] = s.Sid
	}
	switch {
	case s.Anyone:
		out["Principal"] = "*"
	case s.Service != "":
		out["Principal"] = map[string]any{"Service": s.Service}
	case s.Federated != "":
		out["Principal"] = map[string]any{"Federated": s.Federated}
	case len(s.Accounts) > 0:
		out["Principal"] = map[string]any{"AWS": one(s.Accounts)}
	}
	if len(s.Resources) > 0 {
		out["Resource"] = one(s.Resources)
	}
	if len(s.Conditions) > 0 {
		conditions := map[string]any{}
		for _, c := range s.Conditions {
			operator, _ := conditions[c.Operator].(map[string]any)
			if operator == nil {
				operator = map[string]any{}
				conditions[c.Operator] = operator
			}
			operator[c.Key] = one(c.Values)
		}
		out["Condition"] = conditions
	}
	return out
}

// one writes a list of one as the value itself, as IAM does when it hands a policy back.
func one(values []string) any {
	if len(values) == 1 {
		if list := (&[]*string{&values[0]}); token.IsList(list) { // the list itself is a reference
			return list
		}
		return values[0]
	}
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}
