package configuration

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// document is the content of a file: text, or a tree that holds references and that Terraform writes as JSON.
type document struct {
	text string
	tree any
}

// content of a file, or why there is none.
func (f File) content() (document, error) {
	if text, is := f.stated(); is {
		return document{text: text}, sound(text)
	}
	if f.Path != "" {
		text, err := read(f.Path)
		return document{text: text}, err
	}
	return f.rendered()
}

// stated is the content where it is text.
func (f File) stated() (text string, is bool) {
	switch v := f.Content.(type) {
	case string:
		return v, true
	case *string:
		return optional.Value(v), true
	case []byte:
		return string(v), true
	}
	return "", false
}

// extension is what a name says of the content: ".json", ".yaml", ".env", or "".
func extension(name string) string {
	switch end := path.Ext(name); end {
	case ".json", ".env":
		return end
	case ".yaml", ".yml":
		return ".yaml"
	}
	return ""
}

// contentTypes by form.
var contentTypes = map[string]string{".json": "application/json", ".yaml": "application/yaml", "": "text/plain",
	".env": "text/plain"}

func (f File) rendered() (document, error) {
	tree, err := plain(f.Content)
	if err != nil {
		return document{}, err
	}
	if holdsReference(tree) {
		return document{tree: tree}, nil
	}
	var text bytes.Buffer
	if extension(f.Name) == ".yaml" {
		encoder := yaml.NewEncoder(&text)
		encoder.SetIndent(2)
		err = encoder.Encode(tree)
	} else {
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(tree)
	}
	if err != nil {
		return document{}, err
	}
	return document{text: text.String()}, sound(text.String())
}

// plain is a value as maps, lists, texts, numbers and booleans.
func plain(value any) (any, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, errors.New("a value that JSON does not know")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	return numbers(tree), nil
}

// numbers are whole where they are whole, so that none is written with an exponent.
func numbers(tree any) any {
	switch v := tree.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		n, _ := v.Float64()
		if n == math.Trunc(n) && math.Abs(n) < 1<<53 {
			return int64(n)
		}
		return n
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = numbers(v[k])
		}
	}
	return tree
}

// read is the text of a local file.
func read(name string) (string, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("no such file")
	case err != nil:
		return "", errors.New("a file that cannot be read")
	case !info.Mode().IsRegular():
		return "", errors.New("a folder or device")
	case info.Size() > maxBytes:
		return "", tooLarge(info.Size())
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", errors.New("a file that cannot be read")
	}
	return string(text), sound(string(text))
}

// sound reports why text cannot be handed over.
func sound(text string) error {
	switch {
	case len(text) > maxBytes:
		return tooLarge(int64(len(text)))
	case text == "":
		return errors.New("an empty file")
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return errors.New("bytes that are no text (UTF-8)")
	}
	return nil
}

func tooLarge(size int64) error { return fmt.Errorf("%d bytes", size) }

// reference reports whether text holds a reference of CDKTF. Any other ${…} is text of the file.
func reference(text string) bool { return strings.Contains(text, "{TfToken[") }

func holdsReference(tree any) bool {
	switch v := tree.(type) {
	case string:
		return reference(v)
	case float64:
		return token.IsNumber(v)
	case []any:
		return slices.ContainsFunc(v, holdsReference)
	case map[string]any:
		for key, element := range v {
			if reference(key) || holdsReference(element) {
				return true
			}
		}
	}
	return false
}

// literal writes text for an attribute of Terraform, which reads ${…} and %{…} as its own unless they are doubled.
func literal(text string) string {
	return strings.ReplaceAll(templates.Replace(text), "$${TfToken[", "${TfToken[")
}

var templates = strings.NewReplacer("${", "$${", "%{", "%%{")
