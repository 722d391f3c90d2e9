package workflow

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const task = "arn:aws:ecs:eu-west-1:210987654321:task/ai/0123"

// migrating is a service whose words of a command a shell would not leave alone.
func migrating() Props {
	p := least()
	p.Migration = &Task{Command: []string{"sh", "-c", `echo "it's" $HOME; touch "$STATE/taken"`, ""}}
	return p
}

// newMigration answers as ECS does for a task that ends well.
func newMigration(t *testing.T) *runner {
	r := newRunner(t, after+"\tCOMPLETED\t1\t1")
	r.write(t, "network.json",
		`{"awsvpcConfiguration": {"subnets": ["subnet-1a"], "securityGroups": ["sg-1a"], "assignPublicIp": "ENABLED"}}`)
	r.write(t, "started.json", `{"tasks": [{"taskArn": "`+task+`"}], "failures": []}`)
	r.write(t, "tasks", `{"tasks": [], "failures": [{"reason": "MISSING"}]}`,
		`{"tasks": [{"lastStatus": "PROVISIONING"}]}`, `{"tasks": [{"lastStatus": "RUNNING"}]}`,
		`{"tasks": [{"lastStatus": "STOPPED", "stoppedReason": "Essential container in task exited", `+
			`"containers": [{"name": "otel", "exitCode": 137}, {"name": "app", "exitCode": 0}]}]}`)
	return r
}

type runTask struct {
	Cluster, TaskDefinition, LaunchType, StartedBy string
	Count                                          int
	NetworkConfiguration                           struct{ AwsvpcConfiguration network }
	Overrides                                      struct {
		ContainerOverrides []struct {
			Name    string
			Command []string
		}
	}
}

type network struct {
	Subnets, SecurityGroups []string
	AssignPublicIP          string `json:"assignPublicIp"`
}

func (r *runner) started(t *testing.T) (out runTask) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.read(t, "run.json")), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStepsMigrate(t *testing.T) {
	testkit.Heavy(t)
	r := newMigration(t)
	p := migrating()
	if !r.run(t, p, nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	got := r.started(t)
	if got.Cluster != "ai" || got.TaskDefinition != after || got.LaunchType != "FARGATE" || got.StartedBy != "github-17" ||
		got.Count != 1 {
		t.Errorf("started %+v", got)
	}
	if o := got.Overrides.ContainerOverrides; len(o) != 1 || o[0].Name != "app" ||
		!cmp.Equal(o[0].Command, p.Migration.Command) {
		t.Errorf("got the overrides %+v", o)
	}
	if diff := cmp.Diff(network{[]string{"subnet-1a"}, []string{"sg-1a"}, "ENABLED"},
		got.NetworkConfiguration.AwsvpcConfiguration); diff != "" {
		t.Errorf("not the network of the service (-want +got):\n%s", diff)
	}
	calls := r.read(t, "calls")
	if ran, updated := strings.LastIndex(calls, "describe-tasks"),
		strings.Index(calls, "update-service"); ran < 0 || updated < ran {
		t.Errorf("the service was updated before the migration ended:\n%s", calls)
	}
	r.wants(t, "summary", r.read(t, "summary"), "| migration | "+task+" |")
	if _, err := os.Stat(r.state + "/taken"); err == nil {
		t.Error("the runner ran the command")
	}
}

func TestStepsMigrateInTheirOwnNetwork(t *testing.T) {
	testkit.Heavy(t)
	r := newMigration(t)
	p := migrating()
	p.Migration.Container, p.Migration.AssignPublicIP = "otel", false
	p.Migration.Subnets, p.Migration.SecurityGroups = []string{"subnet-0123456789abcdef0", "${{ vars.SUBNETS }}"},
		[]string{"${{ vars.GROUPS }}"}
	r.outputs["vars.SUBNETS"], r.outputs["vars.GROUPS"] = `["subnet-aaaaaaaa", "subnet-bbbbbbbb"]`,
		"sg-cccccccc,sg-dddddddd"
	r.write(t, "tasks", `{"tasks": [{"lastStatus": "STOPPED", `+
		`"containers": [{"name": "otel", "exitCode": 0}, {"name": "app", "exitCode": 1}]}]}`)
	if !r.run(t, p, nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	want := network{[]string{"subnet-0123456789abcdef0", "subnet-aaaaaaaa", "subnet-bbbbbbbb"},
		[]string{"sg-cccccccc", "sg-dddddddd"}, "DISABLED"}
	if diff := cmp.Diff(want, r.started(t).NetworkConfiguration.AwsvpcConfiguration); diff != "" {
		t.Errorf("network (-want +got):\n%s", diff)
	}
	p.Migration.AssignPublicIP = true
	if r = newMigration(t); !r.run(t, p, map[string]string{"SUBNETS": "subnet-aaaaaaaa", "TASK_CONTAINER": "app"}) ||
		r.started(t).NetworkConfiguration.AwsvpcConfiguration.AssignPublicIP != "ENABLED" {
		t.Errorf("no public address:\n%s", r.text)
	}
}

func TestStepsMigrationFails(t *testing.T) {
	testkit.Heavy(t)
	tests := []struct {
		name   string
		change func(t *testing.T, r *runner, override map[string]string)
		want   string
	}{
		{"exit code", func(t *testing.T, r *runner, _ map[string]string) {
			r.write(t, "tasks", `{"tasks": [{"lastStatus": "STOPPED", "stoppedReason": "Essential container\nin task exited", `+
				`"containers": [{"name": "app", "exitCode": 3, "reason": "Error"}]}]}`)
		}, "::error::the migration ended with the exit code 3: Essential container in task exited, Error; the service is " +
			"as it was"},
		{"never started", func(t *testing.T, r *runner, _ map[string]string) {
			r.write(t, "tasks", `{"tasks": [{"lastStatus": "STOPPED", "stoppedReason": "CannotPullContainerError", `+
				`"containers": [{"name": "app"}]}]}`)
		}, "::error::the migration ended with the exit code none: CannotPullContainerError"},
		{"another container", func(_ *testing.T, _ *runner,
			override map[string]string) {
			override["TASK_CONTAINER"] = "db"
		},
			"::error::the migration ended with the exit code none"},
		{"no capacity", func(t *testing.T, r *runner, _ map[string]string) {
			r.write(t, "started.json",
				`{"tasks": [], "failures": [{"reason": "Capacity is unavailable at this time", "detail": "try\nlater"}]}`)
		}, "::error::ECS starts no migration: Capacity is unavailable at this time try later"},
		{"refused", func(_ *testing.T, r *runner, _ map[string]string) { _ = os.Remove(r.state + "/started.json") },
			"started.json"},
		{"lost", func(t *testing.T, r *runner, _ map[string]string) { r.write(t, "tasks", `{"tasks": []}`) },
			"::error::ECS knows no task " + task},
		{"takes too long", func(t *testing.T, r *runner, override map[string]string) {
			r.write(t, "tasks", `{"tasks": [{"lastStatus": "RUNNING"}]}`)
			override["TASK_MINUTES"] = "0"
		}, "::error::the migration took more than 0 minutes; it goes on as " + task},
		{"no network", func(t *testing.T, r *runner, _ map[string]string) { r.write(t, "network.json", "null") },
			"no subnets for the task"},
		{"no subnets in the variable",
			func(_ *testing.T, _ *runner, override map[string]string) { override["SUBNETS"] = "none yet" },
			"no subnets for the task"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, override := newMigration(t), map[string]string{}
			test.change(t, r, override)
			if r.run(t, migrating(), override) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, test.want)
			if calls := r.read(t, "calls"); strings.Contains(calls, "update-service") {
				t.Errorf("the service was touched:\n%s", calls)
			}
		})
	}
}

// backfilling is a service with a backfill, on ECS or with a test of green.
func backfilling(p Props) Props {
	p.Migration, p.SmokeURL = nil, ""
	p.Backfill = &Task{Command: []string{"python", "-m", "backfill"}, TimeoutMinutes: number(5)}
	return p
}

func TestStepsBackfill(t *testing.T) {
	testkit.Heavy(t)
	r := newMigration(t)
	r.write(t, "runs", after)
	if !r.run(t, backfilling(least()), nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	if got := r.started(t); got.TaskDefinition != after || got.Overrides.ContainerOverrides[0].Command[2] != "backfill" {
		t.Errorf("started %+v", got)
	}
	calls := r.read(t, "calls")
	if ran, updated := strings.Index(calls, "run-task"), strings.Index(calls, "update-service"); ran < updated {
		t.Errorf("the backfill ran before the service was updated:\n%s", calls)
	}
	r.wants(t, "summary", r.read(t, "summary"), "| backfill | "+task+" |")

	r = newMigration(t)
	r.write(t, "runs", after)
	r.write(t, "tasks", `{"tasks": [{"lastStatus": "STOPPED", "containers": [{"name": "app", "exitCode": 1}]}]}`)
	if r.run(t, backfilling(least()), nil) {
		t.Errorf("the job succeeded:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "::error::the backfill ended with the exit code 1", "the service has been updated")
	if calls := r.read(t, "calls"); strings.Count(calls, "update-service") != 1 {
		t.Errorf("the service was put back:\n%s", calls)
	}
}

// Traffic has to be on green first, which another job does.
func TestBackfillFollowsThePromotion(t *testing.T) {
	f := parse(t, render(t, backfilling(blueGreen())))
	names := func(job string) (out []string) {
		for _, s := range f.Jobs[job].Steps {
			out = append(out, s.Name)
		}
		return out
	}
	if deploy := names("deploy"); slices.Contains(deploy, "Backfill") {
		t.Errorf("green is no reason for a backfill: %q", deploy)
	}
	if promote := names("promote"); len(promote) < 2 || promote[len(promote)-2] != "Backfill" {
		t.Errorf("got %q", promote)
	}
	for _, s := range f.Jobs["promote"].Steps {
		if s.Name == "Backfill" && s.Env["REGISTERED"] != "${{ needs.deploy.outputs.registered }}" {
			t.Errorf("got the revision %q", s.Env["REGISTERED"])
		}
	}
	p := backfilling(blueGreen())
	if c := p.resolve(); c.Promoting.Minutes != "45" || c.Deploying.Minutes != "40" {
		t.Errorf("got %+v and %+v", c.Deploying, c.Promoting)
	}
}

// The AWS CLI judges each call against the model of its service.
func TestTheCLIKnowsTheCalls(t *testing.T) {
	testkit.Heavy(t)
	cli := testkit.AWSCLI(t)
	awsCLI := map[string]string{"CLI": cli, "AWS_DEFAULT_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "test",
		"AWS_SECRET_ACCESS_KEY": "test", "HOME": os.Getenv("HOME")}
	r := newMigration(t)
	r.write(t, "tasks", `{"tasks": [{"lastStatus": "STOPPED", "containers": [{"name": "app", "exitCode": 0}]}]}`)
	if !r.run(t, migrating(), awsCLI) {
		t.Errorf("rolling:\n%s", r.text)
	}
	p := blueGreen()
	r = newMigration(t)
	r.write(t, "tasks", `{"tasks": [{"lastStatus": "STOPPED", "containers": [{"name": "app", "exitCode": 0}]}]}`)
	r.write(t, "deployment", "Ready")
	if !r.job(t, render(t, p), "deploy", awsCLI) {
		t.Errorf("green:\n%s", r.text)
	}
	r.evaluated(t, render(t, p), awsCLI)
	r.write(t, "deployment", "InProgress")
	r.write(t, "events", "Succeeded")
	awsCLI["URL"] = "file:///dev/null"
	if !r.job(t, render(t, p), "promote", awsCLI) {
		t.Errorf("promote:\n%s", r.text)
	}
	r.outputs["needs.evaluate.result"] = "failure"
	if r.job(t, render(t, p), "promote", awsCLI); !strings.Contains(r.text, "::error::green was not good enough") {
		t.Errorf("stop:\n%s", r.text)
	}
}

func TestMigrationProblems(t *testing.T) {
	valid := func() Props {
		p := most()
		p.Backfill = nil
		p.Migration = &Task{
			Command: []string{"npm", "run", "migrate"}, Container: "proxy",
			Subnets:        []string{"subnet-0123456789abcdef0", "${{ vars.SUBNETS }}"},
			SecurityGroups: []string{"sg-01234567"}, AssignPublicIP: true, TimeoutMinutes: number(20),
		}
		return p
	}
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "valid", Change: func(*Props) {}},
		{Name: "nothing", Change: func(p *Props) { p.Migration = &Task{} },
			Want: []string{"migration.command required"}},
		{Name: "words", Change: func(p *Props) {
			p.Migration.Command = []string{"", "a b", "${{ github.ref }}", "a\nb",
				"\xff"}
		},
			Want: []string{"migration.command[0] required", "migration.command[2] workflow-expression",
				"migration.command[4] invalid"}},
		{Name: "container", Change: func(p *Props) { p.Migration.Container = "a b" },
			Want: []string{"migration.container invalid"}},
		{Name: "ids", Change: func(p *Props) {
			p.Migration.Subnets, p.Migration.SecurityGroups = []string{"sg-01234567", "subnet-xyz"},
				[]string{"subnet-01234567", "${{ secrets.GROUP }}", "sg-89abcdef", "sg-89abcdef"}
		}, Want: []string{
			"migration.securityGroups[0] invalid", "migration.securityGroups[1] invalid",
			"migration.securityGroups[3] unique", "migration.subnets[0] invalid", "migration.subnets[1] invalid",
		}},
		{Name: "public without subnets", Change: func(p *Props) { p.Migration.Subnets = nil },
			Want: []string{"migration.assignPublicIP workflow-migration-network"}},
		{Name: "timeout", Change: func(p *Props) { p.Migration.TimeoutMinutes = number(0) },
			Want: []string{"migration.timeoutMinutes range"}},
		{Name: "sum", Change: func(p *Props) { p.Migration.TimeoutMinutes = number(276) },
			Want: []string{"migration.timeoutMinutes workflow-job-time"}},
		{Name: "sum of defaults", Change: func(p *Props) { p.Migration.TimeoutMinutes, p.WaitMinutes = nil, number(321) },
			Want: []string{"migration.timeoutMinutes workflow-job-time"}},
		{Name: "both", Change: func(p *Props) {
			p.Backfill = &Task{Command: []string{"a"}, TimeoutMinutes: number(255)}
		}},
		{Name: "too long together", Change: func(p *Props) {
			p.Backfill = &Task{Command: []string{"a"}, TimeoutMinutes: number(256)}
		}, Want: []string{"backfill.timeoutMinutes workflow-job-time"}},
		{Name: "an empty backfill", Change: func(p *Props) { p.Backfill = &Task{} },
			Want: []string{"backfill.command required"}},
		{Name: "largest sum", Change: func(p *Props) { p.Migration.TimeoutMinutes = number(275) }},
	})
}
