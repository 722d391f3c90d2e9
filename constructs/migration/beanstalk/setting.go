package beanstalk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// level of precedence, from the weakest to the strongest. AWS's list does not name env.yaml: a saved configuration,
// which describes a running environment, is taken for the newer of the two
// (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence).
type level int

const (
	ebextensions level = iota
	manifest
	savedConfiguration
	direct
)

// setting is the value of an option.
type setting struct {
	namespace, option, resource, value string
	source                             migration.Source
	level                              level
}

func newSetting(namespace, option, resource, value string, source migration.Source, at level) setting {
	namespace, option = strings.TrimSpace(namespace), strings.TrimSpace(option)
	source.Name = namespace + " " + option
	if namespace != scheduleNamespace { // of all others there is one, whatever CloudFormation calls it
		resource = ""
	}
	if resource != "" {
		source.Name += " of " + resource
	}
	return setting{namespace, option, resource, value, source, at}
}

// settings of an environment, each option once.
type settings struct {
	said []setting
}

// effective are the settings that hold, in the order in which they were said, and those that are overridden with what
// overrides them.
func (s *settings) effective() (holds []setting, overridden map[int]setting) {
	strongest := map[[3]string]int{}
	for i, v := range s.said {
		key := [3]string{v.namespace, v.option, v.resource}
		if at, ok := strongest[key]; !ok || v.level >= s.said[at].level {
			strongest[key] = i
		}
	}
	overridden = map[int]setting{}
	for i, v := range s.said {
		at := strongest[[3]string{v.namespace, v.option, v.resource}]
		if at == i {
			holds = append(holds, v)
		} else {
			overridden[i] = s.said[at]
		}
	}
	return holds, overridden
}

// optionSettings reads option_settings in their two forms: a list, and a mapping of namespaces.
func optionSettings(t tree, at level) (out []setting, problems []error) {
	const name = "option_settings"
	switch {
	case t.IsList():
		for _, item := range t.Items() {
			s, err := listed(item, at)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			out = append(out, s...)
		}
	case t.IsMap():
		for _, e := range t.Entries() {
			if !e.Value.IsMap() {
				problems = append(problems, e.Value.Problem(name+" "+e.Key, "a mapping of options to values",
					"below the namespace stand lines OPTION: VALUE"))
				continue
			}
			namespace, resource := resourceNamespace(e.Key)
			for _, option := range e.Value.Entries() {
				if value, ok := optionValue(option.Value); ok {
					out = append(out, newSetting(namespace, option.Key, resource, value, option.Value.Source(""), at))
				} else if option.Value.Exists() && !option.Value.IsNull() {
					problems = append(problems, option.Value.Problem(e.Key+" "+option.Key, "a text or a number", ""))
				}
			}
		}
	case t.Exists() && !t.IsNull():
		problems = append(problems, t.Problem(name, "a list or a mapping", ""))
	}
	return out, problems
}

// listed reads an entry of the list form; the API writes its keys with capitals.
func listed(t tree, at level) ([]setting, error) {
	if !t.IsMap() {
		return nil, t.Problem("option_settings", "an entry with namespace, option_name and value", "")
	}
	first := func(keys ...string) tree {
		for _, key := range keys {
			if v := t.Get(key); v.Exists() {
				return v
			}
		}
		return t.Get(keys[0])
	}
	namespace := cmp.Or(first("namespace", "Namespace").Text(), environmentNamespace)
	option := first("option_name", "OptionName").Text()
	if option == "" {
		return nil, t.Problem(namespace, "an entry with option_name", "")
	}
	value := first("value", "Value")
	text, ok := optionValue(value)
	switch {
	case !value.Exists() || value.IsNull():
		return nil, nil // describe-configuration-settings lists options without a value, too
	case !ok:
		return nil, value.Problem(namespace+" "+option, "a text or a number", "")
	}
	return []setting{newSetting(namespace, option, first("resource_name", "ResourceName").Text(), text, value.Source(""),
		at)}, nil
}

// optionValue is a text, or the items of a list with commas between them, as the API has lists.
func optionValue(t tree) (string, bool) {
	if t.IsText() {
		return t.Text(), true
	}
	var words []string
	for _, item := range t.Items() {
		if !item.IsText() {
			return "", false
		}
		words = append(words, item.Text())
	}
	return strings.Join(words, ","), len(words) > 0
}

// resourceNamespace takes apart the form of saved configurations, RESOURCE.aws:….
func resourceNamespace(key string) (namespace, resource string) {
	if i := strings.Index(key, ".aws:"); i > 0 {
		return key[i+1:], key[:i]
	}
	return key, ""
}

// list is the value of an option that holds several, with commas between them.
func list(value string) []string {
	parts := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}
