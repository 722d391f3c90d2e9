package redeploy

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
)

// matches is EventBridge's matching of exact values: every field of the pattern has, or holds, one of its values; of
// $or, one alternative does.
func matches(pattern, event map[string]any) bool {
	for field, want := range pattern {
		switch w := want.(type) {
		case map[string]any:
			nested, ok := event[field].(map[string]any)
			if !ok || !matches(w, nested) {
				return false
			}
		case []any:
			if field == "$or" {
				if !slices.ContainsFunc(w, func(p any) bool { return matches(p.(map[string]any), event) }) {
					return false
				}
				continue
			}
			got, many := event[field].([]any)
			if !many {
				got = []any{event[field]}
			}
			if !slices.ContainsFunc(got, func(value any) bool { return slices.Contains(w, value) }) {
				return false
			}
		}
	}
	return true
}

// matching are the sources whose rule an event starts.
func matching(t *testing.T, p Props, event string) []Source {
	t.Helper()
	var parsed map[string]any
	if err := json.Unmarshal([]byte(event), &parsed); err != nil {
		t.Fatal(err)
	}
	var out []Source
	for _, w := range p.resolve() {
		text, err := json.Marshal(w.pattern)
		if err != nil {
			t.Fatal(err)
		}
		var pattern map[string]any
		if err := json.Unmarshal(text, &pattern); err != nil {
			t.Fatal(err)
		}
		if matches(pattern, parsed) {
			out = append(out, w.source)
		}
	}
	return out
}

// Events as AWS documents them, see secret-event-notifications, cloudtrail_log_entries,
// monitoring-systems-manager-event-examples and ev-events in the user guides of Secrets Manager, Systems Manager and
// S3.
const (
	labelUpdated = `{"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "Secret Label Updated",
		"source": "aws.secretsmanager",
		"account": "210987654321", "time": "2024-02-06T16:43:48Z", "region": "eu-west-1",
		"resources": ["arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-AbC123"],
		"detail": {"name": "llm-proxy/openai", "labelUpdated": "AWSCURRENT",
		"versionId": "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"}}`
	rotationSucceeded = `{"version": "0", "id": "dd5fd657-7361-f5d2-0c0f-0fe27390611b",
		"detail-type": "AWS Service Event via CloudTrail",
		"source": "aws.secretsmanager", "account": "210987654321", "time": "2021-08-13T19:17:16Z", "region": "eu-west-1",
		"resources": [],
		"detail": {"eventSource": "secretsmanager.amazonaws.com", "eventName": "RotationSucceeded",
		"requestParameters": null, "responseElements": null,
			"additionalEventData": {"SecretId": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-AbC123"},
			"readOnly": false, "eventType": "AwsServiceEvent", "managementEvent": true, "eventCategory": "Management"}}`
	parameterChange = `{"version": "0", "id": "6a7e4feb-b491-4cf7-a9f1-bf3703497718",
		"detail-type": "Parameter Store Change", "source": "aws.ssm",
		"account": "210987654321", "time": "2017-05-22T16:43:48Z", "region": "eu-west-1",
		"resources": ["arn:aws:ssm:eu-west-1:210987654321:parameter/llm-proxy/model"],
		"detail": {"operation": "Update", "name": "/llm-proxy/model", "type": "SecureString",
		"description": "Sample Parameter"}}`
	objectCreated = `{"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
		"source": "aws.s3",
		"account": "210987654321", "time": "2021-11-12T00:00:00Z", "region": "eu-west-1",
		"resources": ["arn:aws:s3:::acme-config"],
		"detail": {"version": "0", "bucket": {"name": "acme-config"}, "object": {"key": "litellm.yaml", "size": 5,
		"etag": "b1946ac92492d2347c6235b4d2611184"},
			"request-id": "N4N7GDK58NMKJ12R", "requester": "210987654321", "source-ip-address": "192.0.2.1",
			"reason": "PutObject"}}`
)

func TestPatternsMatchEventsOfAWS(t *testing.T) {
	byARN :=
		Props{Settings: Settings{SecretARNs: jsii.Strings("arn:aws:secretsmanager:eu-west-1:210987654321:secret:other-AbC123",
			secret)}}
	byName := Props{Settings: Settings{SecretNames: jsii.Strings("llm-proxy/openai")}}
	parameter := Props{Settings: Settings{ParameterNames: jsii.Strings("llm-proxy/model", "plain", "/slashed")}}
	oneBucket := Props{Settings: Settings{Objects: []S3Object{{"acme-config", "a.yaml"}, {"acme-config", "litellm.yaml"}}}}
	twoBuckets := Props{Settings: Settings{Objects: []S3Object{{"acme-config", "litellm.yaml"},
		{"acme-prompts", "system.txt"}}}}
	as := func(event string, replacements ...string) string {
		return strings.NewReplacer(replacements...).Replace(event)
	}
	for name, c := range map[string]struct {
		props Props
		event string
		want  []Source
	}{
		"secret":                         {byARN, labelUpdated, []Source{SecretARNs}},
		"another secret":                 {byARN, as(labelUpdated, "openai-AbC123", "openai-XyZ789"), nil},
		"another account's secret":       {byARN, as(labelUpdated, "210987654321", "321098765432"), nil},
		"a label of the user's":          {byARN, as(labelUpdated, "AWSCURRENT", "canary"), nil},
		"what CloudTrail says as well":   {byARN, rotationSucceeded, nil},
		"name":                           {byName, labelUpdated, []Source{SecretNames}},
		"another name":                   {byName, as(labelUpdated, `"llm-proxy/openai"`, `"llm-proxy/openai-2"`), nil},
		"a label of the user's, by name": {byName, as(labelUpdated, "AWSCURRENT", "canary"), nil},
		"what CloudTrail says of a name": {byName, rotationSucceeded, nil},
		"parameter":                      {parameter, parameterChange, []Source{Parameters}},
		"parameter made again":           {parameter, as(parameterChange, `"Update"`, `"Create"`), []Source{Parameters}},
		"parameter deleted":              {parameter, as(parameterChange, `"Update"`, `"Delete"`), nil},
		"parameter labelled":             {parameter, as(parameterChange, `"Update"`, `"LabelParameterVersion"`), nil},
		"another parameter": {parameter, as(parameterChange, `"/llm-proxy/model"`, `"/llm-proxy/model/name"`),
			nil},
		"plain parameter": {parameter, as(parameterChange, `"/llm-proxy/model"`, `"plain"`),
			[]Source{Parameters}},
		"plain parameter with a slash": {parameter, as(parameterChange, `"/llm-proxy/model"`, `"/plain"`),
			[]Source{Parameters}},
		"slash left out": {parameter, as(parameterChange, `"/llm-proxy/model"`, `"slashed"`),
			[]Source{Parameters}},
		"object":         {oneBucket, objectCreated, []Source{Objects}},
		"another object": {oneBucket, as(objectCreated, "litellm.yaml", "litellm.yaml.bak"), nil},
		"deleted object": {oneBucket, as(objectCreated, "Object Created", "Object Deleted"), nil},
		"of two buckets": {twoBuckets, objectCreated, []Source{Objects}},
		"of the other bucket": {twoBuckets,
			as(objectCreated, "acme-config", "acme-prompts", "litellm.yaml", "system.txt"), []Source{Objects}},
		"key of the other bucket": {twoBuckets, as(objectCreated, "acme-config", "acme-prompts"), nil},
		"another bucket":          {twoBuckets, as(objectCreated, "acme-config", "acme-public"), nil},
		"another service":         {oneBucket, as(objectCreated, "aws.s3", "acme.s3"), nil},
	} {
		if got := matching(t, c.props, c.event); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// Whatever the props, the rules do not panic, and of props that they let pass each source gets a pattern of AWS's size
// that matches its own event only.
func FuzzProps(f *testing.F) {
	f.Add("llm-proxy", secret, "llm-proxy/anthropic", "/llm-proxy/model", "acme-config", "litellm.yaml")
	f.Add(reference, list, "", "//", "a..b", "*")
	f.Fuzz(func(t *testing.T, name, arn, secretName, parameter, bucket, key string) {
		p := Props{
			ClusterName: "ai",
			ServiceName: "llm-proxy",
			Settings: Settings{
				Name:           name,
				SecretARNs:     &[]*string{&arn},
				SecretNames:    &[]*string{&secretName},
				ParameterNames: &[]*string{&parameter},
				Objects:        []S3Object{{bucket, key}},
			},
		}
		for i, w := range p.resolve() {
			if w.source != [...]Source{SecretARNs, SecretNames, Parameters, Objects}[i] {
				t.Fatalf("rule %d is of %s", i, w.source)
			}
		}
		if p.problems("eu-west-1").Err() != nil || strings.Contains(name+arn+secretName+parameter+bucket+key, "{") {
			return
		}
		quoted, _ := json.Marshal(key)
		for event, want := range map[string]Source{
			strings.Replace(labelUpdated, secret, arn,
				1): SecretARNs,
			strings.Replace(labelUpdated, "llm-proxy/openai\"", secretName+`"`,
				1): SecretNames,
			strings.Replace(objectCreated, `"acme-config"}, "object": {"key": "litellm.yaml"`,
				`"`+bucket+`"}, "object": {"key": `+string(quoted), 1): Objects,
		} {
			if got := matching(t, p, event); !slices.Contains(got, want) {
				t.Errorf("%s: got %v for %s", want, got, event)
			}
		}
	})
}
