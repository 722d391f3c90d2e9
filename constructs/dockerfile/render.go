package dockerfile

import (
	"bytes"
	"embed"
	"encoding/json"
	"strings"
	"text/template"
)

// File is a file to write into the folder of an application.
type File struct {
	Name string
	Text string
}

//go:embed templates
var templateFiles embed.FS

// user runs the application: a number that no base image uses.
const user = 10001

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"user":  func() int { return user },
	"words": func(words []string) string { return strings.Join(words, " ") },
	"exec":  execForm,
	"tool":  toolFor,
}).ParseFS(templateFiles, "templates/*"))

// execForm is a JSON array as people write it.
func execForm(words []string) (string, error) {
	out := make([]string, len(words))
	for i, word := range words {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false) // && is what a reader expects
		if err := encoder.Encode(word); err != nil {
			return "", err
		}
		out[i] = strings.TrimSuffix(text.String(), "\n")
	}
	return "[" + strings.Join(out, ", ") + "]", nil
}

// view is what a template shows.
type view struct {
	*Application
	D      any // the details of the platform
	Debian string
}

// Files returns the Dockerfile for the application, and a .dockerignore where it has none. Nothing is rendered where a
// Dockerfile exists, or where the folder does not say what it has to: the error is all that is missing then, as
// [rules.Mistakes].
func (a *Application) Files() ([]File, error) {
	ms := a.mistakes
	if a.Dockerfile != "" {
		ms.Break(keptFile, a.Dockerfile, "a file that exists", "an application without one", "read it instead")
	}
	if err := ms.Err(); err != nil {
		return nil, err
	}
	text, err := a.render(string(a.Platform) + ".tmpl")
	if err != nil {
		return nil, err
	}
	files := []File{{dockerfiles[0], text}}
	if !a.Ignore {
		text, err := a.render("dockerignore.tmpl")
		if err != nil {
			return nil, err
		}
		files = append(files, File{".dockerignore", text})
	}
	return files, nil
}

func (a *Application) render(name string) (string, error) {
	var out bytes.Buffer
	err := templates.ExecuteTemplate(&out, name, view{a, a.details, a.debian})
	return out.String(), err
}
