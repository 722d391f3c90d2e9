package ecs

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const (
	metricsARN = "arn:aws:logs:eu-west-1:210987654321:log-group:/ai/llm-proxy/metrics"
	logsARN    = "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/llm-proxy"
	keyARN     = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:datadog-AbCdEf"
	aReference = "${TfToken[TOKEN.1]}"
)

func validADOT() ADOTProps {
	return ADOTProps{MetricNamespace: "AIService", LogGroupName: "/ai/llm-proxy/metrics", LogGroupARN: metricsARN,
		ServiceName: "llm-proxy"}
}

func validCloudWatch() CloudWatchAgentProps {
	return CloudWatchAgentProps{MetricNamespace: "AIService", LogGroupName: "/ai/llm-proxy/metrics",
		LogGroupARN: metricsARN, ServiceName: "llm-proxy"}
}

func validFireLens() FireLensProps {
	return FireLensProps{LogGroupName: "/ecs/llm-proxy", LogGroupARN: logsARN, Region: "eu-west-1"}
}

func validDatadog() DatadogProps {
	return DatadogProps{APIKey: Secret{ValueFrom: keyARN, GrantARN: keyARN}, Site: DatadogEU, ServiceName: "llm-proxy"}
}

func kinds() map[string]Sidecar {
	adot, datadog := validADOT(), validDatadog()
	adot.Models = []string{"gpt-5", "anthropic.claude-sonnet-4-5"}
	adot.ResourceAttributes = map[string]string{"deployment.environment.name": "prod=eu, live"}
	datadog.OTLP, datadog.Environment = jsii.Bool(true), "prod"
	return map[string]Sidecar{
		"adot": ADOTCollector(adot), "cloudwatch": CloudWatchAgent(validCloudWatch()), "datadog": Datadog(datadog),
		"firelens": FireLens(validFireLens()),
	}
}

// withSidecar is a task that is large enough for any of them.
func withSidecar(sidecars ...Sidecar) TaskDefinitionProps {
	p := validTask()
	p.CPU, p.MemoryLimitMiB, p.Sidecars = jsii.Number(1024), jsii.Number(4096), sidecars
	return p
}

// What ECS and IAM are given for each kind: testdata/sidecar-*.json.
func TestSidecarGoldens(t *testing.T) {
	for name, s := range kinds() {
		p := withSidecar(s)
		if err := p.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		c := p.resolve()
		var containers []any
		for _, container := range c.containers {
			containers = append(containers, container.definition())
		}
		text, err := json.MarshalIndent(map[string]any{"containers": containers, "taskPolicies": c.TaskPolicies}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "sidecar-"+name+".json", append(text, '\n'))
	}
}

func TestOutageOfObservabilityStopsNothing(t *testing.T) {
	for name, s := range kinds() {
		for _, c := range s.Containers {
			if name != "firelens" && (c.Essential == nil || *c.Essential || c.RestartPolicy == nil || c.MemoryLimitMiB == nil) {
				t.Errorf("%s can stop or starve the task", name)
			}
		}
		for _, d := range s.DependsOn {
			if d.Condition != DependencyStart {
				t.Errorf("the application waits for %s to be %s", name, d.Condition)
			}
		}
	}
}

func TestSwitchedOffAndConfigured(t *testing.T) {
	off, own, elsewhere, noAPM := validCloudWatch(), validCloudWatch(), validCloudWatch(), validDatadog()
	off.TracesDisabled = jsii.Bool(true)
	own.Config, own.Image = jsii.String(`{"agent":{}}`), "ghcr.io/acme/agent:v1"
	elsewhere.ConfigParameter = &Secret{ValueFrom: keyARN, GrantARN: keyARN}
	noAPM.APMDisabled, noAPM.Version = jsii.Bool(true), "v1.4.2"
	if s := CloudWatchAgent(off); len(s.Containers[0].Ports) != 1 || len(s.TaskPolicies) != 1 ||
		s.Containers[0].Environment["CW_CONFIG_CONTENT"] != emfConfig || s.Environment["OTEL_SERVICE_NAME"] != "" {
		t.Errorf("the agent takes traces: %+v", s)
	}
	if s := CloudWatchAgent(own); s.Containers[0].Environment["CW_CONFIG_CONTENT"] != *own.Config ||
		s.Containers[0].Image != own.Image || s.Environment["OTEL_METRICS_EXPORTER"] != "" {
		t.Errorf("got %+v", s)
	}
	if c := CloudWatchAgent(elsewhere).Containers[0]; c.Secrets["CW_CONFIG_CONTENT"] != *elsewhere.ConfigParameter ||
		len(c.Environment) > 0 {
		t.Errorf("got %+v", c)
	}
	if s := Datadog(noAPM); len(s.Containers[0].Ports) != 1 || s.Containers[0].Environment["DD_APM_ENABLED"] != "false" ||
		s.Environment["DD_TRACE_ENABLED"] != "false" || s.Environment["DD_VERSION"] != "v1.4.2" {
		t.Errorf("got %+v", s)
	}
}

// The default configurations are JSON with the keys of the agent's schema and nothing else.
func TestCloudWatchConfigs(t *testing.T) {
	for _, text := range []string{emfConfig, tracesConfig} {
		var c struct {
			Logs struct {
				Collected struct {
					EMF struct{} `json:"emf"`
				} `json:"metrics_collected"`
			} `json:"logs"`
			Traces struct {
				Collected struct {
					OTLP struct {
						GRPC string `json:"grpc_endpoint"`
						HTTP string `json:"http_endpoint"`
					} `json:"otlp"`
				} `json:"traces_collected"`
			} `json:"traces"`
		}
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&c); err != nil {
			t.Errorf("%v in %s", err, text)
		}
		if got := c.Traces.Collected.OTLP.HTTP; (got == otlpHTTPAddress) != (text == tracesConfig) {
			t.Errorf("traces go to %q", got)
		}
	}
}

func TestApplicationWins(t *testing.T) {
	p := withSidecar(ADOTCollector(validADOT()), FireLens(validFireLens()))
	own := p.Containers[0]
	own.Name, own.Ports = "own", nil
	own.Environment = map[string]string{"OTEL_SERVICE_NAME": "own"}
	own.Secrets = map[string]Secret{"OTEL_EXPORTER_OTLP_ENDPOINT": {ValueFrom: keyARN, GrantARN: keyARN}}
	own.DependsOn = []Dependency{{ContainerName: adotName, Condition: DependencyHealthy}}
	own.Logging = &Logging{Driver: LogDriverAWSLogs}
	p.Containers = append(p.Containers, own)
	before := len(own.Environment)
	c := p.resolve()
	app, other := c.containers[0], c.containers[1]
	if app.Environment["OTEL_SERVICE_NAME"] != "llm-proxy" || app.logging.Driver != LogDriverAWSFireLens ||
		len(app.DependsOn) != 2 {
		t.Errorf("the application does not know its sidecars: %+v", app)
	}
	if _, both := other.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]; both ||
		other.Environment["OTEL_SERVICE_NAME"] != "own" || other.logging.Driver != LogDriverAWSLogs {
		t.Errorf("a sidecar overwrote the application: %+v", other)
	}
	if want := []Dependency{{adotName, DependencyHealthy}, {firelensName, DependencyStart}}; !cmp.Equal(other.DependsOn,
		want) {
		t.Errorf("got dependencies %v, want %v", other.DependsOn, want)
	}
	if names := []string{c.containers[2].Name, c.containers[3].Name}; !slices.Equal(names,
		[]string{adotName, firelensName}) || c.containers[2].logging.Driver != LogDriverAWSLogs {
		t.Errorf("got sidecars %v", names)
	}
	if len(own.Environment) != before || len(p.Containers[0].DependsOn) != 0 || len(p.TaskPolicies) != 0 {
		t.Error("the props were changed")
	}
}

// An application that states no CPU units gets what is left, instead of the 2 that ECS would count.
func TestApplicationGetsTheRestOfTheCPU(t *testing.T) {
	p := withSidecar(ADOTCollector(validADOT()), FireLens(validFireLens()))
	other := Container{Name: "other", Image: "ghcr.io/acme/b:v1"}
	stated := Container{Name: "stated", Image: "ghcr.io/acme/b:v1",
		ContainerSettings: ContainerSettings{CPU: jsii.Number(95)}}
	p.Containers = append(p.Containers, other, stated)
	for i, want := range []float64{400, 400, 95, 64, 64} {
		if got := p.resolve().containers[i].CPU; got == nil || *got != want {
			t.Errorf("container %d has %v CPU units, want %v", i, got, want)
		}
	}
	for name, change := range map[string]func(*TaskDefinitionProps){
		"no sidecar":       func(p *TaskDefinitionProps) { p.Sidecars = nil },
		"a computed task":  func(p *TaskDefinitionProps) { p.CPU = jsii.Number(token.UnknownNumber) },
		"a computed share": func(p *TaskDefinitionProps) { p.Containers[2].CPU = jsii.Number(token.UnknownNumber) },
		"nothing left":     func(p *TaskDefinitionProps) { p.Sidecars[0].Containers[0].CPU = jsii.Number(1024) },
	} {
		p := withSidecar(ADOTCollector(validADOT()))
		p.Containers = append(p.Containers, other, stated)
		change(&p)
		if got := p.resolve().containers[0].CPU; got != nil {
			t.Errorf("with %s the application gets %v CPU units", name, *got)
		}
	}
}

func TestSizeFor(t *testing.T) {
	adot, unknown := ADOTCollector(validADOT()), validADOT()
	unknown.CPU = jsii.Number(token.UnknownNumber)
	computed := ADOTCollector(unknown)
	for _, test := range []struct {
		cpu, memory         float64
		sidecars            []Sidecar
		wantCPU, wantMemory float64
		ok                  bool
	}{
		{512, 1024, nil, 512, 1024, true},
		{448, 768, []Sidecar{adot}, 512, 1024, true},
		{512, 1024, []Sidecar{adot}, 1024, 2048, true},
		{2048, 4096, []Sidecar{adot, Datadog(validDatadog())}, 4096, 8192, true},
		{16384, 122880, []Sidecar{adot}, 32768, 249856, true},
		{32768, 249856, []Sidecar{adot}, 0, 0, false},
		{512, 1024, []Sidecar{computed}, 0, 0, false},
		{token.UnknownNumber, 1024, nil, 0, 0, false},
	} {
		if cpu, memory, ok := SizeFor(test.cpu, test.memory, test.sidecars...); cpu != test.wantCPU ||
			memory != test.wantMemory || ok != test.ok {
			t.Errorf("%v with %v and %d sidecars: got %v, %v, %v", test.cpu, test.memory, len(test.sidecars), cpu, memory, ok)
		}
	}
}

func TestSidecarProblems(t *testing.T) {
	valid := func() TaskDefinitionProps { return withSidecar(ADOTCollector(validADOT())) }
	set := func(sidecars ...Sidecar) func(*TaskDefinitionProps) {
		return func(p *TaskDefinitionProps) { p.Sidecars = sidecars }
	}
	latest, agent := validADOT(), validCloudWatch()
	latest.Image, latest.CPU, latest.MemoryMiB = "ghcr.io/acme/collector:latest", jsii.Number(0), jsii.Number(1.5)
	agent.TracesDisabled = jsii.Bool(true)
	own := func(change func(*Container)) Sidecar {
		c := Container{Name: "own", Image: "ghcr.io/acme/own:v1"}
		change(&c)
		return Sidecar{Containers: []Container{c}}
	}
	router := func(f FirelensConfiguration) Sidecar {
		return own(func(c *Container) { c.FirelensConfiguration = &f })
	}
	checktest.Run(t, valid, func(p *TaskDefinitionProps) error { return p.Validate() },
		[]checktest.Case[TaskDefinitionProps]{
			{Name: "adot", Change: func(*TaskDefinitionProps) {}},
			{Name: "all that fit together",
				Change: set(ADOTCollector(validADOT()), CloudWatchAgent(agent), FireLens(validFireLens()),
					Datadog(validDatadog()))},
			{Name: "mistakes of the props", Change: set(FireLens(validFireLens()), ADOTCollector(latest)),
				Want: []string{"sidecars[1].cpu range", "sidecars[1].image image-fixed", "sidecars[1].memoryMiB range"}},
			{Name: "mistakes and clashes at once", Change: func(p *TaskDefinitionProps) {
				p.Containers[0].Name = adotName
				p.Sidecars = []Sidecar{ADOTCollector(latest)}
			}, Want: []string{
				"sidecars[0].containers[0] unique",
				"sidecars[0].cpu range", "sidecars[0].image image-fixed", "sidecars[0].memoryMiB range"}},
			{Name: "same port", Change: func(p *TaskDefinitionProps) {
				p.Containers[0].Ports[0].ContainerPort =
					jsii.Number(4318)
			},
				Want: []string{
					"sidecars[0].containers[0].ports[1].containerPort: got 4318/tcp again, want a port that no other container of " +
						"the task uses; it is taken by containers[0].ports[0]",
				}},
			{Name: "two receivers of OTLP", Change: set(ADOTCollector(validADOT()), CloudWatchAgent(validCloudWatch())),
				Want: []string{"sidecars[1].containers[0].ports[1].containerPort ecs-container-port",
					"sidecars[1].containers[0].ports[2].containerPort: got 4318/tcp again, want a port that no other container of " +
						"the task uses; it is taken by sidecars[0].containers[0].ports[1]"}},
			{Name: "too small", Change: func(p *TaskDefinitionProps) {
				p.CPU, p.MemoryLimitMiB = jsii.Number(256), jsii.Number(512)
				p.Containers[0].CPU, p.Containers[0].MemoryReservationMiB = jsii.Number(256), jsii.Number(512)
			}, Want: []string{"cpu ecs-task-reservation",
				"memoryLimitMiB ecs-task-reservation"}},
			{Name: "too many", Change: func(p *TaskDefinitionProps) {
				for _, n := range "abcdefghi" {
					p.Containers = append(p.Containers, Container{Name: string(n), Image: "ghcr.io/acme/b:v1"})
				}
			}, Want: []string{"containers range"}},
			{Name: "no application", Change: func(p *TaskDefinitionProps) { p.Containers = nil },
				Want: []string{"containers required"}},
			{Name: "only the router is essential", Change: func(p *TaskDefinitionProps) {
				p.Containers[0].Essential, p.Sidecars = jsii.Bool(false), []Sidecar{FireLens(validFireLens())}
			}, Want: []string{"containers ecs-essential-container"}},
			{Name: "no log group for the sidecar", Change: func(p *TaskDefinitionProps) {
				p.LogOptions, p.Sidecars = nil, []Sidecar{FireLens(validFireLens())}
			}, Want: []string{"sidecars[0].containers[0].logging required"}},
			{Name: "adopted role", Change: func(p *TaskDefinitionProps) { p.TaskRoleARN = aReference }},
			{Name: "nothing", Change: set(Sidecar{}), Want: []string{"sidecars[0].containers required"}},
			{Name: "negative", Change: func(p *TaskDefinitionProps) {
				p.Sidecars[0].CPU, p.Sidecars[0].MemoryMiB = -1,
					math.NaN()
			},
				Want: []string{"sidecars[0].cpu range", "sidecars[0].memoryMiB range"}},
			{Name: "told differently", Change: func(p *TaskDefinitionProps) {
				other := own(func(*Container) {})
				other.Environment = map[string]string{"OTEL_SERVICE_NAME": "other", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}
				p.Sidecars = append(p.Sidecars, other)
			}, Want: []string{
				"sidecars[1].environment.OTEL_SERVICE_NAME ecs-sidecar-variable",
			}},
			{Name: "told differently, but stated", Change: func(p *TaskDefinitionProps) {
				other := own(func(*Container) {})
				other.Environment = map[string]string{"OTEL_SERVICE_NAME": "other"}
				p.Sidecars = append(p.Sidecars, other)
				p.Containers[0].Environment = map[string]string{"OTEL_SERVICE_NAME": "mine"}
			}},
			{Name: "policy", Change: func(p *TaskDefinitionProps) {
				p.Sidecars[0].TaskPolicies[0].Resources = []string{"*"}
				p.TaskPolicies = []PolicyStatement{{Sid: "ADOTTraces", Actions: []string{"s3:GetObject"},
					Resources: []string{"arn:aws:s3:::a/*"}}}
			}, Want: []string{"sidecars[0].taskPolicies[0].resources[0] ecs-named-resources",
				"sidecars[0].taskPolicies[1] unique"}},
			{Name: "no shell in the collector", Change: func(p *TaskDefinitionProps) {
				p.Sidecars[0].Containers[0].HealthCheck.Command = jsii.Strings("CMD-SHELL", "curl localhost:13133")
			}, Want: []string{"sidecars[0].containers[0].healthCheck.command ecs-health-check-shell"}},
			{Name: "FireLens twice", Change: func(p *TaskDefinitionProps) {
				second := FireLens(validFireLens())
				second.Containers[0].Name = "router"
				p.Sidecars = []Sidecar{FireLens(validFireLens()), second}
				p.Sidecars[1].TaskPolicies = nil
			}, Want: []string{
				"sidecars[1].containers[0].firelensConfiguration: got a second log router, want one in a task; " +
					"sidecars[0].containers[0] is one already", "sidecars[1].logging ecs-sidecar-logging",
			}},
			{Name: "no router", Change: func(p *TaskDefinitionProps) {
				p.Containers[0].Logging =
					&Logging{Driver: LogDriverAWSFireLens}
			},
				Want: []string{"containers[0].logging.driver ecs-log-router-needed"}},
			{Name: "router through itself", Change: func(p *TaskDefinitionProps) {
				p.Sidecars = []Sidecar{FireLens(validFireLens())}
				p.Sidecars[0].Containers[0].Logging = p.Sidecars[0].Logging
			}, Want: []string{"sidecars[0].containers[0].logging.driver ecs-log-router-own-logs"}},
			{Name: "router", Change: set(router(FirelensConfiguration{Type: FirelensFluentd}))},
			{Name: "router without a type",
				Change: set(router(FirelensConfiguration{Options: map[string]string{"config-file-type": "s3"}})), Want: []string{
					"sidecars[0].containers[0].firelensConfiguration.options.config-file-type ecs-log-router-config",
					"sidecars[0].containers[0].firelensConfiguration.options.config-file-value required",
					"sidecars[0].containers[0].firelensConfiguration.type required"}},
			{Name: "router of another type", Change: set(router(FirelensConfiguration{Type: "vector"})),
				Want: []string{"sidecars[0].containers[0].firelensConfiguration.type one-of"}},
			{Name: "router as a user", Change: set(own(func(c *Container) {
				c.User, c.FirelensConfiguration = "1000", &FirelensConfiguration{Type: FirelensFluentBit}
			})), Want: []string{"sidecars[0].containers[0].user ecs-log-router-user"}},
		})
}
