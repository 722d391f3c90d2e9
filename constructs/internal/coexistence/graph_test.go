package coexistence

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

var reference = regexp.MustCompile(`\b((?:data\.)?aws_[a-z0-9_]+\.[A-Za-z0-9_-]+)`)

// judgeGraph fails the test for a reference to what is not in the stack, for a circle, and for a service that does not
// wait for the listener that leads to it. It returns how many references it has followed.
func judgeGraph(t *testing.T, name string, stack *testkit.Template) (followed int) {
	t.Helper()
	needs := map[string][]string{}
	for _, address := range stack.Addresses() {
		needs[address] = nil
	}
	for address := range needs {
		kind, id, _ := strings.Cut(strings.TrimPrefix(address, "data."), ".")
		if strings.HasPrefix(address, "data.") {
			kind = "data." + kind
		}
		body := stack.Resources(kind)[id]
		for _, other := range references(t, body) {
			if _, made := needs[other]; !made {
				t.Errorf("%s: %s refers to %s, which is not there", name, address, other)
			}
			followed++
			needs[address] = append(needs[address], other)
		}
		balanced := body["load_balancer"] != nil && strings.HasPrefix(address, "aws_ecs_service.")
		if waits, _ := json.Marshal(body["depends_on"]); balanced && !strings.Contains(string(waits), "aws_lb_listener") {
			t.Errorf("%s: %s does not wait for its listener: %s", name, address, waits)
		}
	}
	if circle := circleIn(needs); circle != nil {
		t.Errorf("%s: %s need each other", name, strings.Join(circle, ", "))
	}
	return followed
}

// references in a resource: those in expressions, and what it depends on.
func references(t *testing.T, body testkit.Object) (out []string) {
	t.Helper()
	add := func(text string) {
		for _, found := range reference.FindAllStringSubmatch(text, -1) {
			out = append(out, found[1])
		}
	}
	var walk func(value any, plain bool)
	walk = func(value any, plain bool) {
		switch v := value.(type) {
		case string:
			if plain || strings.Contains(v, "${") {
				add(expressions(v, plain))
			}
		case []any:
			for _, x := range v {
				walk(x, plain)
			}
		case map[string]any:
			for key, x := range v {
				walk(x, plain || key == "depends_on" || key == "replace_triggered_by")
			}
		}
	}
	walk(map[string]any(body), false)
	slices.Sort(out)
	return slices.Compact(out)
}

var quoted = regexp.MustCompile(`"(?:[^"\\$]|\\.|\$[^{])*"`)

// expressions is what Terraform evaluates of a text.
func expressions(text string, plain bool) string {
	if plain {
		return text
	}
	_, text, _ = strings.Cut(text, "${")
	return quoted.ReplaceAllString(text, "")
}

// circleIn is a circle of what needs each other, or nil.
func circleIn(needs map[string][]string) []string {
	done := map[string]bool{}
	var circle func(at string, way []string) []string
	circle = func(at string, way []string) []string {
		if i := slices.Index(way, at); i >= 0 {
			return way[i:]
		}
		if done[at] {
			return nil
		}
		for _, other := range needs[at] {
			if found := circle(other, append(way, at)); found != nil {
				return found
			}
		}
		done[at] = true
		return nil
	}
	for at := range needs {
		if found := circle(at, nil); found != nil {
			return found
		}
	}
	return nil
}

func TestJudgeSeesCircles(t *testing.T) {
	if circleIn(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"b"}}) == nil {
		t.Error("b and c need each other")
	}
	if found := circleIn(map[string][]string{"a": {"b", "c"}, "b": {"c"}, "c": nil}); found != nil {
		t.Errorf("got %v", found)
	}
	body := testkit.Object{"a": "x${aws_vpc.a.id}", "b": `${jsonencode({"x" = "aws_vpc.quoted.id"})}`, "c": "aws_vpc.text",
		"depends_on": []any{"aws_lb_listener.l"}}
	if got := references(t, body); !slices.Equal(got, []string{"aws_lb_listener.l", "aws_vpc.a"}) {
		t.Errorf("got %v", got)
	}
}
