package aiservice_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai/internal/aiservice"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/filterpattern"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// contract: one set of props drives both sides. The service runs with the environment that the constructs give it, and
// its log is counted as CloudWatch would with the metric filters that they make.
func contract(t *testing.T, binary string) {
	const name, stopTimeout = "llm-proxy", 30
	port := freePort(t)
	stacks, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		fargateai.NewLLMProxy(fargateai.NewStack(app, "test", nil), name, &fargateai.ServiceProps{
			Port:        jsii.Number(port),
			Image:       fargateai.Image{Tag: "v1"},
			Domain:      &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
			HealthCheck: &loadbalancer.HealthCheck{Path: "/health"},
			StopTimeout: jsii.Number(stopTimeout),
			Environment: map[string]string{
				"PORT": strconv.Itoa(port), "STOP_TIMEOUT": strconv.Itoa(stopTimeout), "MODEL_TOKEN_DELAY_MS": "30",
			},
			TokenBudget: &fargateai.TokenBudget{
				PerMinute: jsii.Number(1000), PerDay: jsii.Number(100000), PerRequest: jsii.Number(60),
				MaxConcurrency: jsii.Number(2), MonthlyUSD: jsii.Number(800),
			},
			PublishesInFlight: jsii.Bool(true),
			Logs: &logs.Props{
				TokenFilters: []logs.TokenFilter{
					{Format: logs.TokenLogOpenAIChat},
					{Name: "by-model", Format: logs.TokenLogOpenAIChat, Condition: "$.status = 200",
						Dimensions: map[string]string{"Model": "$.model"}},
				},
				MetricFilters: []logs.MetricFilter{{Name: "refused", Pattern: "{ $.status = 429 }", MetricName: "RefusedRequests"}},
			},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	template := terraform{stacks["test"]}
	container := template.container(t)
	environment := map[string]string{}
	for _, variable := range container.Environment {
		environment[variable.Name] = variable.Value
	}
	if environment["PORT"] != strconv.Itoa(container.PortMappings[0].ContainerPort) ||
		environment["STOP_TIMEOUT"] != strconv.Itoa(container.StopTimeout) {
		t.Fatalf("the container is not what its environment says: %+v", container)
	}
	_, balancer := template.One(t, "aws_lb")
	if kept, _ := strconv.ParseFloat(environment[fargateai.KeepAliveVariable],
		64); kept <= balancer["idle_timeout"].(float64) {
		t.Errorf("the service keeps connections for %v s, the load balancer for %v s", kept, balancer["idle_timeout"])
	}

	p := start(t, binary, environment)
	said := converse(t, p, time.Duration(container.StopTimeout)*time.Second)
	log := p.log(t)
	if strings.Contains(log, "confidential") {
		t.Errorf("the log tells what was said:\n%s", log)
	}
	want := map[string]float64{"AIService/llm-proxy RefusedRequests": 2}
	for metric, sum := range map[string]int{"InputTokens": said.Prompt, "OutputTokens": said.Completion,
		"TotalTokens": said.Total} {
		want["AIService/llm-proxy "+metric] = float64(sum)
		want["AIService/llm-proxy "+metric+" Model="+aiservice.Model] = float64(sum)
	}
	counted := template.count(t, log)
	if diff := cmp.Diff(want, counted); diff != "" {
		t.Errorf("the filters count otherwise than the responses say (-want +got):\n%s\n%s", diff, log)
	}
	published := embedded(t, log)
	read := 0
	for metric := range template.reads(t) {
		read++
		_, isCounted := counted[metric]
		if !isCounted && !published[metric] {
			t.Errorf("an alarm or a scaling policy waits for %q, which nothing makes", metric)
		}
	}
	if read < 2 || !published["AIService InFlightRequests ClusterName=llm-proxy ServiceName=llm-proxy"] {
		t.Errorf("%d metrics of the service are read; it publishes %v", read, published)
	}
}

// converse makes the service keep each of its promises, until it has drained, and returns what the responses said about
// their tokens.
func converse(t *testing.T, p *process, stopTimeout time.Duration) (sum usage) {
	t.Helper()
	add := func(r *reply) {
		sum = usage{sum.Prompt + r.Usage.Prompt, sum.Completion + r.Usage.Completion, sum.Total + r.Usage.Total}
	}
	refused := func(r *reply, status int, code, word string) {
		t.Helper()
		if r.status != status || r.Error.Code != code || !strings.Contains(r.Error.Message, word) {
			t.Errorf("got %d %+v, want %d %s about %s", r.status, r.Error, status, code, word)
		}
	}
	answer := p.ask(t, 7, 5, false)
	if add(answer); answer.Usage != (usage{7, 5, 12}) {
		t.Errorf("got %+v", answer)
	}
	refused(p.ask(t, 7, 61, false), http.StatusBadRequest, "max_tokens_exceeded", "AI_MAX_TOKENS_PER_REQUEST")

	first, second := p.ask(t, 50, 60, true), p.ask(t, 50, 40, true)
	third := p.ask(t, 5, 5, true)
	refused(third, http.StatusTooManyRequests, "concurrency", "AI_MAX_CONCURRENCY")
	if third.retryAfter != "1" {
		t.Errorf("Retry-After is %q", third.retryAfter)
	}
	for r, tokens := range map[*reply]int{first: 50, second: 40} {
		if got := r.finish(t); got != tokens || r.Usage != (usage{50, tokens, 50 + tokens}) {
			t.Errorf("%d tokens came, and the usage is %+v", got, r.Usage)
		}
		add(r)
	}

	over := p.ask(t, 1000-sum.Total, 1, false) // one token more than is left
	refused(over, http.StatusTooManyRequests, "tokens_per_minute", "AI_TOKEN_BUDGET_PER_MINUTE")
	if wait, err := strconv.Atoi(over.retryAfter); err != nil || wait < 1 || wait > 60 {
		t.Errorf("Retry-After is %q, want at most a minute", over.retryAfter)
	}

	last := p.ask(t, 50, 50, true)
	last.next()
	began := time.Now()
	p.terminate(t)
	for p.health(t) == http.StatusOK {
		if time.Since(began) > 5*time.Second {
			t.Fatal("healthy after SIGTERM")
		}
	}
	refused(p.ask(t, 5, 5, false), http.StatusServiceUnavailable, "draining", "stop")
	if got := last.finish(t); got != 49 {
		t.Errorf("%d of the 49 other tokens came after SIGTERM", got)
	}
	add(last)
	if code := p.exit(t, stopTimeout); code != 0 {
		t.Errorf("exit code %d after draining", code)
	}
	return sum
}

// container is a container definition as ECS reads it.
type container struct {
	Environment  []struct{ Name, Value string }
	PortMappings []struct{ ContainerPort int }
	StopTimeout  int
}

// terraform is a stack whose references can be followed.
type terraform struct{ *testkit.Template }

func (s terraform) container(t *testing.T) container {
	t.Helper()
	_, task := s.One(t, "aws_ecs_task_definition")
	var containers []container
	if err := json.Unmarshal([]byte(s.evaluate(t, task["container_definitions"])), &containers); err != nil ||
		len(containers) != 1 {
		t.Fatalf("%d containers: %v", len(containers), err)
	}
	return containers[0]
}

// evaluate is what Terraform makes of a text; of what only AWS knows it is empty.
func (s terraform) evaluate(t *testing.T, attribute any) string {
	t.Helper()
	text, _ := attribute.(string)
	parsed, diagnostics := hclsyntax.ParseTemplate([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	known := map[string]map[string]map[string]cty.Value{}
	for _, reference := range parsed.Variables() {
		kind, id, field := reference.RootName(), reference[1].(hcl.TraverseAttr).Name, reference[2].(hcl.TraverseAttr).Name
		if known[kind] == nil {
			known[kind] = map[string]map[string]cty.Value{}
		}
		if known[kind][id] == nil {
			known[kind][id] = map[string]cty.Value{}
		}
		known[kind][id][field] = cty.StringVal(s.evaluate(t, s.Resources(kind)[id][field]))
	}
	variables := map[string]cty.Value{}
	for kind, resources := range known {
		of := map[string]cty.Value{}
		for id, fields := range resources {
			of[id] = cty.ObjectVal(fields)
		}
		variables[kind] = cty.ObjectVal(of)
	}
	value, diagnostics := parsed.Value(&hcl.EvalContext{Variables: variables,
		Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc}})
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	return value.AsString()
}

// identity of a metric: namespace, name and dimensions.
func (s terraform) identity(t *testing.T, namespace, name any, dimensions map[string]string) string {
	t.Helper()
	var out strings.Builder
	out.WriteString(s.evaluate(t, namespace) + " " + s.evaluate(t, name))
	for _, d := range check.SortedKeys(dimensions) {
		out.WriteString(" " + d + "=" + s.evaluate(t, dimensions[d]))
	}
	return out.String()
}

// count is what the metric filters of the stack make of a log: sums by metric.
func (s terraform) count(t *testing.T, log string) map[string]float64 {
	t.Helper()
	sums := map[string]float64{}
	for _, filter := range s.Resources("aws_cloudwatch_log_metric_filter") {
		pattern, err := filterpattern.Parse(filter["pattern"].(string))
		if err != nil {
			t.Fatal(err)
		}
		metric := filter["metric_transformation"].(map[string]any)
		for line := range strings.Lines(log) {
			if !pattern.Match([]byte(line)) {
				continue
			}
			selector := metric["value"].(string)
			value, ok := filterpattern.Value(selector, []byte(line))
			if !ok {
				if value, err = strconv.ParseFloat(selector, 64); err != nil {
					t.Errorf("%s matches a line without a number at %s: %s", pattern, selector, line)
				}
			}
			var fields map[string]any
			if err := json.Unmarshal([]byte(line), &fields); err != nil {
				t.Fatal(err)
			}
			dimensions := map[string]string{}
			of, _ := metric["dimensions"].(map[string]any)
			for name, selector := range of {
				dimensions[name] = fields[strings.TrimPrefix(selector.(string), "$.")].(string)
			}
			sums[s.identity(t, metric["namespace"], metric["name"], dimensions)] += value
		}
	}
	return sums
}

// reads lists the metrics of the service itself that alarms and scaling policies read.
func (s terraform) reads(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	var visit func(any)
	visit = func(value any) {
		switch v := value.(type) {
		case []any:
			for _, element := range v {
				visit(element)
			}
		case map[string]any:
			if namespace, _ := v["namespace"].(string); strings.HasPrefix(namespace, "AIService") {
				dimensions := map[string]string{}
				switch d := v["dimensions"].(type) {
				case map[string]any: // of an alarm
					for name, value := range d {
						dimensions[name] = value.(string)
					}
				case []any: // of a policy
					for _, pair := range d {
						pair := pair.(map[string]any)
						dimensions[pair["name"].(string)] = pair["value"].(string)
					}
				}
				out[s.identity(t, namespace, v["metric_name"], dimensions)] = true
			}
			for _, element := range v {
				visit(element)
			}
		}
	}
	for _, kind := range []string{"aws_cloudwatch_metric_alarm", "aws_appautoscaling_policy"} {
		for _, resource := range s.Resources(kind) {
			visit(map[string]any(resource))
		}
	}
	return out
}

// embedded lists the high-resolution metrics in a log that are in CloudWatch's embedded metric format.
func embedded(t *testing.T, log string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for line := range strings.Lines(log) {
		var document struct {
			AWS *struct {
				Timestamp         int64
				CloudWatchMetrics []struct {
					Namespace  string
					Dimensions [][]string
					Metrics    []struct {
						Name, Unit        string
						StorageResolution int
					}
				}
			} `json:"_aws"`
		}
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatalf("%v in the line %s", err, line)
		}
		if err := json.Unmarshal([]byte(line), &document); err != nil || document.AWS == nil {
			continue
		}
		if age := time.Since(time.UnixMilli(document.AWS.Timestamp)); age < 0 || age > time.Minute {
			t.Errorf("the line is of %s ago: %s", age, line)
		}
		for _, directive := range document.AWS.CloudWatchMetrics {
			for _, metric := range directive.Metrics {
				if _, ok := fields[metric.Name].(float64); !ok || metric.StorageResolution != 1 || metric.Unit != "Count" {
					t.Errorf("got %+v in %s", metric, line)
				}
				for _, set := range directive.Dimensions {
					var id strings.Builder
					id.WriteString(directive.Namespace + " " + metric.Name)
					for _, name := range set {
						id.WriteString(" " + name + "=" + fields[name].(string))
					}
					out[id.String()] = true
				}
			}
		}
	}
	return out
}
