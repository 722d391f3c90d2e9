package review

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// shower writes what a plan has for a reader, without what is sensitive anywhere in it: a value that is marked in one
// place may have found its way into a text in another one.
type shower struct{ replacer *strings.Replacer }

// leastSecret is how long a sensitive text is that is looked for in other texts; a shorter one would hit half of the
// words.
const leastSecret = 4

// leastNumber is how long a number in marked JSON is that is looked for: a port is in many texts, and no secret.
const leastNumber = 6

// aWord is the name of a member of JSON as AWS has them.
var aWord = regexp.MustCompile(`^[A-Za-z]+$`)

// How a text stands in a plan.
const (
	unmarked = iota
	marked
	withinMarked // a part of JSON that is marked as a whole, mostly for the sake of one value in it
)

func newShower(in *Inventory) shower {
	texts := [...]map[string]bool{unmarked: {}, marked: {}, withinMarked: {}}
	var attribute func(name string, v any, as int)
	collect := func(v any, as int) { attribute("", v, as) }
	attribute = func(name string, v any, as int) {
		switch v := v.(type) {
		case tfjson.Sensitive:
			attribute(name, tfjson.Reveal(v), marked)
		case string:
			if as == unmarked && credential.Stated(name, v) && !aWord.MatchString(v) {
				as = marked // by its name; a word may be in any text
			}
			texts[as][v] = true
			if as != unmarked {
				collect(document(v), withinMarked)
			}
		case json.Number:
			if as != withinMarked || len(v) >= leastNumber {
				texts[as][v.String()] = true
			}
		case []any:
			for _, element := range v {
				attribute(name, element, as)
			}
		case map[string]any:
			for name, member := range v {
				if as == withinMarked && !aWord.MatchString(name) {
					texts[as][name] = true
				}
				attribute(name, member, as)
			}
		}
	}
	for _, r := range in.Resources {
		collect(r.Attributes, unmarked)
	}
	for _, r := range in.data {
		collect(r.Attributes, unmarked)
	}
	secrets := texts[marked]
	for _, all := range [][]tfjson.Change{in.all, in.around.Drift, in.around.Deferred} {
		for _, c := range all {
			collect(c.Before, unmarked)
			collect(c.After, unmarked)
			for _, name := range c.SecretNames() {
				secrets[name] = true
			}
		}
	}
	for _, o := range in.around.Outputs {
		collect(o.Before, unmarked)
		collect(o.After, unmarked)
	}
	for _, r := range in.settings {
		if r.Type != "provider" { // all of it is marked, the region too
			collect(r.Attributes, unmarked)
		}
	}
	collect(in.variables, unmarked)
	for text := range texts[withinMarked] {
		if !texts[unmarked][text] { // what Terraform shows elsewhere as it is, such as the name of a container
			secrets[text] = true
		}
	}
	return shower{hiding(secrets)}
}

// hiding replaces secrets, in the forms in which other texts have them.
func hiding(secrets map[string]bool) *strings.Replacer {
	var all []string
	for secret := range secrets {
		if len(secret) < leastSecret || ordinary[strings.ToLower(secret)] {
			continue
		}
		quoted, _ := json.Marshal(secret)
		all = append(all, secret, url.QueryEscape(secret), url.PathEscape(secret), string(quoted[1:len(quoted)-1]),
			base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)))
	}
	slices.SortFunc(all, func(a, b string) int { // a longer one may hold a shorter one
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	var pairs []string
	for _, secret := range slices.Compact(all) {
		pairs = append(pairs, secret, tfjson.Sensitive{}.String())
	}
	return strings.NewReplacer(pairs...)
}

// ordinary are sensitive values that tell nothing, and would be hidden everywhere.
var ordinary = setOf("true false null none http https production default enabled disabled sensitive value")

// text is a text of a plan on one line.
func (s shower) text(text string) string { return line(credential.Redact(s.replacer.Replace(text))) }

// estimate is one without what is sensitive in names.
func (s shower) estimate(e *Estimate) *Estimate {
	out := *e
	out.Lines, out.Assumptions, out.NotCounted = slices.Clone(e.Lines), slices.Clone(e.Assumptions),
		slices.Clone(e.NotCounted)
	for i := range out.Lines {
		out.Lines[i].Item, out.Lines[i].Address = s.text(out.Lines[i].Item), s.text(out.Lines[i].Address)
	}
	for _, all := range [][]string{out.Assumptions, out.NotCounted} {
		for i := range all {
			all[i] = s.text(all[i])
		}
	}
	return &out
}

// longest is how much of a value is shown.
const longest = 120

// value is a value of a plan, cut where it is long.
func (s shower) value(v any) string {
	switch v := v.(type) {
	case nil:
		return "not set"
	case tfjson.Sensitive:
		return v.String()
	case string:
		if v == "" {
			return `""`
		}
		return cutAt(s.text(v), longest)
	case json.Number:
		return s.text(v.String())
	case bool:
		return fmt.Sprint(v)
	case []any:
		if len(v) == 0 {
			return "none"
		}
		parts := []string{}
		for _, element := range v {
			if _, is := element.(map[string]any); is || len(parts) == 8 {
				return fmt.Sprintf("%d elements", len(v))
			}
			parts = append(parts, s.value(element))
		}
		return cutAt(strings.Join(parts, ", "), longest)
	case map[string]any:
		if len(v) == 0 {
			return "none"
		}
		return s.members(v)
	}
	return "something"
}

// members are those of an object that are said in a few words. A value may be secret where its name tells, or where it
// is one of many pairs of a name and a value.
func (s shower) members(v map[string]any) string {
	var parts []string
	for _, name := range check.SortedKeys(v) {
		value := v[name]
		switch value.(type) {
		case map[string]any, []any, nil:
			continue
		}
		if value == "" || confidential(name) || strings.EqualFold(name, "value") || inEnvironment.MatchString(name) ||
			hides("", name, value) {
			continue
		}
		parts = append(parts, s.text(name)+" "+s.value(value))
	}
	if len(parts) == 0 {
		return plural(float64(len(v)), "attribute")
	}
	return cutAt(strings.Join(parts, ", "), 2*longest)
}

func cutAt(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// inEnvironment are values that a program is handed, of which nobody knows which are secret.
var inEnvironment = regexp.MustCompile(`(?i)(?:^|\.)(?:(?:[a-z]+_)*environment_variables?|environment|variables|env|` +
	`user_data|user_data_base64|template_body|stdin|script|parameters?|provisioning_parameters|connection_properties|` +
	`default_arguments|connector_configuration|provider_details|setting|secret_string|headers?)(?:$|[.\[])`)

// hides reports whether a value at a path may be secret: it looks so under its name, or beside it, or it is a random
// text where requests are compared, or a command reads it.
func hides(kind, path string, v any) bool {
	last := path[strings.LastIndexAny(path, ".]")+1:]
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, func(element any) bool { return hides(kind, path, element) })
	}
	text, ok := v.(string)
	if !ok {
		return false
	}
	names := []string{last}
	if beside := besideName.FindStringSubmatch(path); beside != nil {
		names = append(names, beside[1])
	}
	for _, name := range names {
		if credential.Stated(name, text) || credential.Named(name, text) != "" ||
			credential.MayBe(name) && credential.Random(text) != "" {
			return true
		}
	}
	return comparedOrRead[last] && credential.Random(text) != "" ||
		kind == "aws_ssm_parameter" && (last == "value" || last == "insecure_value")
}

var (
	besideName     = regexp.MustCompile(`\["([^"]+)"\]\.[A-Za-z_]+$`)
	comparedOrRead = setOf("value values search_string command entryPoint entry_point args arguments")
)

func (s shower) attribute(kind string, d tfjson.Difference) AttributeChange {
	out := AttributeChange{Path: s.text(d.Path), Before: s.value(d.Before), After: s.value(d.After)}
	last := d.Path[strings.LastIndexAny(d.Path, ".]")+1:]
	switch {
	case d.Kind == tfjson.Reordered:
		out.Note = "only its order is another"
	case d.Kind == tfjson.Rewritten:
		out.Note = "it says the same in other words"
	case d.Kind == tfjson.Secret:
		out.Note, out.Before, out.After = "it becomes another (sensitive value)", "(sensitive value)", "(sensitive value)"
	case inEnvironment.MatchString(d.Path) || confidential(last) || hides(kind, d.Path, d.Before) ||
		hides(kind, d.Path, d.After):
		hide := func(v any) string {
			if v == nil {
				return "not set"
			}
			return "(not shown)"
		}
		out.Before, out.After = hide(d.Before), hide(d.After)
		switch {
		case d.Before == nil:
			out.Note = "it is set"
		case d.After == nil:
			out.Note = "it is not set any more"
		default:
			out.Note = "it becomes another"
		}
	}
	return out
}
