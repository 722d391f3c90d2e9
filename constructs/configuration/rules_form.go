package configuration

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// formProblems: text is what the name of its file says, and nothing in it has the name of a credential.
func (f File) formProblems(ps *rules.Mistakes, at, text string, found map[string]bool) {
	switch extension(f.Name) {
	case ".json":
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		var tree any
		err := decoder.Decode(&tree)
		if err == nil {
			if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
				err = errors.New("more than one value")
			}
		}
		if err != nil {
			// the texts of the errors may repeat the content
			ps.Break(fileForm, at, fmt.Sprintf("no JSON after %d bytes", decoder.InputOffset()), "JSON, as the name says",
				"mend it, or give the value itself, which is then written as JSON")
			return
		}
		treeCredentials(found, "", tree)
	case ".yaml":
		decoder := yaml.NewDecoder(strings.NewReader(text))
		for {
			var tree any
			err := decoder.Decode(&tree)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				ps.Break(fileForm, at, "no YAML"+lineOf(err), "YAML, as the name says",
					"mend it, or give the value itself, which is then written as YAML")
				return
			}
			treeCredentials(found, "", tree)
		}
	case ".env":
		lineProblems(ps, at, text, optional.Value(f.EnvironmentFile), found)
	}
}

var errorLine = regexp.MustCompile(`line \d+`)

// lineOf is where the YAML stops being any: the rest of the error may repeat the content.
func lineOf(err error) string {
	if line := errorLine.FindString(err.Error()); line != "" {
		return " at " + line
	}
	return ""
}

var environmentLine = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$`)

// lineProblems are those of a file of lines NAME=VALUE, which ECS passes over where they are none.
func lineProblems(ps *rules.Mistakes, at, text string, readByECS bool, credentials map[string]bool) {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := environmentLine.FindStringSubmatch(line)
		switch {
		case parts != nil:
			if why, found := credential.Find(parts[1], parts[2]); found && !pointer(parts[2]) {
				credentials[fmt.Sprintf("%s in line %d", why, i+1)] = true
			}
		case readByECS:
			ps.Break(fileForm, at, fmt.Sprintf("line %d without NAME=VALUE", i+1),
				"NAME=VALUE, an empty line, or a comment that starts with #", "ECS passes over any other line")
		}
	}
}

// textCredentials finds what has the form of a credential, anywhere in the text.
func textCredentials(found map[string]bool, text string) {
	if why, is := credential.Find("", text); is {
		found[why] = true
	}
}

// treeCredentials finds what stands under the name of a credential, or has the form of one.
func treeCredentials(found map[string]bool, name string, tree any) {
	switch v := tree.(type) {
	case map[string]any:
		for key, element := range v {
			treeCredentials(found, key, element)
		}
	case []any:
		for _, element := range v {
			treeCredentials(found, name, element)
		}
	case string:
		textCredentials(found, v)
		if why, is := credential.Find(name, v); is && !found[why] && !pointer(v) {
			found[why+" "+check.Quote(name)] = true
		}
	}
}

// pointers are how configuration names a credential that it finds elsewhere: os.environ/NAME of LiteLLM, ${NAME},
// {{ name }}, env:NAME, !Tag.
var pointers = regexp.MustCompile(`^(os\.environ/|env[:.]|\$\{?[A-Za-z_]|\{\{|%[A-Za-z_]+%$|<[^>]*>$)`)

func pointer(value string) bool {
	return !reference(value) && pointers.MatchString(strings.TrimSpace(value))
}
