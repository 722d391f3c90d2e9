package workflow

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
)

//go:embed *.tmpl
var texts embed.FS

// The templates' own marks are <% %>, since {{ }} is GitHub's and [[ ]] is bash's.
var templates = template.Must(template.New("").Delims("<%", "%>").Option("missingkey=error").Funcs(template.FuncMap{
	"uses":   uses,
	"quote":  quote,
	"filter": func(branch string) string { return strings.ReplaceAll(branch, "+", `\+`) }, // it stands for one or more
	// here makes a path of what Docker could take for an address, such as github.com/acme/app.
	"here":     func(folder string) string { return strings.TrimSuffix("./"+strings.TrimPrefix(folder, "./"), "/.") },
	"lines":    lines,
	"tool":     tool,
	"list":     func(texts []string) (string, error) { return plainJSON(append([]string{}, texts...)) },
	"registry": func() string { return image.ECRHost },
	"guard":    func(indent int) string { return lines(indent, taskdefinition.Guard()) },
}).ParseFS(texts, "*.tmpl"))

// execute fills in a template.
func execute(name string, config any) ([]byte, error) {
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, name, config); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// uses names an action by its commit, with the version for people and for the bots that update it.
func uses(name string) (string, error) {
	a, ok := actions[name]
	if !ok {
		return "", fmt.Errorf("no action %s", name)
	}
	return "uses: " + name + "@" + a.commit + " # " + a.version, nil
}

// quote writes a scalar of YAML in double quotes, of which JSON's strings are a part.
func quote(text string) (string, error) { return plainJSON(text) }

// plainJSON is the JSON of a value in which <, > and & stand for themselves.
func plainJSON(value any) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSuffix(out.String(), "\n"), err
}

// lines writes the lines of a literal scalar at an indentation.
func lines(indent int, text string) string {
	margin := strings.Repeat(" ", indent)
	var out []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line != "" {
			line = margin + line
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}
