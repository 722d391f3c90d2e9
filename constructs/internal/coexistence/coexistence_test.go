// Package coexistence tests that constructs stand beside each other: three of each in a stack, stacks beside stacks,
// whatever their ids.
package coexistence

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func TestMain(m *testing.M) { testkit.Main(m) }

var constructor = regexp.MustCompile(`(?m)^func (New\w*)\(scope constructs\.Construct, id string`)

// TestEveryConstructIsMade finds constructs that nobody added to the makers.
func TestEveryConstructIsMade(t *testing.T) {
	found := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.Contains(path, "internal") ||
			strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, match := range constructor.FindAllStringSubmatch(string(source), -1) {
			found++
			name := filepath.Base(filepath.Dir(path)) + "." + match[1]
			if makers[name] == nil && otherwise[name] == "" {
				t.Errorf("%s makes a construct, but no test puts three side by side: add it to the makers", name)
			}
		}
		return err
	})
	if err != nil || found != len(makers)+len(otherwise) {
		t.Errorf("%d constructors were found: %v", found, err)
	}
}

var long = strings.Repeat("long-", 40)[:199]

// ids of three constructs that are hard to tell apart. Those of stacks have to differ in more than letters' case.
var ids = map[string][]string{
	"long":        {long + "a", long + "b", long + "c"}, // 200 characters
	"unicode":     {"ünïcödé-ä", "ünïcödé-ö", "ünïcödé-日本語"},
	"case":        {"chat", "Chat", "CHAT"},
	"punctuation": {"a.b", "a-b", "a_b"},
}

// full makes three of everything in each of several stacks, one for each kind of ids.
func full(app cdktf.App) {
	n := 0
	for s, kind := range slices.Sorted(maps.Keys(ids)) {
		stack := fargateai.NewStack(app, kind+"-"+ids[kind][0], nil)
		for m, maker := range slices.Sorted(maps.Keys(makers)) {
			if strings.HasPrefix(maker, "fargateai.") && kind != "long" && maker != "fargateai.NewService" {
				continue // each is sixty resources
			}
			for i, id := range ids[kind] {
				n++
				// as long as a service's name may be; the last letters tell them apart
				name := fmt.Sprintf("a-name-as-long-as-a-name-is-%02d%d%d", m, s, i)
				makers[maker](thing{scope: stack, id: id + "/" + strings.ReplaceAll(maker, ".", "-"), name: name, n: n})
			}
		}
	}
}

func TestThreeOfEverything(t *testing.T) {
	testkit.Heavy(t)
	stacks, err := testkit.SynthApp(t, testkit.Site, full)
	if err != nil {
		t.Fatal(err)
	}
	if len(stacks) != len(ids) {
		t.Errorf("%d stacks, want %d", len(stacks), len(ids))
	}
	taken, named, followed := map[string]string{}, 0, 0
	for name, stack := range stacks {
		for _, address := range stack.Addresses() {
			if kind, id, _ := strings.Cut(address, "."); kind != "data" {
				named += judgeNames(t, taken, name+": "+address, kind, stack.Resources(kind)[id])
			}
		}
		followed += judgeGraph(t, name, stack)
	}
	t.Logf("%d names, %d references", named, followed)
	if named < 500 || followed < 1000 {
		t.Errorf("%d names and %d references were judged", named, followed)
	}
	figure.Say(t, "constructs-coexisting", 3*len(makers))
}
