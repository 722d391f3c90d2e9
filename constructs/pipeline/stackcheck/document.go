package stackcheck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// document judges the JSON. It reads as Terraform does: a list of blocks may stand for one, and a name that stands
// twice means both, which is refused, since most readers see the last one only.
func (c *checker) document(text []byte) {
	if !utf8.Valid(text) || !bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		c.find(StackFile, "no object of JSON in UTF-8", "what cdktf synthesizes")
		return
	}
	stack, err := tfjson.Object(text, "a stack")
	if err == nil {
		err = unique(text)
	}
	if err != nil {
		c.find(StackFile, err.Error(), "what cdktf synthesizes")
		return
	}
	c.names, c.defaults = map[string]string{}, map[string]any{}
	c.labelled("variable", stack["variable"], 1, func(_ string, labels []string, body map[string]any) {
		c.defaults[labels[0]] = body["default"]
	})
	terraform, _ := c.objects("terraform", stack["terraform"])
	for _, body := range terraform {
		c.requiredProviders(body["required_providers"])
	}
	for _, kind := range slices.Sorted(maps.Keys(stack)) {
		c.block(kind, stack[kind])
	}
	if c.backends(terraform) == 0 {
		c.find("terraform.backend", "no backend", c.backend+", or the state is lost with the runner")
	}
}

func (c *checker) block(kind string, value any) {
	switch kind {
	case "//":
	case "terraform":
		c.terraform(value)
	case "provider":
		c.labelled(kind, value, 1, func(place string, labels []string, body map[string]any) {
			c.provider(place, labels[0], body)
		})
	case "resource", "data", "ephemeral":
		c.labelled(kind, value, 2, func(place string, labels []string, body map[string]any) {
			c.resource(place, kind, labels[0], body)
		})
	case "check":
		c.labelled(kind, value, 1, func(place string, _ []string, body map[string]any) {
			c.labelled(place+".data", body["data"], 2, func(place string, labels []string, body map[string]any) {
				c.resource(place, "data", labels[0], body)
			})
			c.expressions(place, body)
		})
	case "removed":
		c.labelled(kind, value, 0, func(place string, _ []string, body map[string]any) { c.noProgram(place, body) })
		c.expressions(kind, value)
	case "output", "variable", "locals", "moved", "import":
		c.expressions(kind, value)
	case "module":
		c.find(kind, "a module", "resources: the code of a module is not in the JSON, nor in the lock file")
	default:
		c.find(check.Quote(kind), "a block of another kind", "resources, data, outputs, variables, locals and moves")
	}
}

// objects are the blocks that a value stands for.
func (c *checker) objects(place string, value any) ([]map[string]any, bool) {
	switch v := value.(type) {
	case nil:
		return nil, true
	case map[string]any:
		return []map[string]any{v}, true
	case []any:
		var out []map[string]any
		for _, element := range v {
			more, ok := c.objects(place, element)
			if !ok {
				return nil, false
			}
			out = append(out, more...)
		}
		return out, true
	}
	c.find(place, "no block", "an object")
	return nil, false
}

// labelled calls see for every block below some labels.
func (c *checker) labelled(place string, value any, labels int, see func(string, []string, map[string]any)) {
	var down func(place string, value any, above []string)
	down = func(place string, value any, above []string) {
		blocks, _ := c.objects(place, value)
		for _, block := range blocks {
			if len(above) == labels {
				see(place, above, block)
				continue
			}
			for _, label := range slices.Sorted(maps.Keys(block)) {
				if label != "//" {
					down(place+"."+name(label), block[label], append(slices.Clone(above), label))
				}
			}
		}
	}
	down(place, value, nil)
}

// name is a label in a message.
func name(label string) string {
	if len(label) > 64 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
		return check.Quote(label)
	}
	return label
}

// unique tells whether a name stands twice in one object.
func unique(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	var open []map[string]bool // the names of each object that is open; nil for a list
	key := false               // the next text is a name
	for {
		token, err := decoder.Token()
		if err != nil { // the end, since the text has been read before
			return nil
		}
		switch t := token.(type) {
		case json.Delim:
			switch t {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
		case string:
			if key {
				names := open[len(open)-1]
				if names[t] {
					return fmt.Errorf("the name %s twice in one object", check.Quote(t))
				}
				names[t], key = true, false
				continue
			}
		}
		key = len(open) > 0 && open[len(open)-1] != nil
	}
}
