package check

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

type tagged struct {
	Tags   map[string]string
	Part   *tagged
	Labels map[string]string // no tags
}

func TestTagsAreJudgedInEveryProp(t *testing.T) {
	long := strings.Repeat("ä", 128)
	for name, test := range map[string]struct {
		tags map[string]string
		want []string // paths below tags
	}{
		"right": {map[string]string{"Team": "search", "cost:centre/1": "a+b=c@d_e.f-g 42", "leer": "",
			long: strings.Repeat("ä", 256)}, nil},
		"references":         {map[string]string{"${var.key}": "${var.value}", "Team": "${var.team}!"}, nil},
		"empty key":          {map[string]string{"": "x"}, []string{"part.tags"}},
		"long key":           {map[string]string{long + "x": "y"}, []string{"part.tags." + Quote(long+"x")}},
		"long value":         {map[string]string{"Note": strings.Repeat("ab", 129)}, []string{"part.tags.Note"}},
		"reserved":           {map[string]string{"AWS:Name": "x"}, []string{"part.tags.AWS:Name"}},
		"letters of a key":   {map[string]string{"a;b": "x"}, []string{"part.tags.a;b"}},
		"letters of a value": {map[string]string{"Note": "50 %"}, []string{"part.tags.Note"}},
		"case": {map[string]string{"Team": "a", "team": "a", "TEAM": "b"},
			[]string{"part.tags.Team", "part.tags.team"}},
		"50": {many(50), nil},
		"51": {many(51), []string{"part.tags"}},
	} {
		t.Run(name, func(t *testing.T) {
			given, ms := Given(&tagged{Part: &tagged{Tags: test.tags, Labels: map[string]string{"aws:x": "%"}}})
			var paths []string
			for _, m := range ms.Sorted() {
				if m.Rule != rules.Tags.ID {
					t.Errorf("got the rule %s", m.Rule)
				}
				paths = append(paths, m.Path)
			}
			if !reflect.DeepEqual(paths, test.want) {
				t.Errorf("got %q, want %q", paths, test.want)
			}
			if _, again := Given(given); again != nil { // a part that inherits the tags repeats nothing
				t.Errorf("the copy has the mistakes %v", again)
			}
		})
	}
}

func many(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprintf("key%d", i)] = "x"
	}
	return out
}
