package workflow

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

// deploys is a case of one prop.
func deploys(name string, change func(*Props), want ...string) checktest.Case[Props] {
	return checktest.Case[Props]{Name: name, Change: change, Want: want}
}

func ids(kind string, count int) (out []string) {
	for i := range count {
		out = append(out, fmt.Sprintf("%s-0a1b2c%02x", kind, i))
	}
	return out
}

// What GitHub, git, Docker, Terraform or AWS would refuse, or take for something else.
func TestPropsThatOthersRefuse(t *testing.T) {
	evaluated := func(change func(*Evaluation)) func(*Props) {
		return func(p *Props) { p.Evaluation = evaluation(change) }
	}
	hook := func(arn string) func(*Props) {
		return func(p *Props) {
			p.CodeDeploy = shifting().CodeDeploy
			p.CodeDeploy.Hooks = map[string]string{"AfterInstall": arn}
		}
	}
	cases := []checktest.Case[Props]{
		deploys("a role of another partition", func(p *Props) { p.RoleARN = "arn:aws-cn:iam::210987654321:role/x" },
			"roleARN workflow-partition"),
		deploys("a registry's domain of another partition", func(p *Props) {
			p.RepositoryURL = "210987654321.dkr.ecr.eu-west-1.amazonaws.com.cn/llm"
		}, "repositoryURL workflow-partition"),
		deploys("a hook of another region", hook("arn:aws:lambda:us-east-1:210987654321:function:x"),
			"codeDeploy.hooks[AfterInstall] workflow-hook-region"),
		deploys("a hook of the region", hook("arn:aws:lambda:eu-west-1:210987654321:function:x:live")),
		deploys("no command", func(p *Props) { p.TestCommand = " \n\t" }, "testCommand invalid"),
		deploys("a folder of results", evaluated(func(e *Evaluation) { e.Results = []string{"out/"} }),
			"evaluation.results[0] workflow-own-results"),
		deploys("the history as the baseline", evaluated(func(e *Evaluation) { e.Baseline = "./" + historyFile }),
			"evaluation.baseline workflow-own-results"),
		deploys("a name of marks that nobody sees", func(p *Props) { p.Name = "deploy\u202egnp" }, "name invalid"),
		deploys("one environment with a space behind", func(p *Props) { p.Environment = "production " },
			"environment invalid"),
		deploys("no such port", func(p *Props) { p.SmokeURL = "https://x.dev:65536/" }, "smokeURL invalid"),
		deploys("several addresses for curl", func(p *Props) { p.SmokeURL = "https://x.dev/{a,b}" }, "smokeURL invalid"),
		deploys("a name in an address", func(p *Props) { p.SmokeURL = "https://me@x.dev/" }, "smokeURL invalid"),
		deploys("the port that https has anyway", func(p *Props) {
			p.CodeDeploy, p.SmokeURL = blueGreen().CodeDeploy, "https://x.dev/health"
			p.CodeDeploy.TestURL = "HTTPS://X.dev:443/other"
		}, "codeDeploy.testURL workflow-test-address"),
		deploys("a program without a name", func(p *Props) { p.Migration = &Task{Command: []string{" ", "x"}} },
			"migration.command[0] required"),
		deploys("too large a network", func(p *Props) {
			p.Migration = &Task{Command: []string{"x"}, Subnets: ids("subnet", 17), SecurityGroups: ids("sg", 6)}
		}, "migration.securityGroups workflow-task-network", "migration.subnets workflow-task-network"),
		deploys("as large a network as can be", func(p *Props) {
			p.Migration = &Task{Command: []string{"x"}, Subnets: ids("subnet", 16), SecurityGroups: ids("sg", 5)}
		}),
	}
	for _, name := range []string{"main..x", "main.lock", "a//b", "x/.y", "x.", "x/"} {
		cases = append(cases, deploys("the branch "+name, func(p *Props) { p.Branch = name }, "branch invalid"))
	}
	for name := range strings.FieldsSeq("PERL5LIB PERL5OPT RUBYOPT JAVA_TOOL_OPTIONS MAVEN_OPTS HTTPS_PROXY GCONV_PATH " +
		"CLASSPATH SSL_CERT_FILE NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE NODE_TLS_REJECT_UNAUTHORIZED PYTHONHTTPSVERIFY " +
		"GONOSUMDB GOTOOLCHAIN GIT_SSH_COMMAND GIT_ASKPASS GLIBC_TUNABLES TMPDIR CI LC_ALL") {
		cases = append(cases, deploys("the secret "+name, evaluated(func(e *Evaluation) { e.Secrets = []string{name} }),
			"evaluation.secrets[0] workflow-secret-name"))
	}
	checktest.Run(t, least, func(p *Props) error { return p.Validate() }, cases)

	var infra []checktest.Case[InfrastructureProps]
	refuse := func(name, want string, change func(*InfrastructureProps)) {
		c := checktest.Case[InfrastructureProps]{Name: name, Change: change}
		if want != "" {
			c.Want = []string{want}
		}
		infra = append(infra, c)
	}
	for _, path := range []string{"[", "a[", "a]", "[]", "/infra/**", "./infra/**", "infra/",
		"../x", "a/./b", "a//b", " a"} {
		refuse("the path "+path, "paths[0] invalid", func(p *InfrastructureProps) { p.Paths = []string{path} })
	}
	for _, kind := range []string{"etcd", "swift", "artifactory", "manta", "cloud", "S3", "local", "inmem"} {
		refuse("state in "+kind, "backendType workflow-remote-backend",
			func(p *InfrastructureProps) { p.BackendType = kind })
	}
	for _, key := range []string{"sse_customer_key", "http_auth", "client_certificate", "client_private_key_pem"} {
		refuse("the setting "+key, "backend["+key+"] workflow-backend-credential",
			func(p *InfrastructureProps) { p.Backend = map[string]string{key: "x"} })
	}
	refuse("a Terraform without lock files", "terraformVersion invalid",
		func(p *InfrastructureProps) { p.TerraformVersion = "0.13.7" })
	refuse("a host that is none", "providers[0] invalid",
		func(p *InfrastructureProps) { p.Providers = []string{"../evil/aws"} })
	refuse("roles of another partition", "planRoleARN workflow-partition",
		func(p *InfrastructureProps) { p.PlanRoleARN = "arn:aws-us-gov:iam::210987654321:role/x" })
	refuse("the name of a key", "", func(p *InfrastructureProps) {
		p.BackendType, p.Backend = "gcs", map[string]string{"kms_encryption_key": "projects/x", "prefix": "state"}
	})
	checktest.Run(t, leastInfrastructure, func(p *InfrastructureProps) error { return p.Validate() }, infra)
}

// What is unusual and sound gives a workflow that actionlint and the judge read, and that says what was meant.
func TestUnusualPropsAreTaken(t *testing.T) {
	sound := func(name string, text []byte) {
		t.Helper()
		for _, e := range lint(t, text) {
			t.Errorf("%s: %v", name, e)
		}
		for _, hole := range holes(t, text) {
			t.Errorf("%s: %s", name, hole)
		}
	}
	for _, name := range []string{"on", "null", "0x10", "deploy: prod #1", "déploiement 🚀", `a 'quoted' "name"`, "- x",
		"{a}",
		"*", "!deploy", "@home", "50%"} {
		p := least()
		p.Name = name
		text := render(t, p)
		sound(name, text)
		if w := parse(t, text); w.Name != name {
			t.Errorf("got the name %q, want %q", w.Name, name)
		}
	}
	for branch, filter := range map[string]string{"hotfix#12": "hotfix#12", "c++": `c\+\+`, "true": "true", "1.0": "1.0"} {
		p := leastInfrastructure()
		p.Branch = branch
		text := infrastructureText(t, p)
		sound(branch, text)
		on := parse(t, text).On["push"].(map[string]any)["branches"].([]any)
		if fmt.Sprint(on) != "["+filter+"]" {
			t.Errorf("got %v, want %s", on, filter)
		}
	}
	p := least()
	p.RoleARN, p.Cluster = "${{vars.ROLE}}", "${{ vars.CLUSTER }}"
	p.Context, p.Dockerfile = "github.com/größe", "build/my Dockerfile (new)"
	p.SmokeURL, p.WaitMinutes = "https://[2001:db8::1]:8443/~a/(b)?c=d#e", number(1)
	p.Evaluation = evaluation(func(e *Evaluation) {
		e.MaxMetrics, e.Ranges = nil, nil
		e.Results, e.GoldenSet = []string{"results (1).json", "Ergebnis ü.json"}, []string{"evals/all cases"}
		e.Metrics = map[string]float64{"Correctness [GEval]": 0.5, "ragas:faithfulness": 0.8, "exact match %": 0.9,
			"Δ $x": 0.1}
		e.Secrets = strings.Fields("HF_TOKEN LANGFUSE_PUBLIC_KEY DATABASE_URL GOOGLE_API_KEY GROQ_API_KEY GIT_TOKEN _KEY")
	})
	p.Migration = &Task{Command: []string{"sh", "-c", "a\n\tb 'c' \"d\" $E", ""}}
	text := render(t, p)
	sound("all", text)
	w := parse(t, text)
	if got := w.Jobs["build"].step(t, "Build").With["context"]; got != "./github.com/größe" {
		t.Errorf("got the context %s", got)
	}
	if got := w.Jobs["deploy"].step(t, "Migrate").Env["COMMAND"]; got != `["sh","-c","a\n\tb 'c' \"d\" $E",""]` {
		t.Errorf("got the command %s", got)
	}
	if !strings.Contains(string(text), `/evals/all\ cases @OWNERS`) {
		t.Errorf("the golden set has no owner in\n%s", text)
	}
	if got := Variables(text); fmt.Sprint(got) != "[CLUSTER ROLE]" {
		t.Errorf("got the variables %q", got)
	}
}
