package review

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/processortest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// A document that is too large, too deep or of another shape is an error that says so, never a stack without risks.
func TestReadRefusesWhatItCannotJudge(t *testing.T) {
	deep := strings.Repeat("[", 300) + strings.Repeat("]", 300)
	for text, want := range map[string]string{
		`{"resource": {"aws_lb": {"a": {"x": ` + deep + `}}}}`: "read the stack: got JSON that is nested deeper than 200",
		`{"resource": {}}` + strings.Repeat(" ", 32<<20):       "got more than 33554432 bytes, want at most 32 MiB",
		`{"terraform": 5}`:                      "read the synthesized stack: terraform: got a number",
		`{"resource": {"aws_iam_policy": "x"}}`: "resource.aws_iam_policy: got a text, want an object",
		`{"format_version": "1.2", ` +
			`"planned_values": 5}`: "read the plan: planned_values: got JSON of the kind number",
		`{"format_version": "1.2", "planned_values": {}}`:          "read the plan: planned_values.root_module: got nothing",
		`{"format_version": "1.2", "errored": true}`:               "read the plan: got a plan that ended in an error",
		`{"format_version": "1.2", "values": {"root_module": {}}}`: "read the plan: got a state",
	} {
		in, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || in != nil {
			t.Errorf("%.60s: got %v, %v, want %q", text, in, err, want)
		}
	}
}

// What is marked as sensitive is judged, and no page shows it.
func TestSensitiveIsJudgedAndNotShown(t *testing.T) {
	containers, err := json.Marshal(`[{"name": "secretname", "image": "registry/secretimage:latest"}]`)
	if err != nil {
		t.Fatal(err)
	}
	in, err := Read([]byte(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
		{"address": "aws_ecs_task_definition.t", "type": "aws_ecs_task_definition", "name": "t",
			"values": {"family": "secretfamily", "container_definitions": ` + string(containers) + `},
			"sensitive_values": {"family": true, "container_definitions": true}},
		{"address": "aws_ecs_service.s", "type": "aws_ecs_service", "name": "s",
			"values": {"name": "secretservice", "desired_count": 1, "task_definition": "x"},
			"sensitive_values": {"name": true, "desired_count": true}}]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	risks := Risks(in)
	ids := map[string]string{}
	for _, r := range risks {
		ids[r.ID] = r.Text
	}
	want := `container "(sensitive value)" runs "(sensitive value)": what runs changes`
	if ids["single-task"] == "" || !strings.HasPrefix(ids["latest-image"], want) {
		t.Errorf("got %v, want the two risks", risks)
	}
	e := NewEstimate(in, Options{})
	pages := []string{fmt.Sprint(risks), e.String(), e.Markdown(), fmt.Sprintf("%+v %#v", in, *in)}
	for _, page := range pages {
		if strings.Contains(page, "secret") {
			t.Errorf("a page shows what is sensitive:\n%s", page)
		}
	}
}

// A name as long as the document would make every line of a page as wide.
func TestLongNamesAreCut(t *testing.T) {
	in, err := Read([]byte(`{"resource": {"aws_lb": {"l": {"name": "` + strings.Repeat("ä", 1<<18) + `"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if page := NewEstimate(in, Options{}).String(); len(page) > 10_000 || !strings.Contains(page, "ä…: load balancer") {
		t.Errorf("got a page of %d bytes", len(page))
	}
}

// planOfMany is a plan of n resources of a few types.
func planOfMany(n int) []byte {
	var resources, changes []string
	for i := range n {
		kind := []string{"aws_sqs_queue", "aws_iam_policy", "aws_ecs_task_definition",
			"aws_vpc_security_group_ingress_rule"}[i%4]
		values := fmt.Sprintf(`{"name": "n%d", "tags": {"team": "ml"}, "policy": "{\"Statement\": [{\"Effect\": \"Allow\",
			\"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::acme-%d/*\"}]}", "cidr_ipv4": "10.0.0.0/16",
			"ip_protocol": "tcp", "from_port": %d, "to_port": 65535, "security_group_id": "sg-1"}`, i, i, i)
		values = strings.Join(strings.Fields(values), " ")
		resources = append(resources, fmt.Sprintf(
			`{"address": "%s.r%d", "mode": "managed", "type": %q, "name": "r%d", "values": %s}`, kind, i, kind, i, values))
		changes = append(changes, fmt.Sprintf(`{"address": "%s.r%d", "mode": "managed", "type": %q, "name": "r%d",
			"change": {"actions": ["update"], "before": %s, "after": %s}}`, kind, i, kind, i, values, values))
	}
	return []byte(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [` +
		strings.Join(resources, ",") + `]}}, "resource_changes": [` + strings.Join(changes, ",") + `]}`)
}

// A large plan is judged: 4,400 resources, of which 1,100 are rules of one group, more than are judged together.
func TestLargePlanIsJudged(t *testing.T) {
	in, err := Read(planOfMany(4 * (mostRules + 100)))
	if err != nil {
		t.Fatal(err)
	}
	if all := Risks(in); len(in.Resources) != 4400 || len(all) != 0 {
		t.Errorf("got %d resources and %d risks", len(in.Resources), len(all))
	}
	var many []string
	for i := range tfjson.MaxResources + 1 {
		many = append(many, fmt.Sprintf(`{"address": "aws_sqs_queue.r%d", "type": "aws_sqs_queue", "name": "r"}`, i))
	}
	_, err = Read([]byte(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [` +
		strings.Join(many, ",") + `]}}}`))
	if err == nil || !strings.Contains(err.Error(), "more than 50000 resources") {
		t.Errorf("got %v, want a limit", err)
	}
}

func BenchmarkPlan(b *testing.B) {
	text := planOfMany(2000)
	b.ReportAllocs()
	for b.Loop() {
		in, err := Read(text)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = Risks(in), in.Unjudged()
	}
}

// An estimate takes no longer than its stack is large: a service with its own assumptions and its own target is one of
// thousands.
func TestLargeEstimate(t *testing.T) {
	const n = 4000
	services, targets := make([]string, n), make([]string, n)
	for i := range n {
		services[i] = fmt.Sprintf(`"s%d": {"name": "s%d", "desired_count": 1}`, i, i)
		targets[i] = fmt.Sprintf(`"t%d": {"resource_id": "service/c/s%d", "min_capacity": 2, "max_capacity": 3}`, i, i)
	}
	in, err := Read([]byte(`{"resource": {"aws_ecs_service": {` + strings.Join(services, ",") +
		`}, "aws_appautoscaling_target": {` + strings.Join(targets, ",") + `}}}`))
	if err != nil {
		t.Fatal(err)
	}
	begun := processortest.Time(t)
	e := NewEstimate(in, Options{})
	tasks := 0
	for _, l := range e.Lines {
		if strings.Contains(l.Item, ": 2–3 tasks of ") {
			tasks++
		}
	}
	if took := processortest.Time(t) - begun; tasks != n || len(e.Assumptions) < n || took > 10*time.Second {
		t.Errorf("got %d services and %d assumptions in %s", tasks, len(e.Assumptions), took)
	}
}
