package kernel_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// onEachNode runs a test on the Node of this machine and, without -short, on one of each release that users have.
func onEachNode(t *testing.T, test func(t *testing.T)) {
	version, err := exec.Command(testkit.Tool(t, "node"), "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("on PATH", test)
	for _, release := range []string{"20.20.2", "22.23.3", "24.21.0"} {
		if strings.TrimSpace(string(version)) == "v"+release {
			continue
		}
		t.Run(release, func(t *testing.T) {
			testkit.Heavy(t)
			t.Setenv("JSII_NODE", testkit.Node(t, release))
			test(t)
		})
	}
}

// spy is loaded before the preload, so that it sees what the preload hands to Node: the text of every module, and
// whether V8 took it from the code cache.
const spy = `
const Module = require('module');
const vm = require('vm');
const compile = Module.prototype._compile;
const seen = { node: process.version, texts: {}, cached: 0, other: 0 };
Module.prototype._compile = function (content, filename, ...rest) {
  seen.texts[filename] ??= content;
  return compile.call(this, content, filename, ...rest);
};
vm.Script = class extends vm.Script {
  constructor(content, options) {
    super(content, options);
    seen.texts[options.filename] = content;
    this.cachedDataRejected === false ? seen.cached++ : seen.other++;
  }
};
process.on('exit', () => require('fs').writeFileSync(process.env.SPY_REPORT, JSON.stringify(seen)));`

type report struct {
	Node          string
	Texts         map[string]string
	Cached, Other int
}

// watched synthesizes one resource in a kernel of its own, under the eyes of the spy.
func watched(t *testing.T) report {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "spy.cjs")
	if err := os.WriteFile(file, []byte(spy), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SPY_REPORT", filepath.Join(dir, "report.json"))
	t.Setenv("NODE_OPTIONS", "--require="+strconv.Quote(file))
	stop, err := kernel.Start()
	if err != nil {
		t.Fatal(err)
	}
	stack := cdktf.NewTerraformStack(cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(dir)}), jsii.String("s"))
	vpc.NewVpc(stack, jsii.String("v"), &vpc.VpcConfig{})
	stop()
	text, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// A new release of Node, jsii, CDKTF or the provider that looks other than expected works, but slowly: it is seen here.
func TestEveryRewriteApplies(t *testing.T) {
	onEachNode(t, func(t *testing.T) {
		r := watched(t)
		for _, rewritten := range []struct{ tail, holds string }{
			{"bin/jsii-runtime.js", `require("../lib/program.js")`},
			{"lib/program.js", "readFD:0,writeFD:1"},
			{"lib/program.js", ":openRows("},
			{"lib/program.js", "{const known={"},
			{"lib/program.js", "fargateai.exit"},
			{"@cdktf/provider-aws/lib/index.js", `{ accessanalyzerAnalyzer: `},
			{"cdktf/lib/private/fs.js", `(...args) => require("archiver")(...args)`},
			{"cdktf/lib/tokens/private/stack-trace.js", "{\n    return [];"},
		} {
			found := false
			for file, text := range r.Texts {
				named := strings.HasSuffix(filepath.ToSlash(file), rewritten.tail)
				found = found || named && strings.Contains(text, rewritten.holds)
			}
			if !found {
				t.Errorf("Node %s: %s is not rewritten to hold %s", r.Node, rewritten.tail, rewritten.holds)
			}
		}
		for file, text := range r.Texts {
			if strings.Contains(file, "archiver") {
				t.Errorf("%s is loaded", file)
			}
			if strings.Contains(file, "node_modules") && strings.Contains(text, "sourceMappingURL=data:") {
				t.Errorf("%s has its source map", file)
			}
		}
	})
}

func TestCodeIsCompiledOnceAndFromItsTextWhenTheCacheIsUnfit(t *testing.T) {
	onEachNode(t, func(t *testing.T) {
		cache := t.TempDir()
		restore := kernel.CacheIn(cache)
		defer restore()
		unread := func(when string, r report) {
			t.Helper()
			if r.Cached != 0 || r.Other < 100 {
				t.Errorf("%s, %d modules came from the cache and %d from their text", when, r.Cached, r.Other)
			}
		}
		read := func(when string, r report) {
			t.Helper()
			if r.Cached < 100 || r.Other != 0 {
				t.Errorf("%s, %d modules came from the cache and %d from their text", when, r.Cached, r.Other)
			}
		}
		unread("the first time", watched(t))
		read("the second time", watched(t))
		files, err := filepath.Glob(filepath.Join(cache, "*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("got %v, %v", files, err)
		}
		text, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		for when, unfit := range map[string][]byte{
			"empty": nil, "cut": text[:len(text)/2], "changed": append(bytes.Clone(text[:len(text)-1]), text[len(text)-1]+1),
		} {
			if err := os.WriteFile(files[0], unfit, 0o600); err != nil {
				t.Fatal(err)
			}
			unread(when, watched(t))
			read("after "+when, watched(t))
		}
		if err := os.RemoveAll(cache); err != nil {
			t.Fatal(err)
		}
		unread("without the folder", watched(t))
	})
}

// built is the reference app.
func built(t *testing.T) string {
	t.Helper()
	app := filepath.Join(t.TempDir(), "app")
	build := exec.Command("go", "build", "-o", app, "github.com/fargate-ai/fargate-ai-service")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return app
}

// The reference app's Terraform is the same, byte for byte, on each Node, in the plain mode and with or without cache.
func TestTheAppIsTheSameOnEachNode(t *testing.T) {
	testkit.Heavy(t)
	app := built(t)
	watcher, reported := filepath.Join(t.TempDir(), "spy.cjs"), filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(watcher, []byte(spy), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SPY_REPORT", reported)
	dir := t.TempDir() // of every run: the output holds its path
	var first []byte
	onEachNode(t, func(t *testing.T) {
		cache := t.TempDir()
		for _, mode := range []struct{ name, variable string }{
			{"cold", "XDG_CACHE_HOME=" + cache},
			{"warm", "XDG_CACHE_HOME=" + cache},
			{"without a cache", "XDG_CACHE_HOME=relative"},
			{"watched", "NODE_OPTIONS=--no-warnings --require=" + strconv.Quote(watcher)},
			{"plain", kernel.PlainVariable + "=1"},
		} {
			cmd := exec.Command(app)
			cmd.Dir = dir
			temporary := t.TempDir()
			cmd.Env = append(os.Environ(), mode.variable, "TMPDIR="+temporary)
			var printed bytes.Buffer
			cmd.Stderr = &printed
			if err := cmd.Run(); err != nil || printed.Len() > 0 {
				t.Fatalf("%s: %v: %s", mode.name, err, &printed)
			}
			text, err := os.ReadFile(filepath.Join(cmd.Dir, "cdktf.out", "stacks", "fargate-ai-service", "cdk.tf.json"))
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = text
			}
			if !bytes.Equal(text, first) {
				t.Errorf("%s: the output is another", mode.name)
			}
			if err := os.RemoveAll(filepath.Join(dir, "cdktf.out")); err != nil {
				t.Fatal(err)
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
				t.Errorf("%s: %v is left behind, %v", mode.name, left, err)
			}
		}
		// A test's program knows no sums of its modules; the app does.
		if text, err := os.ReadFile(reported); err != nil || !bytes.Contains(text, []byte(kernel.AWSDigest)) {
			t.Errorf("the digest of the AWS provider's archive is not used: %v", err)
		}
	})
}

// Without the index of the AWS provider, each start takes seconds.
func TestTheFirstProgramLeavesAnIndex(t *testing.T) {
	testkit.Heavy(t)
	packages := t.TempDir()
	cmd := exec.Command(built(t))
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "JSII_RUNTIME_PACKAGE_CACHE_ROOT="+packages)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	index := filepath.Join(packages, "@cdktf", "provider-aws", "*", "*", ".jsii.runtime.v1.json")
	if found, err := filepath.Glob(index); err != nil || len(found) != 1 {
		t.Errorf("got %v, %v", found, err)
	}
}

func TestATooOldNodeIsExplained(t *testing.T) {
	testkit.Heavy(t)
	t.Setenv("JSII_NODE", testkit.Node(t, "18.20.8"))
	_, err := kernel.Start()
	if err == nil || !strings.HasPrefix(err.Error(), "Node 18.20.8 is too old: install Node 20 or newer") {
		t.Errorf("got %v", err)
	}
}

// What digest.go states about the provider's archive is true of the release in go.mod.
func TestTheDigestIsThatOfTheArchive(t *testing.T) {
	at := strings.LastIndex(kernel.AWSKey, "@")
	name, version := kernel.AWSKey[:at], kernel.AWSKey[at+1:]
	sums, err := os.ReadFile(filepath.Join("..", "..", "..", "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	if line := kernel.AWSModule + " v" + version + " " + kernel.AWSSum + "\n"; !strings.Contains(string(sums), line) {
		t.Errorf("go.sum does not hold %s", line)
	}
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", kernel.AWSModule+"/jsii").Output()
	if err != nil {
		t.Fatal(err)
	}
	archives, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "*.tgz"))
	if err != nil || len(archives) != 1 {
		t.Fatalf("got %v, %v", archives, err)
	}
	archive, err := os.ReadFile(archives[0])
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(string(archive) + "\x00" + name + "\x00" + version))
	if got := hex.EncodeToString(sum[:]); got != kernel.AWSDigest {
		t.Errorf("the digest of %s is %s", archives[0], got)
	}
}
