package workflow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
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
		Name: "infrastructure of llm-proxy", Branch: "release/1.x", Environment: "staging",
		Paths:  []string{"infra/**", "!infra/*.md"},
		Region: "us-gov-west-1", PlanRoleARN: "${{ vars.PLAN_ROLE_ARN }}", ApplyRoleARN: "${{ vars.APPLY_ROLE_ARN }}",
		RefreshRoleARN: "${{ vars.REFRESH_ROLE_ARN }}", LockFile: "infra/locks/llm-proxy.hcl",
		Providers: []string{"hashicorp/aws", "hashicorp/random"}, BackendType: "s3",
		Stack: "llm-proxy", Folder: "infra", SynthCommand: "go vet ./...\ngo run .", TerraformVersion: "1.12.2",
		Backend: map[string]string{"bucket": "${{ vars.STATE_BUCKET }}", "key": "llm proxy/it's $HOME.tfstate",
			"use_lockfile": "true"},
		Version: "c309e450cc31", FailOn: review.Critical, ApplyMinutes: number(120),
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

func TestInfrastructureFitsTheProps(t *testing.T) {
	f := parse(t, infrastructureText(t, mostInfrastructure()))
	plan, apply := f.Jobs["plan"], f.Jobs["apply"]
	env := map[string]string{
		"STACK": "llm-proxy", "ENVIRONMENT": "staging", "TF_IN_AUTOMATION": "true",
		"BACKEND": "bucket=${{ vars.STATE_BUCKET }}\nkey=llm proxy/it's $HOME.tfstate\nuse_lockfile=true",
	}
	if diff := cmp.Diff([]map[string]string{env, env}, []map[string]string{plan.Env, apply.Env}); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	if plan.Environment != "" || apply.Environment != "staging" || apply.Timeout != 130 {
		t.Errorf("got %q, %q, %d", plan.Environment, apply.Environment, apply.Timeout)
	}
	with := func(j job, action string) (out []map[string]string) {
		for _, s := range j.Steps {
			if strings.HasPrefix(s.Uses, action+"@") {
				out = append(out, s.With)
			}
		}
		return out
	}
	const credentials = "aws-actions/configure-aws-credentials"
	if diff := cmp.Diff([]map[string]string{{"aws-region": "us-gov-west-1", "role-to-assume": "${{ vars.PLAN_ROLE_ARN }}"},
		{"aws-region": "us-gov-west-1", "role-to-assume": "${{ vars.REFRESH_ROLE_ARN }}"}}, with(plan,
		credentials)); diff != "" {
		t.Errorf("roles of the plan (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]map[string]string{{"aws-region": "us-gov-west-1", "role-to-assume": "${{ vars.APPLY_ROLE_ARN }}",
		"role-duration-seconds": "7800"}}, with(apply, credentials)); diff != "" {
		t.Errorf("role of the apply (-want +got):\n%s", diff)
	}
	for _, j := range []job{plan, apply} {
		if got := with(j, "hashicorp/setup-terraform")[0]["terraform_version"]; got != "1.12.2" {
			t.Errorf("got Terraform %s", got)
		}
	}
	pack := f.Jobs["synthesize"].step(t, "Pack").Env
	if diff := cmp.Diff(map[string]string{"STACK": "llm-proxy", "DIRECTORY": "infra/cdktf.out/stacks/llm-proxy",
		"LOCK": "infra/locks/llm-proxy.hcl"}, pack); diff != "" {
		t.Errorf("pack (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{"branches": []any{"release/1.x"}, "paths": []any{"infra/**", "!infra/*.md"}},
		f.On["pull_request"]); diff != "" {
		t.Errorf("trigger (-want +got):\n%s", diff)
	}
	least := parse(t, infrastructureText(t, leastInfrastructure()))
	if got := least.Jobs["synthesize"].step(t, "Pack").Env; got["LOCK"] != ".terraform.lock.hcl" ||
		least.Jobs["plan"].Env["BACKEND"] != "" || least.Jobs["apply"].Timeout != 60 ||
		least.Jobs["apply"].Environment != "production" {
		t.Errorf("least: got %v", got)
	}
}

// plannedStack answers for terraform, go, the companion and gh.
func plannedStack(t *testing.T) *runner {
	r := newRunner(t)
	r.write(t, "bin/terraform", "#!/usr/bin/env bash", "set -euo pipefail", `printf '%s\n' "$*" >> "$STATE/calls"`,
		`printf '<%s>\n' "$@" >> "$STATE/words"`,
		`if [[ -z "${ROLE:-}" ]]; then echo "no credentials" >&2; exit 1; fi`,
		`if grep -qsw -- "$2" "$STATE/breaks"; then echo "Error: $2" >&2; exit 1; fi`,
		`case "$2" in`,
		`  state) cat "$STATE/state.json" ;;`,
		`  plan) for word; do case "$word" in -out=*) cp "$STATE/plan" "${word#-out=}" ;; esac; done`,
		`    exit "$(cat "$STATE/code")" ;;`,
		`  show) cat "$STATE/planned.json" ;;`, `  apply) for word; do plan=$word; done; cp "$plan" "$STATE/applied" ;;`,
		`esac`)
	r.write(t, "bin/go", "#!/usr/bin/env bash", "set -euo pipefail",
		`if [[ -n "${ROLE:-}" ]]; then echo "go runs with credentials" >&2; exit 1; fi`,
		`out=cdktf.out/stacks/llm-proxy`,
		`if [[ "$2" == . ]]; then mkdir -p "$out"; cp "$STATE/stack.json" "$out/cdk.tf.json"; exit; fi`,
		strings.TrimPrefix(goInstall, "#!/usr/bin/env bash\n"))
	r.write(t, "bin/gh", "#!/usr/bin/env bash", "set -euo pipefail", `echo "$*" >> "$STATE/calls"`,
		`case "$*" in *--paginate*) cat "$STATE/comments.json" ;;`,
		`*) for word; do file=$word; done; cp "$file" "$STATE/commented.json" ;; esac`)
	r.write(t, "stack.json", `{"terraform": {"backend": {"s3": {"region": "eu-west-1"}}}}`)
	r.write(t, ".terraform.lock.hcl", "# hashes")
	r.write(t, "plan", "planned")
	r.write(t, "code", "2")
	r.write(t, "state.json", `{"serial": 4, "lineage": "a", "resources": []}`)
	r.write(t, "planned.json", `{"resource_changes": []}`)
	r.write(t, "risks.md", "### 1 risk", "", "| high | `aws_db_instance.b[\"$(touch taken)\"]` |")
	r.write(t, "comments.json", "[]")
	key, certificate := sealingKey(t)
	maps.Copy(r.outputs, map[string]string{"github.event.pull_request.number": "42", "github.token": "secret",
		"vars.PLAN_CERTIFICATE": certificate, "secrets.PLAN_KEY": key})
	return r
}

// sealingKey is a pair that the workflow's own command makes, once.
func sealingKey(t *testing.T) (key, certificate string) {
	t.Helper()
	pair, err := sealingPair()
	if err != nil {
		t.Fatal(err)
	}
	return pair[0], pair[1]
}

var sealingPair = sync.OnceValues(func() ([2]string, error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return [2]string{}, err
	}
	defer os.RemoveAll(dir)
	command := exec.Command("openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "3650", "-subj",
		"/CN=plan",
		"-keyout", "plan.key", "-out", "plan.crt")
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		return [2]string{}, fmt.Errorf("%w: %s", err, out)
	}
	key, err := os.ReadFile(filepath.Join(dir, "plan.key"))
	certificate, err2 := os.ReadFile(filepath.Join(dir, "plan.crt"))
	return [2]string{strings.TrimSpace(string(key)), strings.TrimSpace(string(certificate))}, errors.Join(err, err2)
})

// planned runs what comes before the approval, of a pull request or a push.
func (r *runner) planned(t *testing.T, text []byte, event string) bool {
	t.Helper()
	r.env["GITHUB_EVENT_NAME"] = event
	return r.job(t, text, "synthesize", nil) && r.job(t, text, "plan", nil)
}

// planned is the head of the comment, and what plan-review says: of the changes, too.
const planned = "### Plan of llm-proxy\n\nThe plan has the SHA-256 `" + plannedSum +
	"`.\n\n### 1 risk\n\n| high | `aws_db_instance.b[\"$(touch taken)\"]` |\n"

// plannedSum is that of plannedStack's plan.
const plannedSum = "6dc4795b077bcab76cf584d052d4eb82a96d651e7f27bed3b693ce17c60ad444"

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
	p.SynthCommand, p.Folder, p.LockFile = "", "", ""
	text := infrastructureText(t, p)
	maps.Copy(r.outputs, map[string]string{"vars.STATE_BUCKET": "state", "vars.PLAN_ROLE_ARN": "plan"})
	if !r.planned(t, text, "pull_request") {
		t.Fatalf("the plan failed:\n%s", r.text)
	}
	r.wants(t, "words", r.read(t, "words"),
		"<init>\n<-input=false>\n<-lockfile=readonly>\n<-backend-config=bucket=state>\n"+
			"<-backend-config=key=llm proxy/it's $HOME.tfstate>\n<-backend-config=use_lockfile=true>\n<-chdir")
	calls := r.read(t, "calls")
	r.wants(t, "calls", calls, "/stack validate\n",
		" plan -input=false -lock=false -refresh=false -detailed-exitcode -out=",
		"@c309e450cc31\n", "fargateai plan-review --markdown --fail-on critical ",
		"fargateai stack-check --backend s3 --provider hashicorp/aws --provider hashicorp/random /")
	if strings.Contains(calls, " apply ") {
		t.Error("a pull request was applied")
	}
	if check, plans := strings.Index(calls, "stack-check"), strings.Index(calls, "-chdir"); check > plans {
		t.Errorf("Terraform ran before the check:\n%s", calls)
	}
	if got := r.read(t, "summary"); got != planned {
		t.Errorf("got the summary\n%s", got)
	}
	if r.uploads != 1 {
		t.Errorf("a plan of a pull request was kept: %d", r.uploads)
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

// Who may change a variable of the repository must not state the backend as a whole, such as its address.
func TestStepsRefuseASettingInAVariable(t *testing.T) {
	r := plannedStack(t)
	p := mostInfrastructure()
	p.SynthCommand, p.Folder, p.LockFile = "", "", ""
	r.outputs["vars.STATE_BUCKET"] = "state\nendpoints={s3=\"https://mallory.dev\"}"
	if r.planned(t, infrastructureText(t, p), "push") {
		t.Errorf("the plan succeeded:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "::error::got 4 settings of the backend, want 3, each on one line")
	if calls := r.read(t, "calls"); strings.Contains(calls, "-chdir") {
		t.Errorf("Terraform ran:\n%s", calls)
	}
}

// A plan that is to be applied sees what was changed by hand, where a role may look; a pull request never gets it.
func TestStepsRefresh(t *testing.T) {
	p := leastInfrastructure()
	p.RefreshRoleARN = "arn:aws:iam::210987654321:role/github-refresh-1"
	for event, want := range map[string][2]string{
		"pull_request": {p.PlanRoleARN, " -refresh=false "}, "push": {p.RefreshRoleARN, " -refresh=true "},
	} {
		r := plannedStack(t)
		if !r.planned(t, infrastructureText(t, p), event) {
			t.Fatalf("the plan failed:\n%s", r.text)
		}
		if r.env["ROLE"] != want[0] {
			t.Errorf("%s: got the role %s", event, r.env["ROLE"])
		}
		r.wants(t, "calls", r.read(t, "calls"), want[1])
	}
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
		{name: "no lock file", change: func(_ *testing.T, r *runner) { _ = os.Remove(r.state + "/.terraform.lock.hcl") },
			want: "::error::there is no .terraform.lock.hcl, which pins the providers; write and commit it: terraform " +
				"-chdir=cdktf.out/stacks/llm-proxy providers lock"},
		{name: "a stack that is not sound", change: func(t *testing.T, r *runner) { r.write(t, "soundness", "1") }},
		{name: "init", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "init") }, want: "Error: init"},
		{name: "validate", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "validate") },
			want: "Error: validate"},
		{name: "state", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "state") }, want: "Error: state"},
		{name: "plan", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "plan") }, want: "Error: plan"},
		{name: "show", change: func(t *testing.T, r *runner) { r.write(t, "breaks", "show") }, want: "Error: show"},
		{name: "review", change: func(t *testing.T, r *runner) { r.write(t, "verdict", "1") }, told: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := infrastructureText(t, leastInfrastructure())
			r := plannedStack(t)
			test.change(t, r)
			if r.planned(t, text, "pull_request") {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, test.want)
			if !r.job(t, text, "comment", nil) {
				t.Fatalf("no comment:\n%s", r.text)
			}
			if got := r.comment(t); strings.Contains(got, "### Plan") != test.told {
				t.Errorf("got the comment\n%s", got)
			}

			r = plannedStack(t)
			test.change(t, r)
			if r.planned(t, text, "push") || r.outputs["needs.plan.outputs.sealed"] != "" {
				t.Errorf("a plan to apply:\n%s", r.text)
			}
		})
	}
}

// What the plan job gets is what the synthesis made, or nothing runs; and neither job takes what lies there already.
func TestStepsRefuseAnotherStack(t *testing.T) {
	text := infrastructureText(t, leastInfrastructure())
	for name, swap := range map[string]func(t *testing.T, r *runner){
		"another archive": func(t *testing.T, r *runner) { r.write(t, "artifacts/1/stack.tar", "other") },
		"a byte more": func(t *testing.T, r *runner) {
			r.write(t, "artifacts/1/stack.tar", r.read(t, "artifacts/1/stack.tar")+"\x00")
		},
		"no archive": func(_ *testing.T, r *runner) { _ = os.Remove(r.state + "/artifacts/1/stack.tar") },
		"no digest":  func(_ *testing.T, r *runner) { r.outputs["needs.synthesize.outputs.digest"] = "" },
		"no artifact": func(_ *testing.T, r *runner) {
			r.outputs["needs.synthesize.outputs.stack"] = ""
		},
		"a digest of another file": func(t *testing.T, r *runner) {
			// sha256sum --check takes what follows two spaces for a name, and an artifact may hold any name
			handed := r.env["RUNNER_TEMP"] + "/handed/"
			r.write(t, "artifacts/1/x  "+handed+"stack.tar", "x")
			r.write(t, "artifacts/1/stack.tar", r.read(t, "artifacts/1/stack.tar")+"\x00")
			r.outputs["needs.synthesize.outputs.digest"] = sumOf("x\n") + "  " + handed + "x"
		},
		"a digest of several lines": func(t *testing.T, r *runner) {
			r.write(t, "artifacts/1/stack.tar", r.read(t, "artifacts/1/stack.tar")+"\x00")
			r.outputs["needs.synthesize.outputs.digest"] = sumOf("") + "  /dev/null\n# ="
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := plannedStack(t)
			if !r.job(t, text, "synthesize", nil) {
				t.Fatal(r.text)
			}
			swap(t, r)
			if r.job(t, text, "plan", nil) || r.job(t, text, "fork", nil) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			calls := r.read(t, "calls")
			if strings.Contains(calls, "stack-check") || strings.Contains(calls, "-chdir") || r.env["ROLE"] != "" {
				t.Errorf("something ran:\n%s", calls)
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
		if !r.planned(t, text, "pull_request") || !r.job(t, text, "comment", nil) {
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
	if !r.planned(t, text, "push") {
		t.Fatalf("the plan failed:\n%s", r.text)
	}
	r.wants(t, "summary", r.read(t, "summary"), planned)
	if got := r.outputs["needs.plan.outputs.digest"]; got != plannedSum ||
		r.outputs["needs.plan.outputs.changes"] != "true" {
		t.Errorf("got the digest %s", got)
	}
	if sealed := r.read(t, "artifacts/2/plan.cms"); strings.Contains(sealed, "planned") || strings.Contains(sealed,
		"lineage") {
		t.Error("the plan is not sealed")
	}
	before := len(r.read(t, "calls"))
	if !r.job(t, text, "apply", nil) {
		t.Fatalf("the apply failed:\n%s", r.text)
	}
	if got := r.read(t, "applied"); got != "planned\n" {
		t.Errorf("applied %q, not the plan", got)
	}
	calls := r.read(t, "calls")[before:]
	r.wants(t, "calls", calls, " init -input=false -lockfile=readonly\n", " apply -input=false -lock-timeout=5m ")
	if strings.Contains(calls, "auto-approve") || strings.Contains(calls, "lock=false") || strings.Contains(calls,
		" plan ") {
		t.Errorf("called\n%s", calls)
	}
	r.wants(t, "summary", r.read(t, "summary"), "The plan with the SHA-256 `"+plannedSum+"` is applied to llm-proxy.")

	r.write(t, "breaks", "apply")
	if r.job(t, text, "apply", nil) {
		t.Error("an apply that failed succeeded")
	}
}

func TestStepsNothingToApply(t *testing.T) {
	r := plannedStack(t)
	r.write(t, "code", "0")
	if !r.planned(t, infrastructureText(t, leastInfrastructure()), "push") || r.uploads != 1 ||
		r.outputs["needs.plan.outputs.changes"] != "false" {
		t.Errorf("got %v after\n%s", r.outputs, r.text)
	}
}

// Each stops before Terraform applies.
func TestStepsApplyNothing(t *testing.T) {
	testkit.Heavy(t)
	const moved = "; nothing is applied: re-run all jobs, and approve the new plan"
	for _, test := range []struct {
		name   string
		change func(t *testing.T, r *runner)
		want   string
	}{
		{"another plan", func(t *testing.T, r *runner) {
			other := plannedStack(t)
			other.write(t, "plan", "other")
			if !other.planned(t, infrastructureText(t, leastInfrastructure()), "push") {
				t.Fatal(other.text)
			}
			r.write(t, "artifacts/2/plan.cms", strings.TrimSuffix(other.read(t, "artifacts/2/plan.cms"), "\n"))
		}, "::error::the plan is not the one with the SHA-256 " + plannedSum + " that was approved; nothing is applied"},
		{"a plan of another digest", func(_ *testing.T, r *runner) {
			r.outputs["needs.plan.outputs.digest"] = strings.Repeat("0", 64)
		}, "::error::the plan is not the one with the SHA-256 000"},
		{"a plan that is not sealed", func(t *testing.T, r *runner) { r.write(t, "artifacts/2/plan.cms", "planned") },
			"::error::the plan does not open"},
		{"another key", func(_ *testing.T, r *runner) { r.outputs["secrets.PLAN_KEY"] = "" },
			"::error::the plan does not open"},
		{"no plan", func(_ *testing.T, r *runner) { r.outputs["needs.plan.outputs.sealed"] = "" }, "no artifact"},
		{"another stack", func(t *testing.T, r *runner) { r.write(t, "artifacts/1/stack.tar", "other") },
			"::error::the stack is not the one with the SHA-256 "},
		{"the state moved", func(t *testing.T, r *runner) {
			r.write(t, "state.json", `{"serial": 6, "lineage": "a", "resources": [
				{"mode": "managed", "type": "aws_sqs_queue", "name": "jobs",
					"instances": [{"attributes": {"password": "hunter2"}}]},
				{"module": "module.m", "mode": "data", "type": "aws_lb", "name": "x", "instances": [{"index_key": "a\nb"}]}]}`)
		}, `::error::the state moved from serial 4 to 6 since the plan was made; changed since: aws_sqs_queue.jobs, ` +
			`module.m.data.aws_lb.x["a\nb"]` + moved},
		{"the state moved, and nothing is different", func(t *testing.T, r *runner) {
			r.write(t, "state.json", `{"serial": 5, "lineage": "a"}`)
		}, "from serial 4 to 5 since the plan was made; changed since: no resource" + moved},
		{"another state", func(t *testing.T, r *runner) { r.write(t, "state.json", `{"serial": 4, "lineage": "b"}`) },
			"::error::the state moved from serial 4 to 4"},
		{"the state is gone", func(_ *testing.T, r *runner) { _ = os.WriteFile(r.state+"/state.json", nil, 0o644) },
			"::error::the state moved from serial 4 to none"},
		{"init", func(t *testing.T, r *runner) { r.write(t, "breaks", "init") }, "Error: init"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := plannedStack(t)
			text := infrastructureText(t, leastInfrastructure())
			if !r.planned(t, text, "push") {
				t.Fatal(r.text)
			}
			test.change(t, r)
			if r.job(t, text, "apply", nil) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, test.want)
			if _, err := os.Stat(r.state + "/applied"); err == nil || strings.Contains(r.text, "hunter2") {
				t.Errorf("it was applied, or told a value:\n%s", r.text)
			}
		})
	}
}

func TestStepsWithoutACertificate(t *testing.T) {
	r := plannedStack(t)
	r.outputs["vars.PLAN_CERTIFICATE"] = ""
	if r.planned(t, infrastructureText(t, leastInfrastructure()), "push") || r.uploads != 1 {
		t.Errorf("a plan was kept:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "::error::no certificate to seal the plan with; make one: openssl req -x509",
		"gh secret set PLAN_KEY --env 'production' < plan.key")
}

// A pull request from a fork is reviewed without a role.
func TestStepsReviewAFork(t *testing.T) {
	text := infrastructureText(t, leastInfrastructure())
	for verdict, ok := range map[string]bool{"0": true, "1": false} {
		r := plannedStack(t)
		r.write(t, "verdict", verdict)
		if !r.job(t, text, "synthesize", nil) || r.job(t, text, "fork", nil) != ok {
			t.Errorf("%s: got\n%s", verdict, r.text)
		}
		r.wants(t, "output", r.text, "::notice::No plan: the pull request comes from a fork")
		r.wants(t, "summary", r.read(t, "summary"), "No plan: the pull request comes from a fork", "### 1 risk")
		calls := r.read(t, "calls")
		r.wants(t, "calls", calls, "fargateai stack-check ", "fargateai plan-review --markdown --fail-on high ")
		if strings.Contains(calls, "-chdir") {
			t.Errorf("Terraform ran:\n%s", calls)
		}
	}
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
					Folder: x, SynthCommand: x, RefreshRoleARN: x, LockFile: x, Providers: []string{x}, BackendType: x,
					Backend: map[string]string{"key": x}, TerraformVersion: x, Version: x, FailOn: x,
				}
			}, Want: []string{
				"applyRoleARN invalid", "backend[key] workflow-expression", "backendType workflow-remote-backend", "branch invalid",
				"environment invalid", "failOn one-of", "folder invalid", "lockFile invalid", "name invalid", "paths[0] invalid",
				"planRoleARN invalid", "providers[0] invalid", "refreshRoleARN invalid", "region invalid", "stack invalid",
				"synthCommand workflow-expression",
				"terraformVersion invalid", "version workflow-fixed-version",
			}},
			{Name: "one role", Change: func(p *InfrastructureProps) { p.ApplyRoleARN = p.PlanRoleARN },
				Want: []string{"planRoleARN workflow-plan-role"}},
			{Name: "the role that applies plans", Change: func(p *InfrastructureProps) { p.RefreshRoleARN = p.ApplyRoleARN },
				Want: []string{"refreshRoleARN workflow-plan-role"}},
			{Name: "one role by a variable", Change: func(p *InfrastructureProps) { // whose name has no case
				p.PlanRoleARN, p.RefreshRoleARN, p.ApplyRoleARN = "${{ vars.Role }}", "${{ vars.role }}", "${{ vars.ROLE }}"
			}, Want: []string{"planRoleARN workflow-plan-role", "refreshRoleARN workflow-plan-role"}},
			{Name: "state in memory", Change: func(p *InfrastructureProps) { p.BackendType = "inmem" },
				Want: []string{"backendType workflow-remote-backend"}},
			{Name: "credentials of other backends", Change: func(p *InfrastructureProps) {
				p.Backend = map[string]string{"sas_token": "${{ vars.A }}", "credentials": "a", "access_token": "b",
					"conn_str": "c", "client_secret": "d", "token_url": "e", "credentials_path": "f"}
			}, Want: []string{
				"backend[access_token] workflow-backend-credential", "backend[client_secret] workflow-backend-credential",
				"backend[conn_str] workflow-backend-credential", "backend[credentials] workflow-backend-credential",
				"backend[sas_token] workflow-backend-credential",
			}},
			{Name: "exceptions alone", Change: func(p *InfrastructureProps) { p.Paths = []string{"!docs/**"} },
				Want: []string{"paths invalid"}},
			{Name: "a ref as a branch", Change: func(p *InfrastructureProps) { p.Branch = "refs/heads/main" },
				Want: []string{"branch invalid"}},
			{Name: "report only", Change: func(p *InfrastructureProps) { p.FailOn = ReportOnly }},
			{Name: "local state", Change: func(p *InfrastructureProps) { p.BackendType = "local" },
				Want: []string{"backendType workflow-remote-backend"}},
			{Name: "a provider of a private registry",
				Change: func(p *InfrastructureProps) { p.Providers = []string{"registry.acme.dev/acme/tools"} }},
			{Name: "providers", Change: func(p *InfrastructureProps) {
				p.Providers = []string{"aws", "hashicorp/aws", "hashicorp/aws", "a/b; rm"}
			}, Want: []string{"providers[0] invalid", "providers[2] unique", "providers[3] invalid"}},
			{Name: "lock file", Change: func(p *InfrastructureProps) { p.LockFile = "../x" },
				Want: []string{"lockFile workflow-path"}},
			{Name: "backend", Change: func(p *InfrastructureProps) {
				p.Backend = map[string]string{"secret_key": "a", "Bucket": "b", "key": "a\nb", "token": "${{ secrets.TOKEN }}"}
			}, Want: []string{"backend[Bucket] invalid", "backend[key] invalid",
				"backend[secret_key] workflow-backend-credential",
				"backend[token] workflow-expression", "backend[token] workflow-backend-credential"}},
			{Name: "paths", Change: func(p *InfrastructureProps) { p.Paths = []string{"a", "a", "b;c"} },
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
		if plan.Env["STACK"] != stack || plan.Env["BACKEND"] != key+"="+value ||
			w.Jobs["apply"].Environment != orProduction(environment) {
			t.Errorf("got %q, %q", plan.Env, w.Jobs["apply"].Environment)
		}
		if run := w.Jobs["synthesize"].step(t,
			"Synthesize").Run; synth != "" && strings.TrimSpace(run) != strings.TrimSpace(synth) {
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

func orProduction(environment string) string {
	if environment == "" {
		return DefaultApplyEnvironment
	}
	return environment
}
