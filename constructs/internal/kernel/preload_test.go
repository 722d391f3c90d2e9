package kernel

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// spy is loaded before the preload, so that it sees what the preload hands to Node.
const spy = `
const Module = require('module');
const compile = Module.prototype._compile;
const compiled = {};
Module.prototype._compile = function (content, filename) {
  compiled[filename] = content;
  return compile.call(this, content, filename);
};
process.on('exit', () => require('fs').writeFileSync(process.env.SPY_REPORT, JSON.stringify(compiled)));`

// A new release of jsii, CDKTF or the provider that looks other than expected works, but slowly: that shall be seen here.
func TestEveryRewriteApplies(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join(dir, "report.json")
	if err := os.WriteFile(filepath.Join(dir, "spy.cjs"), []byte(spy), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SPY_REPORT", report)
	t.Setenv("NODE_OPTIONS", "--require="+strconv.Quote(filepath.Join(dir, "spy.cjs")))
	stop, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	stack := cdktf.NewTerraformStack(cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(dir)}), jsii.String("s"))
	vpc.NewVpc(stack, jsii.String("v"), &vpc.VpcConfig{})
	stop()
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var compiled map[string]string
	if err := json.Unmarshal(text, &compiled); err != nil {
		t.Fatal(err)
	}
	for _, rewritten := range []struct{ tail, holds string }{
		{"bin/jsii-runtime.js", `require("/`},
		{"lib/program.js", "readFD:0,writeFD:1"},
		{"lib/program.js", "openRows("},
		{"@cdktf/provider-aws/lib/index.js", "Object.defineProperty(exports, 'vpc',"},
		{"cdktf/lib/private/fs.js", `(...args) => require("archiver")(...args)`},
		{"cdktf/lib/tokens/private/stack-trace.js", "{\n    return [];"},
	} {
		found := false
		for file, content := range compiled {
			found = found || strings.HasSuffix(filepath.ToSlash(file), rewritten.tail) && strings.Contains(content, rewritten.holds)
		}
		if !found {
			t.Errorf("%s is not rewritten to hold %s", rewritten.tail, rewritten.holds)
		}
	}
	for file := range compiled {
		if strings.Contains(file, "archiver") {
			t.Fatalf("%s is loaded", file)
		}
	}
}
