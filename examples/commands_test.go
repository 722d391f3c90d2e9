package examples_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// cdktfVersion is the release of the cdktf CLI that README.md names.
const cdktfVersion = "0.21.0"

// sixtyPassed writes the results of an evaluation that passed, in JUnit's format.
const sixtyPassed = `
	printf '<testsuite>%s</testsuite>' "$$(printf '<testcase name="%s"/>' $$(seq 60))" >results.xml
	`

// someDigest is what a reader has in the place of sha256:….
var someDigest = "sha256:" + strings.Repeat("9f", 32)

// printed says what becomes of a command that a README or help prints: it is run as it stands, another is run in its
// place, or why it is not. The first pattern that matches counts.
var printed = []struct {
	pattern string // of the whole command
	instead string // a regular expression's replacement; default: the command itself
	why     string // it is not run
}{
	{pattern: `cat help`},
	{pattern: `FARGATEAI_IMAGE_DIGEST=sha256:… go run \.`,
		instead: `FARGATEAI_IMAGE_DIGEST=` + someDigest + ` go run .`},
	{pattern: `(FARGATEAI_[A-Z_]+=\S+ )*go run \.`},
	{pattern: `make synth`},
	{pattern: `make (unit|test|trust|scan|bench|fuzz|properties)`, instead: `make -n $1`}, // some would run this test
	{pattern: `terraform (-chdir=\S+) init`, instead: `terraform $1 init -backend=false && terraform $1 validate`},

	{pattern: `cdktf synth \[stack\]`, instead: `cdktf synth fargate-ai-service`},
	{pattern: `cdktf synth --hcl`},

	{pattern: `(go run \S+cmd/fargateai (?:controls|estimate|plan-review|review)) (?:FILE|cdk\.tf\.json)`,
		instead: `$1 cdktf.out/stacks/fargate-ai-service/cdk.tf.json`},
	{pattern: `go run \S+cmd/fargateai stack-check FOLDER`,
		why: "wants a stack with its state in S3 and a lock file; cmd/fargateai/stackcheck_test.go has one"},
	{pattern: `(go run \S+cmd/fargateai eval-gate.*) sha256:… (.*) results\.json`,
		instead: sixtyPassed + `$1 ` + someDigest + ` $2 results.xml`},
	{pattern: `(go run \S+cmd/fargateai eval-gate.*) (?:FILE…|results\.json)`,
		instead: sixtyPassed + `$1 results.xml`},
	{pattern: `(go run \S+cmd/fargateai task-definition diff) FILE STACK`, instead: `
		cd examples/github-pipeline && FARGATEAI_ACCOUNT=210987654321 go run . >/dev/null &&
		go run ../../cmd/fargateai task-definition diff task-definition.json cdktf.out/stacks/github-pipeline/cdk.tf.json`},
	{pattern: `(go run \S+/cmd/fargateai task-definition diff task-definition\.json .*)`, instead: `
		FARGATEAI_ACCOUNT=210987654321 go run . >/dev/null && $1`}, // the README states the account before
	{pattern: `(go run \S+cmd/fargateai dockerfile) FOLDER`,
		instead: `cp -R constructs/dockerfile/testdata/applications/pip app && $1 app && $1 app`}, // written, then judged
	{pattern: `(go run \S+cmd/fargateai import beanstalk) PATH -o DIR`,
		instead: `$1 constructs/migration/beanstalk/testdata/python-web -o imported`},
	{pattern: `go run \S+cmd/fargateai import (copilot|apprunner) PATH -o DIR`,
		why: "asks for an environment, or writes into PATH; cmd/fargateai/import_test.go has both"},
	{pattern: `go run \S*cmd/fargateai verify .*`, why: "needs two endpoints; TestVerify of cmd/fargateai has them"},
	{pattern: `go run \S*cmd/fargateai COMMAND`, why: "stands for the commands of that page"},
	{pattern: `go run \S*cmd/fargateai .*`},

	{pattern: `terraform (-chdir=\S+ )?(plan|apply|destroy)( -var-file=\S+)?`,
		why: "needs AWS; TestEveryProgramLives does it with the emulator"},
	{pattern: `cdktf (diff|deploy|destroy)( \[stack\])?`,
		why: "needs AWS; TestEveryProgramLives does it with the emulator"},
	{pattern: `terraform (init -upgrade|validate)`, why: "speaks of the reader's own stack"},
	{pattern: `npm install -g cdktf-cli@` + regexp.QuoteMeta(cdktfVersion), why: "changes the machine; npx runs the same"},
	{pattern: `go get github\.com/fargate-ai/fargate-ai-service`,
		why: "needs a release; TestAnotherModuleImportsTheConstructs stands for it"},
	{pattern: `bash cdktf\.out/artifacts/\S+-run-task\.sh .*`, why: "needs AWS; TestRunTaskScript answers it"},
	{pattern: `aws ecs run-task --cli-input-json`, why: "is the name of an option"},
	{pattern: `aws (ecs (describe|list|update)-\S+|elbv2 describe-\S+|logs tail|cloudwatch describe-alarms) .*`,
		why: "needs AWS"},
	{pattern: `aws (elasticbeanstalk|route53) .*`, why: "needs AWS"},
	{pattern: `terraform -chdir=\S+ output|terraform output -raw .*`, why: "needs an applied stack"},
	{pattern: `aws deploy .*|aws s3api .*|jq .* \| aws secretsmanager (create-secret|put-secret-value) .*`,
		why: "needs AWS"},
	{pattern: `gh api .*`, why: "needs GitHub"},
}

var (
	fenced = regexp.MustCompile("(?ms)^```(?:sh|bash|console|shell)\n(.*?)^```")
	// a command within a sentence has at least one argument
	inline = regexp.MustCompile("`((?:FARGATEAI_[A-Z_]+=[^ `]+ )*(?:go run|go get|make|terraform|cdktf|npm|npx|gh|aws|" +
		"jq|docker|curl|git|bash|python3?) [^`]+)`")
	comment = regexp.MustCompile(`\s+#\s.*$`)
	inHelp  = regexp.MustCompile(`^ {2,4}([a-z].*?)(?: {2,}.*)?$`)
	choice  = regexp.MustCompile(`^(.*? )(\S+(?: \| \S+)+)$`) // plan | apply
)

// commandsOf returns the commands that a text prints, in its order, each once.
func commandsOf(text string, isHelp bool) []string {
	var found []string
	add := func(command string) {
		command = strings.TrimSpace(comment.ReplaceAllString(command, ""))
		if command != "" {
			found = append(found, command)
		}
	}
	if isHelp {
		settings := false
		for line := range strings.SplitSeq(text, "\n") {
			if strings.HasSuffix(line, ":") || strings.Contains(line, "(cdktf.json") {
				settings = strings.HasPrefix(line, "  Configure")
			}
			match := inHelp.FindStringSubmatch(line)
			title := strings.HasSuffix(line, ":") || strings.HasPrefix(line, "  fargate-ai-service:")
			if match == nil || settings || title {
				continue
			}
			if c := choice.FindStringSubmatch(match[1]); c != nil && !strings.Contains(match[1], "'") {
				for one := range strings.SplitSeq(c[2], " | ") {
					add(c[1] + one)
				}
				continue
			}
			add(match[1])
		}
		return found
	}
	for _, block := range fenced.FindAllStringSubmatch(text, -1) {
		for line := range strings.SplitSeq(block[1], "\n") {
			add(line)
		}
	}
	for _, span := range inline.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
		add(span[1])
	}
	return found
}

// toRun returns what is run for a command, or "" for nothing. Known is false when nobody thought of the command.
func toRun(command string) (run string, known bool) {
	for _, p := range printed {
		pattern := regexp.MustCompile(`^(?:` + p.pattern + `)$`)
		if !pattern.MatchString(command) {
			continue
		}
		if p.why != "" {
			return "", true
		}
		if p.instead != "" {
			return strings.TrimSpace(pattern.ReplaceAllString(command, p.instead)), true
		}
		return command, true
	}
	return "", false
}

// texts are the files that tell a newcomer what to type, in the order in which they are read.
func texts(t *testing.T) []string {
	t.Helper()
	readmes, err := filepath.Glob("*/README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat([]string{"../README.md", "../help"}, readmes, pages)
}

// folderOf is where a reader of the file types its commands.
func folderOf(file string) string {
	if filepath.Base(filepath.Dir(file)) == "docs" {
		return ".."
	}
	return filepath.Dir(file)
}

func commandsIn(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	found := commandsOf(string(text), filepath.Base(file) == "help")
	if len(found) == 0 && folderOf(file) == filepath.Dir(file) {
		t.Errorf("%s prints no command", file)
	}
	return found
}

func TestEveryPrintedCommandIsKnown(t *testing.T) {
	used := map[string]bool{}
	for _, file := range texts(t) {
		for _, command := range commandsIn(t, file) {
			if _, known := toRun(command); !known {
				t.Errorf("%s prints %q: say in this file whether it is run, or why not", file, command)
			}
			for _, p := range printed {
				if regexp.MustCompile(`^(?:` + p.pattern + `)$`).MatchString(command) {
					used[p.pattern] = true
				}
			}
		}
	}
	for _, p := range printed {
		if !used[p.pattern] {
			t.Errorf("nothing prints %s any more", p.pattern)
		}
	}
}

// Every command is run in a copy of the repository, in an environment without any configuration.
func TestPrintedCommandsRun(t *testing.T) {
	t.Parallel() // beside the others that take minutes, most of which is waiting
	testkit.Heavy(t)
	root := cleanCopy(t)
	path := shims(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	environment := []string{"PATH=" + path, "HOME=" + os.Getenv("HOME"), "CI=1", "CHECKPOINT_DISABLE=1",
		"GOFLAGS=" + os.Getenv("GOFLAGS")} // with -trimpath, what was built of the original serves the copy
	// where the provider comes from is a matter of the machine
	for _, name := range []string{"TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"} {
		if value := os.Getenv(name); value != "" {
			environment = append(environment, name+"="+value)
		}
	}
	if !slices.ContainsFunc(environment, func(s string) bool { return strings.HasPrefix(s, "TF_") }) {
		environment = append(environment, "TF_PLUGIN_CACHE_DIR="+t.TempDir())
	}
	done := map[string]bool{}
	for _, file := range texts(t) {
		t.Run(strings.ReplaceAll(strings.TrimPrefix(file, "../"), "/", "_"), func(t *testing.T) {
			dir := filepath.Join(root, "examples", folderOf(file))
			for _, command := range commandsIn(t, file) {
				line, _ := toRun(command)
				if line == "" || done[dir+" "+line] {
					continue
				}
				done[dir+" "+line] = true
				cmd := exec.Command("bash", "-ec", line)
				cmd.Dir, cmd.Env = dir, environment
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%s: %v\n%s", command, err, out)
				}
			}
		})
	}
}

// shims is a folder with the programs that a reader has installed: Terraform and the cdktf CLI.
func shims(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, runs := range map[string]string{
		"terraform": "'" + testkit.TerraformCLI(t) + "'", "cdktf": "npx --yes cdktf-cli@" + cdktfVersion,
	} {
		text := fmt.Sprintf("#!/bin/sh\nexec %s \"$@\"\n", runs)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// cleanCopy copies the repository without what its programs and git write. The copy of a repository always lies in the
// same place, since Go keeps what it builds by the path of the sources.
func cleanCopy(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(os.TempDir(), fmt.Sprintf("fargateai-clean-%x", sha256.Sum256([]byte(root)))[:32])
	remove := func() {
		if err := os.RemoveAll(copied); err != nil {
			t.Fatal(err)
		}
	}
	remove()
	t.Cleanup(remove)
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if name == ".git" || path == filepath.Join(root, "bin") || name == "cdktf.out" || name == ".terraform" {
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		target := filepath.Join(copied, strings.TrimPrefix(path, root))
		switch {
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case !entry.Type().IsRegular() || strings.Contains(name, ".tfstate"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
	return copied
}
