package providernames

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// meta are the names that Terraform itself gives to every block.
var meta = []string{"//", "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"}

// aliases are the names that only a provider block may hold beside its arguments.
var aliases = []string{"//", "alias", "version"}

// Check returns a line for every name in a stack's JSON that one of the majors does not know: an argument or block of a
// resource, data source or provider, or an attribute that a reference names.
func (l List) Check(stack []byte) ([]string, error) {
	var document struct {
		Provider map[string][]map[string]any
		Resource map[string]map[string]map[string]any
		Data     map[string]map[string]map[string]any
	}
	if err := json.Unmarshal(stack, &document); err != nil {
		return nil, err
	}
	c := &checker{list: l, found: map[string]bool{}}
	for name, blocks := range document.Provider {
		for _, block := range blocks {
			c.block(name, "provider "+name, "", without(block, aliases))
		}
	}
	for kind, types := range map[string]map[string]map[string]map[string]any{
		"resource": document.Resource, "data": document.Data,
	} {
		for name, blocks := range types {
			for id, block := range blocks {
				address := name + "." + id
				if kind == "data" {
					address = "data." + address
				}
				if strings.HasPrefix(name, "aws_") { // terraform_data and terraform_remote_state are Terraform's own
					c.block(address, kind+" "+name, "", without(block, meta))
				}
				c.references(address, kind+" "+name, block)
			}
		}
	}
	var rest map[string]any
	if err := json.Unmarshal(stack, &rest); err != nil {
		return nil, err
	}
	for _, key := range []string{"//", "resource", "data"} {
		delete(rest, key)
	}
	for key, value := range rest { // outputs, locals, provider, modules
		c.references(key, "", value)
	}
	return sorted(c.found), nil
}

type checker struct {
	list  List
	found map[string]bool
}

// block checks the arguments and blocks that lie below a path.
func (c *checker) block(address, kind, path string, block map[string]any) {
	names, known := c.list[kind]
	if !known {
		c.found[fmt.Sprintf("%s: %s is not listed; run go generate ./examples/internal/providernames", address, kind)] = true
		return
	}
	for name, value := range block {
		if name == "//" {
			continue
		}
		if name == "dynamic" {
			c.dynamic(address, kind, path, value)
			continue
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		uses, hasNames := names.uses(at)
		for i, use := range uses {
			switch use {
			case Unknown:
				c.found[fmt.Sprintf("%s: provider %s has no %s", address, Majors[i], at)] = true
			case Readable:
				c.found[fmt.Sprintf("%s: provider %s does not let %s be set", address, Majors[i], at)] = true
			}
		}
		if !hasNames || uses == [2]Use{Unknown, Unknown} {
			continue
		}
		for _, inner := range list(value) {
			if inner, is := inner.(map[string]any); is {
				c.block(address, kind, at, inner)
			}
		}
	}
}

// dynamic checks the blocks that Terraform repeats for each element of a list.
func (c *checker) dynamic(address, kind, path string, value any) {
	for _, entry := range list(value) {
		blocks, _ := entry.(map[string]any)
		for name, definitions := range blocks {
			for _, definition := range list(definitions) {
				content, _ := definition.(map[string]any)
				c.block(address, kind, path, map[string]any{name: content["content"]})
			}
		}
	}
}

var (
	// "$${" is text for somebody else
	interpolation = regexp.MustCompile(`(?:^|[^$])\$\{`)
	reference     = regexp.MustCompile(
		`(?:^|[^A-Za-z0-9_.-])(data\.)?(aws_[a-z0-9_]+|self)((?:\.[A-Za-z0-9_-]+|\.\*|\[[^\]]*\])+)`)
	index = regexp.MustCompile(`\[[^\]]*\]|\.\*|\.[0-9]+`)
)

// references checks the attributes that are named anywhere in a value. Self is the kind that "self" stands for.
func (c *checker) references(address, self string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			if key != "//" {
				c.references(address, self, inner)
			}
		}
	case []any:
		for _, inner := range v {
			c.references(address, self, inner)
		}
	case string:
		start := interpolation.FindStringIndex(v)
		if start == nil {
			return
		}
		for _, match := range reference.FindAllStringSubmatch(v[start[0]:], -1) {
			c.reference(address, self, match[1], match[2], match[3])
		}
	}
}

func (c *checker) reference(address, self, data, name, rest string) {
	kind, path := "resource "+name, strings.TrimPrefix(index.ReplaceAllString(rest, ""), ".")
	if data != "" {
		kind = "data " + name
	}
	if name == "self" {
		kind = self
	} else {
		_, path, _ = strings.Cut(path, ".") // the resource's own name
	}
	names, known := c.list[kind]
	if !known {
		c.found[fmt.Sprintf("%s: %s, which %s%s%s names, is not listed; run go generate "+
			"./examples/internal/providernames", address, kind, data, name, rest)] = true
		return
	}
	if path == "" {
		return
	}
	at := ""
	for step := range strings.SplitSeq(path, ".") {
		at = strings.TrimPrefix(at+"."+step, ".")
		uses, hasNames := names.uses(at)
		for i, use := range uses {
			if use == Unknown {
				c.found[fmt.Sprintf("%s: provider %s has no %s, which %s%s%s names", address, Majors[i], at, data, name,
					rest)] = true
			}
		}
		if !hasNames {
			return // what follows is a key of a map
		}
	}
}

func list(value any) []any {
	if values, is := value.([]any); is {
		return values
	}
	return []any{value}
}

func without(block map[string]any, names []string) map[string]any {
	rest := maps.Clone(block)
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
