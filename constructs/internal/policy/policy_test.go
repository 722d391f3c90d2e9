package policy

import (
	"encoding/json"
	"testing"
)

func TestDocument(t *testing.T) {
	got, err := json.Marshal(Document(
		Statement{Sid: "Pull", Actions: []string{"ecr:BatchGetImage"}, Resources: []string{"r1", "r2"}},
		Statement{Deny: true, Anyone: true, Actions: []string{"s3:PutObject"}, Resources: []string{"b"},
			Conditions: []Condition{
				{"Bool", "aws:SecureTransport", []string{"false"}},
			}},
		Statement{Accounts: []string{"a", "b"}, Actions: []string{"sts:AssumeRole"}},
		Statement{Federated: "p", Actions: []string{"sts:AssumeRoleWithWebIdentity"}},
	))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"Statement":[{"Action":"ecr:BatchGetImage","Effect":"Allow","Resource":["r1","r2"],"Sid":"Pull"},` +
		`{"Action":"s3:PutObject","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny",` +
		`"Principal":"*","Resource":"b"},` +
		`{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"AWS":["a","b"]}},` +
		`{"Action":"sts:AssumeRoleWithWebIdentity","Effect":"Allow","Principal":{"Federated":"p"}}],"Version":"2012-10-17"}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestServiceTrustNamesAccountAndSource(t *testing.T) {
	got, err := json.Marshal(ServiceTrust("ecs-tasks.amazonaws.com", "210987654321",
		"arn:aws:ecs:eu-west-1:210987654321:*"))
	if err != nil {
		t.Fatal(err)
	}
	want :=
		`{"Statement":[{"Action":"sts:AssumeRole","Condition":{"ArnLike":{` +
			`"aws:SourceArn":"arn:aws:ecs:eu-west-1:210987654321:*"},` +
			`"StringEquals":{"aws:SourceAccount":"210987654321"}},"Effect":"Allow",` +
			`"Principal":{"Service":"ecs-tasks.amazonaws.com"}}],"Version":"2012-10-17"}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
