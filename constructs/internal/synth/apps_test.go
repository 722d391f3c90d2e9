package synth_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// say makes a stack whose constructs have name to say in every way.
func say(app constructs.Construct, name string, mistaken bool) {
	stack := cdktf.NewTerraformStack(app, jsii.String(name))
	for i := range 3 {
		c := constructs.NewConstruct(stack, jsii.String(fmt.Sprintf("%s-%d", name, i)))
		bridge.Tell(c, "notice of "+name)
		bridge.Attach(c, bridge.Artifact{Path: fmt.Sprintf("%s-%d.txt", name, i),
			Render: func([]byte) ([]byte, string) { return []byte(name), "" }})
		var ms rules.Mistakes
		if mistaken {
			ms.Break(rules.Invalid, "port", name, "another", "")
		}
		bridge.Refused(c, ms)
	}
}

// said is what app hands over, as lines.
func said(result *synth.Result, err error) []string {
	var lines []string
	var ms rules.Mistakes
	if errors.As(err, &ms) {
		for _, m := range ms {
			lines = append(lines, m.String())
		}
		return lines
	}
	if err != nil {
		return []string{err.Error()}
	}
	for _, n := range result.Notices {
		lines = append(lines, n.Path+" "+n.Text)
	}
	for _, f := range result.Files {
		text, err := os.ReadFile(f)
		lines = append(lines, fmt.Sprint(filepath.Base(f), " ", string(text), err))
	}
	return lines
}

func TestAppsBuiltAtOnceDoNotMix(t *testing.T) {
	const apps = 4
	got := make([][]string, apps)
	folder := t.TempDir()
	var all sync.WaitGroup
	for i := range apps {
		all.Go(func() {
			name := fmt.Sprintf("app%d", i)
			got[i] = said(synth.In(synth.Options{Outdir: filepath.Join(folder, name), Context: testkit.Site},
				func(app cdktf.App) { say(app, name, i%2 == 1) }))
		})
	}
	all.Wait()
	for i := range apps {
		name := fmt.Sprintf("app%d", i)
		var want []string
		for j := range 3 {
			if i%2 == 1 {
				want = append(want, fmt.Sprintf("%s-%d.port: got %s, want another", name, j, name))
			} else {
				want = append(want, fmt.Sprintf("%s/%s-%d notice of %s", name, name, j, name))
			}
		}
		if i%2 == 0 {
			for j := range 3 {
				want = append(want, fmt.Sprintf("%s-%d.txt %s<nil>", name, j, name))
			}
		}
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("%s says\n%s\nwant\n%s", name, strings.Join(got[i], "\n"), strings.Join(want, "\n"))
		}
	}
}

// An app within an app would wait for its own end.
func TestAnAppWithinAnAppIsRefused(t *testing.T) {
	options := synth.Options{Outdir: filepath.Join(t.TempDir(), "out"), Context: testkit.Site}
	for name, start := range map[string]func(synth.Options, func(cdktf.App)) (*synth.Result, error){
		"in the same kernel": synth.In, "in a kernel of its own": synth.Once,
	} {
		var inner error
		_, err := synth.In(options, func(app cdktf.App) {
			cdktf.NewTerraformStack(app, jsii.String("outer"))
			_, inner = start(options, func(cdktf.App) { t.Errorf("%s it is built", name) })
		})
		if err != nil || inner == nil || !strings.Contains(inner.Error(), "one after the other") {
			t.Errorf("%s: got %v, and %v for the other one", name, inner, err)
		}
	}
}

func TestAppsBuiltInTurnsDoNotMix(t *testing.T) {
	apps := make([]*bridge.App, 2)
	for i := range apps {
		apps[i] = bridge.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	}
	for round := range 2 {
		for i, app := range apps {
			say(app, fmt.Sprintf("app%d-%d", i, round), true)
		}
	}
	for i, app := range apps {
		if n, m, a := len(app.Notices()), len(app.Mistakes()), len(app.Artifacts()); n != 6 || m != 6 || a != 6 {
			t.Errorf("app %d has %d notices, %d mistakes and %d artifacts, want 6 of each", i, n, m, a)
		}
		for _, m := range app.Mistakes() {
			if !strings.HasPrefix(m.Path, fmt.Sprintf("app%d-", i)) {
				t.Errorf("app %d has the mistake %s", i, m)
			}
		}
	}
}

func TestAPlainAppFailsWithTheMistakes(t *testing.T) {
	defer func() {
		text := fmt.Sprint(recover())
		for i := range 3 {
			if want := fmt.Sprintf("plain-%d.port: got plain, want another", i); !strings.Contains(text, want) {
				t.Errorf("%q is missing in %s", want, text)
			}
		}
	}()
	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	say(app, "plain", true)
	app.Synth()
}
