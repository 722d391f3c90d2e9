package workflow

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The same steps with the AWS CLI against the emulator, which takes a service with a bad image back as the circuit
// breaker does.
func TestStepsWithTheCLI(t *testing.T) {
	testkit.Heavy(t)
	cli := testkit.AWSCLI(t)
	emulator := testkit.StartAWS(t)
	environment := map[string]string{
		"AWS_ENDPOINT_URL": emulator.URL, "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "HOME": t.TempDir(),
		"AWS_EC2_METADATA_DISABLED": "true",
	}
	call := func(args ...string) string {
		t.Helper()
		command := exec.Command(cli, args...)
		command.Env = os.Environ()
		for name, value := range environment {
			command.Env = append(command.Env, name+"="+value)
		}
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("aws %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	call("ecs", "create-cluster", "--cluster-name", "ai")
	call("ecs", "register-task-definition", "--family", "llm-proxy", "--tags", "key=team,value=ai",
		"--cpu", "256", "--memory", "512", "--network-mode", "awsvpc", "--requires-compatibilities", "FARGATE",
		"--container-definitions", `[{"name":"app","image":"old"},{"name":"otel","image":"o"}]`)
	subnet := call("ec2", "describe-subnets", "--query", "Subnets[0].SubnetId", "--output", "text")
	group := call("ec2", "describe-security-groups", "--query", "SecurityGroups[0].GroupId", "--output", "text")
	call("ecs", "create-service", "--cluster", "ai", "--service-name", "llm-proxy", "--task-definition", "llm-proxy",
		"--desired-count", "2",
		"--launch-type", "FARGATE", "--network-configuration",
		"awsvpcConfiguration={subnets=["+subnet+"],securityGroups=["+group+"]}",
		"--deployment-configuration", "deploymentCircuitBreaker={enable=true,rollback=true}")
	runs := func() string {
		return call("ecs", "describe-services", "--cluster", "ai", "--services", "llm-proxy", "--query",
			"services[0].taskDefinition", "--output", "text")
	}
	deploy := func(p Props) (bool, *runner) {
		r := newRunner(t)
		if err := os.Remove(filepath.Join(r.state, "bin", "aws")); err != nil {
			t.Fatal(err)
		}
		maps.Copy(r.env, environment)
		return r.run(t, p, nil), r
	}

	if ok, r := deploy(least()); !ok || !strings.HasSuffix(runs(), ":task-definition/llm-proxy:2") {
		t.Fatalf("the service runs %s:\n%s", runs(), r.text)
	}
	image := call("ecs", "describe-task-definition", "--task-definition", "llm-proxy", "--query",
		"taskDefinition.containerDefinitions[].[name, image]", "--output", "text")
	if want := "app\t" + least().RepositoryURL + "@" + digest + "\notel\to"; image != want {
		t.Errorf("registered\n%s, want\n%s", image, want)
	}
	if tags := call("ecs", "describe-task-definition", "--task-definition", "llm-proxy", "--include", "TAGS", "--query",
		"tags[].[key, value]", "--output", "text"); tags != "team\tai" {
		t.Errorf("got the tags %s", tags)
	}

	bad := least()
	bad.RepositoryURL += "/bad-image"
	ok, r := deploy(bad)
	if ok || !strings.HasSuffix(runs(), ":task-definition/llm-proxy:2") {
		t.Errorf("a deployment that was rolled back succeeded; the service runs %s:\n%s", runs(), r.text)
	}
	r.wants(t, "output", r.text, "llm-proxy:2")
	r.wants(t, "summary", r.read(t, "summary"), ": failure", "task-definition/llm-proxy:3")
}
