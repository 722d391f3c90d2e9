package controls

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

var (
	kebab   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	aPage   = regexp.MustCompile(`^https://(docs\.aws\.amazon|registry\.terraform|developer\.hashicorp)\.(com|io)/\S+$`)
	aType   = regexp.MustCompile(`^aws_[a-z0-9_]+$`)
	foreign = map[string]*regexp.Regexp{
		SecurityHub: regexp.MustCompile(`^[A-Z][A-Za-z0-9]+\.[0-9]+$`), CIS: regexp.MustCompile(`^CIS-[0-9.]+$`),
		Checkov: regexp.MustCompile(`^CKV2?_AWS_[0-9]+$`), Trivy: regexp.MustCompile(`^AWS-0[0-9]{3}$`),
		KICS: regexp.MustCompile(`^[0-9a-f]{8}$`), ControlTower: regexp.MustCompile(`^CT\.ECS\.PR\.[0-9]+$`),
		Prowler: regexp.MustCompile(`^(ecs|iam)_[a-z_]+$`), TFLint: regexp.MustCompile(`^aws_[a-z_]+$`),
	}
)

func TestTableIsWhole(t *testing.T) {
	api, err := os.ReadFile("../../../docs/api.txt")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../../README.md")
	if want := fmt.Sprintf("[%d controls]", len(All())); err != nil || !strings.Contains(string(readme), want) {
		t.Errorf("README.md does not say %s: %v", want, err)
	}
	protections := map[string]bool{}
	for _, o := range review.Protections() {
		protections[o] = true
	}
	seen := map[string]string{}
	for _, c := range All() {
		if !kebab.MatchString(c.ID) || seen[c.ID] != "" {
			t.Errorf("%s is no id, or there twice", c.ID)
		}
		seen[c.ID] = c.ID
		for what, text := range map[string]string{"Holds": c.Holds, "Remedy": c.Remedy} {
			if len(text) < 10 || strings.HasSuffix(text, ".") {
				t.Errorf("%s: %s: %q", c.ID, what, text)
			}
		}
		if !aPage.MatchString(c.Source) || len(c.Types) == 0 || !slices.Contains(review.Severities(), c.Severity) {
			t.Errorf("%s: source %q, types %v, severity %q", c.ID, c.Source, c.Types, c.Severity)
		}
		for _, kind := range c.Types {
			if !aType.MatchString(kind) {
				t.Errorf("%s: %q is no type", c.ID, kind)
			}
		}
		for _, id := range c.Answers {
			if !foreign[Standard(id)].MatchString(id) {
				t.Errorf("%s: %q is no id of %s", c.ID, id, Standard(id))
			}
			if other := seen[id]; other != "" {
				t.Errorf("%s and %s both answer %s", c.ID, other, id)
			}
			seen[id] = c.ID
		}
		switch c.Tier {
		case Must:
			if c.OptOut != "" || c.Prop != "" {
				t.Errorf("%s must hold, and %s%s turns it off", c.ID, c.OptOut, c.Prop)
			}
		case Default:
			if c.OptOut == "" || c.Prop == "" {
				t.Errorf("nothing turns %s off", c.ID)
			}
		case Production:
		default:
			t.Errorf("%s: tier %q", c.ID, c.Tier)
		}
		if c.OptOut != "" && !protections[c.OptOut] {
			t.Errorf("%s: there is no protection %s", c.ID, c.OptOut)
		}
		if parts := strings.Split(c.Prop, "."); c.Prop != "" && (len(parts) != 3 || !strings.Contains(string(api),
			fmt.Sprintf("\n%s: type %s struct, %s ", parts[0], parts[1], parts[2]))) {
			t.Errorf("%s: there is no prop %s", c.ID, c.Prop)
		}
	}
	for _, id := range ByDefault() {
		if c, known := Find(id); !known || c.Tier == Production {
			t.Errorf("no control of the defaults answers %s", id)
		}
	}
}

// beginning of the page, with ' for a backquote.
const beginning = `# Controls

Every stack is held against these controls: 'go run ./cmd/fargateai controls FILE' says what a synthesized stack or a
plan does not hold, and the review that every synthesis writes has it in a section. A value that is known only after an
apply is unknown, neither held nor failed. What a prop turns off fails, and is listed as turned off; a statement of a
policy with a reason ('ecs.PolicyStatement.UnscopedReason') is waived, with the reason.

In the production profile the app holds all controls of Security Hub in 'controls.ByDefault'. Its demo fails ECS.2,
ELB.1 and ELB.18, which a network without NAT and a listener without a certificate cannot hold.

Ids: 'ECS.2' is one of AWS Security Hub, 'CIS-5.4' of the CIS AWS Foundations Benchmark 3.0, 'CKV_…' of Checkov,
'AWS-0…' of Trivy, 'CT.…' of AWS Control Tower, eight digits of KICS, words with underscores of Prowler and tflint.
`

// The page lists the table.
func TestPageOfControls(t *testing.T) {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(beginning, "'", "`"))
	for _, part := range []struct {
		tier        Tier
		title, text string
	}{
		{Must, "What every stack must hold", "No prop of the library turns these off."},
		{Default, "What holds by default", "One prop turns each off, and the review says so."},
		{Production, "What production asks", "What costs money, or stands in the way of a stack that is thrown away."},
	} {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| Control | What must hold | Answers | Prop |\n|---|---|---|---|\n", part.title,
			part.text)
		for _, c := range All() {
			if c.Tier != part.tier {
				continue
			}
			prop := ""
			if c.Prop != "" {
				prop = "`" + c.Prop + "`"
			}
			fmt.Fprintf(&b, "| [`%s`](%s) | %s. | %s | %s |\n", c.ID, c.Source, c.Holds, strings.Join(c.Named(), ", "), prop)
		}
	}
	testkit.Golden(t, "../../../../docs/controls.md", []byte(b.String()))
}
