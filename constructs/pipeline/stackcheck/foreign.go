package stackcheck

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// What a provider that is not AWS's does with a setting or an attribute is known by its name alone.
var (
	ofProgram = regexp.MustCompile(`^(?:(?:.*_)?(?:program|command|exec(?:utable)?|script|interpreter|playbook)s?` +
		`|(?:.*_)?(?:binary|binaries)(?:_path)?|ssh_opts|plugins?|shell|post_?render(?:er)?|credential_process)$`)
	ofFile = regexp.MustCompile(`^(?:.*_)?(?:file(?:name)?s?|paths|dir|directory|directories|source|src)$|_path$`)
)

// foreign judges a block of another provider.
func (c *checker) foreign(place string, value any) {
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			c.foreign(place+"["+strconv.Itoa(i)+"]", element)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			at := place + "." + name(key)
			switch {
			case key == "//":
				continue
			case ofProgram.MatchString(key):
				c.find(at, "a setting that may name a program", "none: it runs beside the job's credentials")
				continue
			case ofFile.MatchString(key):
				c.within(at, v[key])
			}
			c.foreign(at, v[key])
		}
	}
}

// within finds the path of a file elsewhere on the machine, alone or in a list. A path that no text tells may be any.
func (c *checker) within(place string, value any) {
	if list, ok := value.([]any); ok {
		for i, element := range list {
			c.within(place+"["+strconv.Itoa(i)+"]", element)
		}
	}
	text, isText := value.(string)
	if !isText {
		return
	}
	path, known := text, true
	if expression, ok := tfjson.Template(text); ok {
		path, known = constant(expression)
	}
	if !known || path != "" && !filepath.IsLocal(path) || strings.HasPrefix(path, "~") {
		c.find(place, "a file that is not in the stack", "one of its assets")
	}
}
