package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const (
	synthFile = "../testdata/proxy.tf.json"
	planFile  = "../testdata/proxy.plan.json"
)

func read(t testing.TB, document []byte) *review.Inventory {
	t.Helper()
	in, err := review.Read(document)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func load(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestPageOfAStack(t *testing.T) {
	p := New(read(t, load(t, synthFile)), Options{Name: "proxy"})
	testkit.Golden(t, "proxy.md", p.Markdown())
	for range 20 {
		again := New(read(t, load(t, synthFile)), Options{Name: "proxy"})
		if !bytes.Equal(again.Markdown(), p.Markdown()) || !bytes.Equal(again.HTML(), p.HTML()) {
			t.Fatal("the same stack gives another page")
		}
	}
}

// A plan says the same of who may reach and do what as the stack that it is made of.
func TestPageOfAPlan(t *testing.T) {
	plan := New(read(t, load(t, planFile)), Options{Name: "proxy"})
	synth := New(read(t, load(t, synthFile)), Options{Name: "proxy"})
	if diff := cmp.Diff(synth.picture.mermaid(), plan.picture.mermaid()); diff != "" {
		t.Errorf("the pictures differ: -synth +plan\n%s", diff)
	}
	section := func(p *Page, title string) string {
		_, rest, _ := strings.Cut(string(p.Markdown()), "\n## "+title+"\n")
		rest, _, _ = strings.Cut(rest, "\n## ")
		return rest
	}
	for _, title := range []string{"Warnings", "Who can reach it", "Who may do what", "Timers and limits"} {
		if diff := cmp.Diff(section(synth, title), section(plan, title)); diff != "" || section(synth, title) == "" {
			t.Errorf("%s: -synth +plan\n%s", title, diff)
		}
	}
}

// Both forms say the same: all that stands in a cell or an item of one is in the other.
func TestBothFormsSayTheSame(t *testing.T) {
	p := New(read(t, load(t, synthFile)), Options{Name: "proxy"})
	shown := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(p.HTML()), ""))
	unescape := strings.NewReplacer(`\|`, "|", `\*`, "*", `\_`, "_", "\\`", "`", `\[`, "[", `\]`, "]", `\\`, `\`, `\#`,
		"#",
		`\~`, "~", `\$`, "$", `\!`, "!", "`", "", "**", "", "▆", "", "·", "")
	_, text, _ := strings.Cut(string(p.Markdown()), "\n```\n") // after the picture
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "|---") {
			continue
		}
		for cell := range strings.SplitSeq(strings.TrimPrefix(line, "* "), " | ") {
			cell = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(unescape.Replace(cell), ""))
			cell = strings.TrimSpace(strings.Trim(strings.TrimSpace(cell), "|#:"))
			for _, mark := range marks {
				cell = strings.TrimPrefix(cell, mark+" ")
			}
			if !strings.Contains(shown, cell) {
				t.Errorf("%q is not on the page for a browser", cell)
			}
		}
	}
}

// hostile are texts that a name in a stack may hold.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title></style><b>`, "`code` **b** | cell | [x](y)",
	"x\u202Eevil\u0000\n\n# heading", `</details>`, "]]>--><!--", `"] click b_x call alert()`, strings.Repeat("long", 900),
	"@everyone https://evil.example", "<br/>\"];\nx-->y",
}

func TestHostileNames(t *testing.T) {
	for _, name := range hostile {
		stack := map[string]any{}
		if err := json.Unmarshal(load(t, synthFile), &stack); err != nil {
			t.Fatal(err)
		}
		var spoil func(v any)
		spoil = func(v any) {
			members, _ := v.(map[string]any)
			for key, member := range members {
				switch s, isText := member.(string); {
				case isText && !strings.Contains(s, "${") && key != "type" && key != "region":
					members[key] = name
				default:
					spoil(member)
				}
			}
		}
		spoil(stack["resource"])
		text, err := json.Marshal(stack)
		if err != nil {
			t.Fatal(err)
		}
		in := read(t, text)
		p := New(in, Options{Name: name})
		page := string(p.HTML())
		if n := strings.Count(page, "<script"); n > 0 || strings.Contains(page, "<img") ||
			strings.Count(page, "</style>") != 1 || strings.Count(page, "<b>") > 0 || strings.Contains(page, "<!--") {
			t.Errorf("%q is not escaped", name)
		}
		if strings.ContainsAny(page, "\u202E\u0000") {
			t.Errorf("%q: what turns text around is on the page", name)
		}
		markdown := string(p.Markdown())
		_, markdown, _ = strings.Cut(markdown, "\n```\n") // in the chart, each line is judged below
		outside := regexp.MustCompile("`[^`\n]*`").ReplaceAllString(markdown, "")
		for _, bad := range []string{"<script", "<img", "<b>", "@everyone", "\n# heading", "https://evil", "<!--"} {
			if strings.Contains(outside, bad) {
				t.Errorf("%q: %s is in the Markdown", name, bad)
			}
		}
		if open, shut := strings.Count(outside, "<details>"), strings.Count(outside, "</details>"); open != shut {
			t.Errorf("%q: %d details open, %d close", name, open, shut)
		}
		for line := range strings.Lines(p.picture.mermaid()) {
			if line != "flowchart LR\n" && !mermaidLine.MatchString(line) {
				t.Errorf("%q breaks the chart: %s", name, line)
			}
		}
	}
}

var mermaidLine = regexp.MustCompile(`^  b_\w+(?:\["[^"]*"\]| (?:-->|-\.->|<-->)\|"[^"]*"\| b_\w+)\n$`)

func TestSensitiveIsNotShown(t *testing.T) {
	var plan map[string]any
	if err := json.Unmarshal(load(t, planFile), &plan); err != nil {
		t.Fatal(err)
	}
	changes, _ := plan["resource_changes"].([]any)
	for _, c := range changes {
		change, _ := c.(map[string]any)["change"].(map[string]any)
		after, _ := change["after"].(map[string]any)
		marks := map[string]any{}
		for key, value := range after {
			if _, isText := value.(string); isText && key != "type" {
				after[key], marks[key] = "hush-"+key, true
			}
		}
		change["after_sensitive"] = marks
	}
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	p := New(read(t, text), Options{})
	for form, page := range map[string][]byte{"Markdown": p.Markdown(), "HTML": p.HTML()} {
		if at := bytes.Index(page, []byte("hush-")); at >= 0 {
			t.Errorf("%s shows what is sensitive: …%s", form, page[max(at-80, 0):at+40])
		}
	}
}

func TestPageWithoutAnything(t *testing.T) {
	for _, text := range []string{`{"resource": {}}`, `{"resource": {"aws_lb": {"a": {}}, "aws_ecs_service": {"s": {}},
		"aws_iam_role": {"r": {}}, "aws_cloudwatch_metric_alarm": {"m": {}}, "aws_budgets_budget": {"b": {}},
		"aws_budgets_budget_action": {"a": {"budget_name": "b"}}, "aws_scheduler_schedule": {"s": {}},
		"aws_sqs_queue": {"q": {}}, "aws_vpc_security_group_ingress_rule": {"i": {}}}}`} {
		p := New(read(t, []byte(text)), Options{})
		if page := string(p.HTML()); !strings.Contains(page, "<h1>stack</h1>") || len(p.Markdown()) < 100 {
			t.Errorf("%s: got %s", text, page)
		}
	}
}

func TestManyServicesStayAPage(t *testing.T) {
	services := map[string]any{}
	for i := range 200 {
		services[fmt.Sprintf("s%d", i)] = map[string]any{"name": fmt.Sprintf("service-%d", i)}
	}
	text, err := json.Marshal(map[string]any{"resource": map[string]any{"aws_ecs_service": services}})
	if err != nil {
		t.Fatal(err)
	}
	if p := New(read(t, text), Options{}); len(p.picture.boxes) != 1 || p.picture.boxes[0].name != "200 services" {
		t.Errorf("got %v", p.picture.boxes)
	}
}

// Where a parameter holds the image, the picture shows the repository that it comes from.
func TestImageOfAParameter(t *testing.T) {
	p := New(read(t, []byte(`{"resource": {
		"aws_ecr_repository": {"r": {"name": "search"}},
		"aws_ssm_parameter": {"i": {"name": "/search/image", "insecure_value": "${aws_ecr_repository.r.repository_url}:1"}},
		"aws_ecs_task_definition": {"d": {"family": "search", "container_definitions":
			"${jsonencode([{\"name\" = \"search\", \"image\" = aws_ssm_parameter.i.insecure_value}])}"}},
		"aws_ecs_service": {"s": {"name": "search", "desired_count": 1, "task_definition":
			"${aws_ecs_task_definition.d.arn}"}}}}`)), Options{})
	if text := string(p.Markdown()); !strings.Contains(text, `b_ecs_service_s -.->|"pulls"| b_ecr_repository_r`) {
		t.Errorf("got %s", text)
	}
}

// A range of one number is none, and what runs no task yet is said.
func TestCostAtAGlance(t *testing.T) {
	stack := func(tasks int) string {
		return string(New(read(t, fmt.Appendf(nil, `{"provider": {"aws": [{"region": "us-east-1"}]}, "resource": {
			"aws_ecs_task_definition": {"d": {"family": "a", "cpu": "256", "memory": "512"}},
			"aws_ecs_service": {"s": {"name": "a", "desired_count": %d,
				"task_definition": "${aws_ecs_task_definition.d.arn}"}}}}`, tasks)), Options{}).Markdown())
	}
	for tasks, want := range map[int]string{
		0: "**about 0 USD a month**, without tokens and traffic, and before the first task of 1 service\n",
		2: "**about 18 USD a month**, without tokens and traffic\n",
	} {
		if got := stack(tasks); !strings.Contains(got, want) {
			t.Errorf("%d tasks: no %q in\n%s", tasks, want, got[:400])
		}
	}
}

// The page asks for nothing, and its headings are in order.
func TestPageStandsAlone(t *testing.T) {
	page := string(New(read(t, load(t, synthFile)), Options{Name: "proxy"}).HTML())
	for _, bad := range []string{"<script", "<link", "<img", "<iframe", " src=", "@import", "url(h", " style=", " on"} {
		for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(page, -1) {
			if strings.Contains(tag, bad) {
				t.Errorf("%s in %s", bad, tag)
			}
		}
	}
	last := 0
	for _, m := range regexp.MustCompile(`<h([1-6])`).FindAllStringSubmatch(page, -1) {
		level := int(m[1][0] - '0')
		if level > last+1 {
			t.Errorf("a heading of level %d follows one of level %d", level, last)
		}
		last = level
	}
	for _, want := range []string{"<main>", "<header>", "<nav aria-label", "<footer>", `<html lang="en">`,
		"default-src &#39;none&#39;", `role="img" aria-labelledby=`} {
		if !strings.Contains(page, want) && !strings.Contains(page, html.UnescapeString(want)) {
			t.Errorf("%s is missing", want)
		}
	}
	if n, m := strings.Count(page, "<table"), strings.Count(page, "<caption>"); n != m || n == 0 {
		t.Errorf("%d tables have %d captions", n, m)
	}
}
