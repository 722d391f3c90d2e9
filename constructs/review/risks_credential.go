package review

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

const credentialRemedy = "keep it in Secrets Manager or SSM and refer to it; and replace it, for it has been read"

// confidential reports whether the value of an attribute is a secret wherever a configuration states it.
func confidential(attribute string) bool {
	return attribute == "token" || attribute == "value_wo" || credential.Confidential(attribute)
}

// wordsOf are maps whose keys are anyone's words: what is called like a credential there has to look like one, too.
var wordsOf = []string{"tags", "labels", "dockerLabels", "triggers", "keepers", "configuration", "parameters"}

// credentials looks for credentials in every text of a resource. A task definition's variables have their own rule.
func credentials(in *Inventory, r Resource, report reporter) {
	told := map[string]bool{} // by attribute: what a configuration states, the plan mostly has, too
	again := false
	f := finder{r: r, waived: in.waived()}
	f.report = func(where, what string) {
		attribute, _, _ := strings.Cut(where, ".")
		if again && told[attribute] {
			return
		}
		told[attribute] = true
		report("plaintext-secret", Critical, where+" has "+what+
			", which the plan, the state and everyone who may describe it can read", credentialRemedy)
	}
	f.look("", r.Attributes, false)
	again = true
	f.look("", r.constants, false)
	if r.Type == "variable" || r.Type == "output" {
		for name, v := range r.Attributes {
			_, marked := v.(tfjson.Sensitive)
			s, isText := scalar(v).(string)
			s = f.waived.Without(s)
			if what, found := credential.Find(r.Name, s); found && isText && !isReference(s) && credential.In(s) == "" &&
				!(marked && r.Type == "output") {
				f.report(name, what)
			}
		}
	}
}

type finder struct {
	r      Resource
	report func(where, what string)
	waived credential.Waivers
	depth  int // of JSON in JSON
}

// look at a value. Below what is sensitive as a whole, names are as secret as values, and are not told.
func (f *finder) look(where string, v any, named bool) {
	switch v := v.(type) {
	case map[string]any:
		f.pair(where, v)
		name := where[strings.LastIndex(where, ".")+1:]
		if attribute, what := credential.Compared(name, plain(v)); what != "" {
			f.report(shown(strings.TrimPrefix(where+"."+attribute, ".")), what)
		}
		words := slices.Contains(wordsOf, name)
		hidden := where != "" && allSensitive(v)
		for _, name := range check.SortedKeys(v) {
			inner := strings.TrimPrefix(where+"."+name, ".")
			switch {
			case hidden:
				inner = where
			case where == "" && (name == "container_definitions" || name == "tags_all" || name == "id" || name == "arn"):
				continue
			}
			if s, ok := scalar(v[name]).(string); ok && words && !isReference(s) && credential.In(s) == "" {
				if what := credential.Beside(name, f.waived.Without(s)); what != "" {
					f.report(shown(inner), what)
					continue
				}
			}
			f.member(inner, name, v[name], named || credential.OfSettings(name))
		}
	case []any:
		var before any
		for _, element := range v {
			if s, ok := element.(string); ok && credential.In(s) == "" {
				if what := credential.Flagged(before, f.waived.Without(s)); what != "" {
					f.report(shown(where), what)
				}
			}
			before = element
			name := "" // that of a list of passwords says what they are
			if last := where[strings.LastIndex(where, ".")+1:]; confidential(last) {
				name = last
			}
			f.member(where, name, element, named)
		}
	}
}

func (f *finder) member(where, name string, v any, named bool) {
	s, isText := scalar(v).(string)
	if !isText {
		f.look(where, v, named)
		return
	}
	s = f.waived.Without(s)
	_, marked := v.(tfjson.Sensitive)
	switch what := ""; {
	case s == "" || s == credential.Waived:
	case f.stated(where, name, s, marked):
		f.report(shown(where), "a secret that the configuration itself states")
	case named && name != "" && !isReference(s):
		if what, _ = credential.Find(name, s); what != "" {
			f.report(shown(where), what)
			return
		}
		f.texts(where, s)
	default:
		f.texts(where, s)
	}
}

// texts looks into a text, into base64 and into JSON.
func (f *finder) texts(where, s string) {
	text := s
	if isReference(s) {
		text = reference.ReplaceAllString(s, "{reference}")
	}
	if what := credential.In(text); what != "" {
		f.report(shown(where), what)
		return
	}
	if len(s) >= 24 && !strings.Contains(s, " ") {
		if decoded, err := base64.StdEncoding.DecodeString(strings.TrimSpace(s)); err == nil && utf8.Valid(decoded) {
			if what := credential.In(f.waived.Without(string(decoded))); what != "" {
				f.report(shown(where), what+", in base64")
			}
		}
	}
	if f.depth == 3 { // JSON in JSON doubles its backslashes at each level
		return
	}
	f.depth++
	defer func() { f.depth-- }()
	switch d := document(s).(type) {
	case map[string]any:
		if d["Statement"] == nil {
			f.look(where, d, false)
		}
	case []any:
		f.look(where, d, false)
	case nil:
		if !isReference(s) {
			return
		}
		for _, literal := range tfjson.Literals(s) {
			if what := credential.In(f.waived.Without(literal)); what != "" {
				f.report(shown(where), what)
				return
			}
		}
	}
}

// pair is a setting that has its name and its value beside each other.
func (f *finder) pair(where string, v map[string]any) {
	for _, names := range [][2]string{{"name", "value"}, {"name", "insecure_value"}, {"key", "value"}, {"Name", "Value"}} {
		name, value := text(v[names[0]]), f.waived.Without(text(v[names[1]]))
		if name == "" || value == "" || isReference(value) || isReference(name) {
			continue
		}
		kind := text(v["type"])
		if kind == "SecureString" || kind == "PARAMETER_STORE" || kind == "SECRETS_MANAGER" {
			continue
		}
		if last := name[strings.LastIndexAny(name, "/.")+1:]; f.r.Type != "aws_ssm_parameter" || kind == "String" {
			if what, found := credential.Find(strings.ReplaceAll(last, "-", "_"), value); found && credential.In(value) == "" {
				f.report(shown(where), "in "+strconv.Quote(name)+" "+what)
			}
		}
	}
}

// stated reports a secret that stands in the configuration. One that comes from a variable, or that the provider makes,
// does not.
func (f *finder) stated(where, name, s string, marked bool) bool {
	first, _, _ := strings.Cut(where, ".")
	if !f.confidential(where, name, s) || isReference(s) || f.r.referred[first] || strings.HasPrefix(s, "arn:") {
		return false
	}
	if marked && f.r.constants[first] == nil && f.r.Type != "provider" {
		return false
	}
	return f.r.Type != "variable" && f.r.Type != "output" && !placeholder.MatchString(s)
}

// confidential reports whether an attribute of this resource holds a credential.
func (f *finder) confidential(where, name, s string) bool {
	if f.r.Type == "aws_ssm_parameter" && where == "value" {
		return text(f.r.Attributes["type"]) == "SecureString" && f.r.constants["value"] != nil
	}
	return confidential(name) || credential.OfType(f.r.Type, where) || credential.Stated(name, s)
}

// plain is an object without what is sensitive in it.
func plain(object map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range object {
		if _, marked := v.(tfjson.Sensitive); !marked {
			out[name] = v
		}
	}
	return out
}

// placeholder is what stands where a secret comes later.
var placeholder = regexp.MustCompile(`(?i)^(?:\{\{resolve:.*|<.*>|\*+|change-?me.*|placeholder` +
	`|todo|dummy|test|fake|mock.*|x+|none|null)$`)

func shown(where string) string {
	if where == "" {
		return "it"
	}
	return where
}

// allSensitive reports a map of which nothing is shown: it may be sensitive as a whole.
func allSensitive(v any) bool {
	switch v := v.(type) {
	case tfjson.Sensitive:
		return true
	case map[string]any:
		for _, member := range v {
			if !allSensitive(member) {
				return false
			}
		}
		return len(v) > 0
	case []any:
		return len(v) > 0 && !slices.ContainsFunc(v, func(e any) bool { return !allSensitive(e) })
	}
	return false
}
