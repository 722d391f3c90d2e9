package workflow

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func leastInfrastructure() InfrastructureProps {
	return InfrastructureProps{
		Region: "eu-west-1", Stack: "llm-proxy", Version: "v0.3.0",
		PlanRoleARN:  "arn:aws:iam::210987654321:role/github-plan-1",
		ApplyRoleARN: "arn:aws:iam::210987654321:role/github-apply-1",
	}
}

func mostInfrastructure() InfrastructureProps {
	return InfrastructureProps{
		Name: "infrastructure of llm-proxy", Branch: "release/1.x", Environment: "production",
		Paths:  []string{"infra/**", "!infra/*.md"},
		Region: "us-gov-west-1", PlanRoleARN: "${{ vars.PLAN_ROLE_ARN }}", ApplyRoleARN: "${{ vars.APPLY_ROLE_ARN }}",
		Stack: "llm-proxy", Folder: "infra", SynthCommand: "go vet ./...\ngo run .", TerraformVersion: "1.12.2",
		Backend: map[string]string{"bucket": "${{ vars.STATE_BUCKET }}", "key": "llm proxy/it's $HOME.tfstate",
			"use_lockfile": "true"},
		Version: "c309e450cc31", FailOn: review.High, ApplyMinutes: number(120),
	}
}

func infrastructureText(t testing.TB, p InfrastructureProps) []byte {
	t.Helper()
	text, err := Infrastructure(&p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func infrastructures() map[string]InfrastructureProps {
	return map[string]InfrastructureProps{"least": leastInfrastructure(), "most": mostInfrastructure()}
}

func TestInfrastructureGoldens(t *testing.T) {
	testkit.Golden(t, "infrastructure-least.yml", infrastructureText(t, leastInfrastructure()))
	testkit.Golden(t, "infrastructure-most.yml", infrastructureText(t, mostInfrastructure()))
}

func TestActionlintFindsNothingInInfrastructure(t *testing.T) {
	for name, p := range infrastructures() {
		for _, finding := range lint(t, infrastructureText(t, p)) {
			t.Errorf("%s: %v", name, finding)
		}
	}
	broken := bytes.Replace(infrastructureText(t, leastInfrastructure()), []byte("needs.plan.outputs.comment"),
		[]byte("needs.plan.outputs.text"), 1)
	if len(lint(t, broken)) == 0 {
		t.Error("actionlint finds nothing in a workflow that is wrong")
	}
}

func TestEveryInfrastructureWorkflowIsSafe(t *testing.T) {
	pinned := regexp.MustCompile(`(?m)uses: [a-z-]+/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	for name, p := range infrastructures() {
		t.Run(name, func(t *testing.T) {
			text := infrastructureText(t, p)
			f := parse(t, text)
			if got, want := len(pinned.FindAll(text, -1)), strings.Count(string(text), "uses:"); got != want || want != 10 {
				t.Errorf("%d of %d actions are pinned by commit", got, want)
			}
			if !strings.Contains(string(text), "\npermissions: {}") || len(f.Permissions) != 0 {
				t.Error("the workflow as a whole has permissions")
			}
			if f.Concurrency.CancelInProgress != "${{ github.event_name == 'pull_request' }}" ||
				f.Concurrency.Group != "infrastructure-llm-proxy-${{ github.event.pull_request.number || 'apply' }}" {
				t.Errorf("got the concurrency %v", f.Concurrency)
			}
			// pull_request_target would run the code of forks with credentials
			if len(f.On) != 2 || f.On["pull_request"] == nil || f.On["push"] == nil {
				t.Errorf("it runs on %v", f.On)
			}
			if !strings.Contains(f.Defaults.Run.Shell, "-euo pipefail {0}") {
				t.Errorf("got the shell %q", f.Defaults.Run.Shell)
			}
			permissions := map[string]map[string]string{}
			for id, j := range f.Jobs {
				permissions[id] = j.Permissions
				for _, s := range j.Steps {
					if strings.Contains(s.Run, "${{") {
						t.Errorf("an expression in the script of %s/%s", id, s.Name)
					}
					if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != "false" {
						t.Errorf("%s leaves GitHub's token in the checkout", id)
					}
					if strings.Contains(s.Uses, "upload-artifact") || strings.Contains(s.Uses, "actions/cache") {
						t.Errorf("%s leaves something behind", id)
					}
				}
			}
			want := map[string]map[string]string{
				"fork": {}, "comment": {"pull-requests": "write"},
				"plan": {"contents": "read", "id-token": "write"}, "apply": {"contents": "read", "id-token": "write"},
			}
			if diff := cmp.Diff(want, permissions); diff != "" {
				t.Errorf("permissions (-want +got):\n%s", diff)
			}
			used := regexp.MustCompile(`github\.(event|head_ref|actor)[a-z_.]*`).FindAllString(string(text), -1)
			for _, u := range used {
				if u != "github.event_name" && u != "github.event.pull_request.number" &&
					u != "github.event.pull_request.head.repo.full_name" {
					t.Errorf("it uses %s", u)
				}
			}
		})
	}
}

func TestInfrastructureFitsTheProps(t *testing.T) {
	f := parse(t, infrastructureText(t, mostInfrastructure()))
	plan, apply := f.Jobs["plan"], f.Jobs["apply"]
	env := map[string]string{
		"STACK": "llm-proxy", "DIRECTORY": "infra/cdktf.out/stacks/llm-proxy", "TF_IN_AUTOMATION": "true",
		"BACKEND": "bucket=${{ vars.STATE_BUCKET }}\nkey=llm proxy/it's $HOME.tfstate\nuse_lockfile=true",
	}
	if diff := cmp.Diff([]map[string]string{env, env}, []map[string]string{plan.Env, apply.Env}); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	names := func(j job) (out []string) {
		for _, s := range j.Steps {
			name, _, _ := strings.Cut(s.Uses, "@")
			out = append(out, s.Name+name)
		}
		return out
	}
	before := []string{"actions/checkout", "actions/setup-go", "actions/setup-node", "hashicorp/setup-terraform",
		"Synthesize", "aws-actions/configure-aws-credentials", "Initialize", "Plan", "Review"}
	// the app runs before there are credentials
	if diff := cmp.Diff(append(before, "Hand over the review"), names(plan)); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(append(before[:9:9], "Apply"), names(apply)); diff != "" {
		t.Errorf("apply (-want +got):\n%s", diff)
	}
	if plan.Environment != "" || apply.Environment != "production" || apply.Timeout != 130 ||
		apply.Steps[5].With["role-duration-seconds"] != "7800" {
		t.Errorf("got %q, %q, %d, %v", plan.Environment, apply.Environment, apply.Timeout, apply.Steps[5].With)
	}
	if plan.Steps[5].With["role-to-assume"] != "${{ vars.PLAN_ROLE_ARN }}" ||
		apply.Steps[5].With["role-to-assume"] != "${{ vars.APPLY_ROLE_ARN }}" {
		t.Errorf("got the roles %v, %v", plan.Steps[5].With, apply.Steps[5].With)
	}
	if plan.Steps[3].With["terraform_version"] != "1.12.2" || plan.Steps[3].With["terraform_wrapper"] != "false" ||
		plan.Steps[1].With["cache-dependency-path"] != "infra/go.sum" {
		t.Errorf("got the tools %v, %v", plan.Steps[3].With, plan.Steps[1].With)
	}
	const fork = "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name "
	if plan.If != fork+"== github.repository" || f.Jobs["fork"].If != fork+"!= github.repository" ||
		apply.If != "github.event_name == 'push'" {
		t.Errorf("got the conditions %q, %q, %q", plan.If, f.Jobs["fork"].If, apply.If)
	}
	if diff := cmp.Diff(map[string]any{"branches": []any{"release/1.x"}, "paths": []any{"infra/**", "!infra/*.md"}},
		f.On["pull_request"]); diff != "" {
		t.Errorf("trigger (-want +got):\n%s", diff)
	}
	least := parse(t, infrastructureText(t, leastInfrastructure()))
	if got := least.Jobs["plan"].Env["DIRECTORY"]; got != "cdktf.out/stacks/llm-proxy" ||
		least.Jobs["plan"].Env["BACKEND"] != "" || least.Jobs["apply"].Timeout != 60 {
		t.Errorf("least: got %v", least.Jobs["plan"].Env)
	}
}

// plannedStack answers for terraform, go and gh.
func plannedStack(t *testing.T) *runner {
	r := newRunner(t)
	r.write(t, "bin/terraform", "#!/usr/bin/env bash", "set -euo pipefail", `printf '%s\n' "$*" >> "$STATE/calls"`,
		`printf '<%s>\n' "$@" >> "$STATE/words"`,
		`if grep -qsw -- "$2" "$STATE/breaks"; then echo "Error: $2" >&2; exit 1; fi`,
		`case "$2" in`, `  plan) for word; do case "$word" in -out=*) echo planned > "${word#-out=}" ;; esac; done ;;`,
		`  show) cat "$STATE/planned.json" ;;`, `  apply) for word; do plan=$word; done; cp "$plan" "$STATE/applied" ;;`,
		`esac`)
	r.write(t, "bin/go", "#!/usr/bin/env bash", "set -euo pipefail",
		`out=cdktf.out/stacks/llm-proxy`,
		`if [[ "$2" == . ]]; then mkdir -p "$out"; cp "$STATE/stack.json" "$out/cdk.tf.json"; exit; fi`,
		`echo "$*" >> "$STATE/calls"`, `cat "$STATE/risks.md"`, `exit "$(cat "$STATE/verdict")"`)
	r.write(t, "bin/gh", "#!/usr/bin/env bash", "set -euo pipefail", `echo "$*" >> "$STATE/calls"`,
		`case "$*" in *--paginate*) cat "$STATE/comments.json" ;;`,
		`*) for word; do file=$word; done; cp "$file" "$STATE/commented.json" ;; esac`)
	r.write(t, "stack.json", `{"terraform": {"backend": {"s3": {"region": "eu-west-1"}}}}`)
	r.write(t, "planned.json", `{"resource_changes": [
		{"address": "aws_ecs_service.a", "change": {"actions": ["update"], "after": {"secret": "hunter2"}}},
		{"address": "aws_db_instance.b[\"$(touch taken)\"]", "change": {"actions": ["delete", "create"]}},
		{"address": "aws_vpc.c", "change": {"actions": ["no-op"]}},
		{"address": "data.aws_region.d", "change": {"actions": ["read"]}}]}`)
	r.write(t, "risks.md", "### 1 risk", "", "| high |")
	r.write(t, "verdict", "0")
	r.write(t, "comments.json", "[]")
	maps.Copy(r.outputs, map[string]string{"github.event.pull_request.number": "42", "github.token": "secret"})
	return r
}

const planned = "### Plan of llm-proxy: 2 changes\n\n    update aws_ecs_service.a\n" +
	"    delete, then create aws_db_instance.b[\"$(touch taken)\"]\n\n### 1 risk\n\n| high |\n"

func (r *runner) comment(t *testing.T) string {
	t.Helper()
	var body struct{ Body string }
	if err := json.Unmarshal([]byte(r.read(t, "commented.json")), &body); err != nil {
		t.Fatal(err)
	}
	return body.Body
}

func TestStepsPlan(t *testing.T) {
	r := plannedStack(t)
	p := mostInfrastructure()
	p.SynthCommand, p.Folder = "", ""
	text := infrastructureText(t, p)
	r.outputs["vars.STATE_BUCKET"] = "state"
	if !r.job(t, text, "plan",
		map[string]string{"BACKEND": strings.ReplaceAll(parse(t, text).Jobs["plan"].Env["BACKEND"],
			"${{ vars.STATE_BUCKET }}", "state")}) {
		t.Fatalf("the plan failed:\n%s", r.text)
	}
	r.wants(t, "words", r.read(t, "words"),
		"<init>\n<-input=false>\n<-backend-config=bucket=state>\n<-backend-config=key=llm proxy/it's "+
			"$HOME.tfstate>\n<-backend-config=use_lockfile=true>\n<-chdir")
	calls := r.read(t, "calls")
	r.wants(t, "calls", calls, "-chdir=cdktf.out/stacks/llm-proxy validate\n",
		" plan -input=false -lock=false -refresh=false -out=", "@c309e450cc31 plan-review --markdown --fail-on high ")
	if strings.Contains(calls, " apply ") {
		t.Error("a pull request was applied")
	}
	if got := r.read(t, "summary"); got != planned {
		t.Errorf("got the summary\n%s", got)
	}

	if !r.job(t, text, "comment", nil) {
		t.Fatalf("no comment:\n%s", r.text)
	}
	want := "<!-- fargateai infrastructure llm-proxy -->\n" + planned +
		"\n[The run](https://github.com/acme/llm/actions/runs/17)\n"
	if diff := cmp.Diff(want, r.comment(t)); diff != "" {
		t.Errorf("comment (-want +got):\n%s", diff)
	}
	r.wants(t, "calls", r.read(t, "calls"), "--method POST repos/acme/llm/issues/42/comments --input ")
	if _, err := os.Stat(r.state + "/taken"); err == nil {
		t.Error("a text was run as a command")
	}

	// Only the bot's own comment on this stack is changed.
	r.write(t, "comments.json",
		`[{"id": 1, "user": {"login": "mallory"}, "body": "<!-- fargateai infrastructure llm-proxy -->"},`+
			`{"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- fargateai infrastructure llm-proxy-2 -->"}]`,
		`[{"id": 3, "user": {"login": "github-actions[bot]"}, "body": "<!-- fargateai infrastructure llm-proxy -->\nold"}]`)
	if !r.job(t, text, "comment", nil) {
		t.Fatalf("no comment:\n%s", r.text)
	}
	r.wants(t, "calls", r.read(t, "calls"), "--method PATCH repos/acme/llm/issues/comments/3 --input ")
}

func TestStepsPlanFails(t *testing.T) {
	testkit.Heavy(t)
	for _, test := range []struct {
		name   string
		change func(t *testing.T, r *runner)
		want   string
		told   bool // the comment holds the plan
	}{
		{name: "another stack", change: func(t *testing.T, r *runner) {
			r.write(t, "bin/go", "#!/bin/sh", "mkdir -p cdktf.out/stacks/other")
		}, want: "::error::the app wrote no cdktf.out/stacks/llm-proxy/cdk.tf.json"},
		{name: "state on the runner", change: func(t *testing.T, r *runner) {
			r.write(t, "stack.json", `{"terraform": {"backend": {"local": {"path": "terraform.tfstate"}}}}`)
		}, want: "::error::the stack llm-proxy has no remote backend"},
		{name: "no backend", change: func(t *testing.T, r *runner) { r.write(t, "stack.json", `{"terraform": {}}`) },
			want: "::error::the stack llm-proxy has no remote backend"},
		{name: "init", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "init") }, want: "Error: init"},
		{name: "validate", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "validate") },
			want: "Error: validate"},
		{name: "plan", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "plan") }, want: "Error: plan"},
		{name: "show", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "show") }, want: "Error: show"},
		{name: "review", change: func(t *testing.T, r *runner) { r.write(t, "verdict", "1") }, told: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := infrastructureText(t, leastInfrastructure())
			r := plannedStack(t)
			test.change(t, r)
			if r.job(t, text, "plan", nil) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, test.want)
			if !r.job(t, text, "comment", nil) {
				t.Fatalf("no comment:\n%s", r.text)
			}
			got := r.comment(t)
			r.wants(t, "comment", got, "**The plan of llm-proxy failed**")
			if strings.Contains(got, "### Plan") != test.told {
				t.Errorf("got the comment\n%s", got)
			}

			r = plannedStack(t)
			test.change(t, r)
			if r.job(t, text, "apply", nil) {
				t.Errorf("it was applied:\n%s", r.text)
			}
			if _, err := os.Stat(r.state + "/applied"); err == nil {
				t.Error("it was applied")
			}
		})
	}
}

// GitHub refuses a comment of more than 65,536 characters; a step's environment ends at 131,072 bytes.
func TestStepsCutALongReview(t *testing.T) {
	testkit.Heavy(t)
	for _, letter := range []string{"x", "é", "💸"} {
		r := plannedStack(t)
		r.write(t, "risks.md", strings.Repeat(letter, 80000))
		text := infrastructureText(t, leastInfrastructure())
		if !r.job(t, text, "plan", nil) || !r.job(t, text, "comment", nil) {
			t.Fatalf("%s: it failed:\n%s", letter, r.text)
		}
		got := r.comment(t)
		r.wants(t, "comment", got[len(got)-200:], letter+"\n\nThe rest is in the summary of the run.\n\n[The run]")
		if n := len(got); n < 50000 || n > 65536 || strings.ContainsRune(got, '\uFFFD') {
			t.Errorf("%s: got %d bytes", letter, n)
		}
		if n := strings.Count(r.read(t, "summary"), letter); n < 80000 {
			t.Errorf("%s: %d in the summary", letter, n)
		}
	}
}

func TestStepsApply(t *testing.T) {
	r := plannedStack(t)
	text := infrastructureText(t, leastInfrastructure())
	if !r.job(t, text, "apply", nil) {
		t.Fatalf("the apply failed:\n%s", r.text)
	}
	if got := r.read(t, "applied"); got != "planned\n" {
		t.Errorf("applied %q, not the plan", got)
	}
	calls := r.read(t, "calls")
	r.wants(t, "calls", calls, " plan -input=false -lock-timeout=5m -out=", "@v0.3.0 plan-review --markdown ",
		" apply -input=false -lock-timeout=5m ")
	if strings.Contains(calls, "auto-approve") || strings.Contains(calls, "lock=false") {
		t.Errorf("called\n%s", calls)
	}
	r.wants(t, "summary", r.read(t, "summary"), planned)
	r = plannedStack(t)
	r.write(t, "breaks", "apply")
	if r.job(t, text, "apply", nil) {
		t.Error("an apply that failed succeeded")
	}
}

func TestStepsTellAForkWhy(t *testing.T) {
	r := newRunner(t)
	if !r.job(t, infrastructureText(t, leastInfrastructure()), "fork", nil) {
		t.Errorf("it failed:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "::notice::No plan: the pull request comes from a fork")
	r.wants(t, "summary", r.read(t, "summary"), "No plan: the pull request comes from a fork")
}

func TestInfrastructureProblems(t *testing.T) {
	checktest.Run(t, mostInfrastructure, func(p *InfrastructureProps) error { return p.Validate() },
		[]checktest.Case[InfrastructureProps]{
			{Name: "most", Change: func(*InfrastructureProps) {}},
			{Name: "least", Change: func(p *InfrastructureProps) { *p = leastInfrastructure() }},
			{Name: "nothing", Change: func(p *InfrastructureProps) { *p = InfrastructureProps{} },
				Want: []string{"applyRoleARN required", "planRoleARN required", "region required", "stack required",
					"version required"}},
			{Name: "an expression in each place", Change: func(p *InfrastructureProps) {
				const x = "${{ github.head_ref }}"
				*p = InfrastructureProps{
					Name: x, Branch: x, Environment: x, Paths: []string{x}, Region: x, PlanRoleARN: x, ApplyRoleARN: x + " ", Stack: x,
					Folder: x, SynthCommand: x,
					Backend: map[string]string{"key": x}, TerraformVersion: x, Version: x, FailOn: x,
				}
			}, Want: []string{
				"applyRoleARN invalid", "backend[key] workflow-expression", "branch invalid", "environment invalid",
				"failOn one-of", "folder invalid", "name invalid", "paths[0] invalid",
				"planRoleARN invalid", "region invalid", "stack invalid", "synthCommand workflow-expression",
				"terraformVersion invalid", "version workflow-fixed-version",
			}},
			{Name: "one role", Change: func(p *InfrastructureProps) { p.ApplyRoleARN = p.PlanRoleARN },
				Want: []string{"planRoleARN workflow-plan-role"}},
			{Name: "backend", Change: func(p *InfrastructureProps) {
				p.Backend = map[string]string{"secret_key": "a", "Bucket": "b", "key": "a\nb", "token": "${{ secrets.TOKEN }}"}
			}, Want: []string{"backend[Bucket] invalid", "backend[key] invalid",
				"backend[secret_key] workflow-backend-credential",
				"backend[token] workflow-expression", "backend[token] workflow-backend-credential"}},
			{Name: "paths", Change: func(p *InfrastructureProps) { p.Paths = []string{"a", "a", "b c"} },
				Want: []string{"paths[1] unique", "paths[2] invalid"}},
			{Name: "stack", Change: func(p *InfrastructureProps) { p.Stack = "../other" }, Want: []string{"stack invalid"}},
			{Name: "versions", Change: func(p *InfrastructureProps) { p.TerraformVersion, p.Version = "~> 1.11", "main" },
				Want: []string{"terraformVersion invalid", "version workflow-fixed-version"}},
			{Name: "severity", Change: func(p *InfrastructureProps) { p.FailOn = "HIGH" },
				Want: []string{"failOn one-of"}},
			{Name: "minutes", Change: func(p *InfrastructureProps) { p.ApplyMinutes = number(351) },
				Want: []string{"applyMinutes range"}},
		})
	if err := (*InfrastructureProps)(nil).Validate(); err == nil {
		t.Error("nil props are valid")
	}
	if _, err := Infrastructure(&InfrastructureProps{}); err == nil {
		t.Error("a workflow was rendered from nothing")
	}
}

// What passes validation is read as it was meant, and no expression reaches a script.
func FuzzInfrastructure(f *testing.F) {
	f.Add("llm-proxy", "infra", "go run .", "bucket", "state", "infra/**", "high", "production")
	f.Add("a: b", "../x", "${{ x }}", "key", "a\\nb\"'", "!x", "${{ github.head_ref }}", "${{ vars.A }}")
	f.Add("0x1", ".", "cat <<E\n---\nE", "key", "~ # x", "**", "low", "on")
	f.Fuzz(func(t *testing.T, stack, folder, synth, key, value, path, failOn, environment string) {
		p := leastInfrastructure()
		p.Stack, p.Folder, p.SynthCommand, p.Environment = stack, folder, synth, environment
		p.Backend, p.Paths, p.FailOn = map[string]string{key: value}, []string{path}, review.Severity(failOn)
		text, err := Infrastructure(&p)
		if err != nil {
			return
		}
		w := parse(t, text)
		plan := w.Jobs["plan"]
		if plan.Env["STACK"] != stack || plan.Env["BACKEND"] != key+"="+value || w.Jobs["apply"].Environment != environment {
			t.Errorf("got %q, %q", plan.Env, w.Jobs["apply"].Environment)
		}
		if run := plan.step(t, "Synthesize").Run; synth != "" && strings.TrimSpace(run) != strings.TrimSpace(synth) {
			t.Errorf("got the command %q, want %q", run, synth)
		}
		for id, j := range w.Jobs {
			for _, s := range j.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("an expression in %s/%s", id, s.Name)
				}
			}
		}
	})
}
