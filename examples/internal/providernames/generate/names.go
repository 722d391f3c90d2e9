package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
)

// names are the uses of the names of types, by kind and path.
type names map[string]map[string]providernames.Use

// use of an attribute: what cannot be set is computed.
func use(settable bool) providernames.Use {
	if settable {
		return providernames.Settable
	}
	return providernames.Readable
}

// block is a part of the schema that Terraform prints.
type block struct {
	Attributes map[string]struct {
		Type               any
		Optional, Required bool
	}
	BlockTypes map[string]struct{ Block block } `json:"block_types"`
}

// readSchema reads the names of types out of what `terraform providers schema -json` prints.
func readSchema(file string, types map[string]bool) (names, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	type schemas map[string]struct{ Block block }
	var document struct {
		Providers map[string]struct {
			Provider  struct{ Block block }
			Resources schemas `json:"resource_schemas"`
			Data      schemas `json:"data_source_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	out := names{}
	for _, provider := range document.Providers {
		for kind := range types {
			group, name, _ := strings.Cut(kind, " ")
			of := provider.Provider.Block
			switch group {
			case "resource":
				of = provider.Resources[name].Block
			case "data":
				of = provider.Data[name].Block
			}
			out[kind] = map[string]providernames.Use{}
			of.addTo(out[kind], "")
		}
	}
	return out, nil
}

func (b block) addTo(uses map[string]providernames.Use, path string) {
	for name, attribute := range b.Attributes {
		settable := use(attribute.Optional || attribute.Required)
		uses[path+name] = settable
		addObject(uses, path+name+".", attribute.Type, settable)
	}
	for name, nested := range b.BlockTypes {
		uses[path+name] = providernames.Settable
		if name == "endpoints" { // hundreds of services, of which nobody's stack names one
			continue
		}
		nested.Block.addTo(uses, path+name+".")
	}
}

// addObject adds the names of objects, which a schema writes as ["list", ["object", {…}]].
func addObject(uses map[string]providernames.Use, path string, kind any, settable providernames.Use) {
	parts, _ := kind.([]any)
	if len(parts) < 2 {
		return
	}
	fields, is := parts[1].(map[string]any)
	if !is {
		addObject(uses, path, parts[1], settable)
		return
	}
	for name, inner := range fields {
		uses[path+name] = settable
		addObject(uses, path+name+".", inner, settable)
	}
}

// What the files of the binding look like: a class for each type and for each block within it, with a comment before
// each attribute.
var (
	typeName  = regexp.MustCompile(`static tfResourceType = "([a-z0-9_]+)"`)
	class     = regexp.MustCompile(`(?m)^class (\w+) extends cdktn\.(\w+) \{$`)
	attribute = regexp.MustCompile(`// (\w+) - computed: (?:true|false), optional: (true|false), required: (true|false)`)
	child     = regexp.MustCompile(`= new (\w+?)(?:OutputReference|List|Map)\(this, "(\w+)"`)
	untyped   = regexp.MustCompile(`interpolationForAttribute\('(\w+)'\)`)
	mapped    = regexp.MustCompile(`(\w+): cdktn\.listMapper\((awsProvider\w+)ToTerraform, true\)`)
	function  = regexp.MustCompile(`(?ms)^function (\w+)ToTerraform\(struct\) \{$(.*?)^\}$`)
	argument  = regexp.MustCompile(`(?m)^ {8}(\w+): `)
)

// kindOf says which type a file of the binding describes, such as "data aws_region", or "".
func kindOf(text []byte) string {
	name := typeName.FindSubmatch(text)
	if name == nil {
		return ""
	}
	for _, found := range class.FindAllSubmatch(text, -1) {
		switch string(found[2]) {
		case "TerraformResource":
			return "resource " + string(name[1])
		case "TerraformDataSource":
			return "data " + string(name[1])
		case "TerraformProvider":
			return "provider " + string(name[1])
		}
	}
	return ""
}

// readClasses reads the names out of a file of the binding.
func readClasses(text []byte) map[string]providernames.Use {
	bodies, top := map[string][]byte{}, ""
	found := class.FindAllSubmatchIndex(text, -1)
	for i, at := range found {
		name, end := string(text[at[2]:at[3]]), len(text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		if strings.HasPrefix(string(text[at[4]:at[5]]), "Terraform") {
			top = name
		}
		bodies[name] = text[at[1]:end]
	}
	uses := map[string]providernames.Use{}
	addClass(uses, "", top, bodies)
	// blocks of the provider have no classes
	for _, m := range mapped.FindAllSubmatch(text, -1) {
		for _, f := range function.FindAllSubmatch(text, -1) {
			if string(f[1]) != string(m[2]) {
				continue
			}
			if string(m[1]) == "endpoints" {
				continue
			}
			for _, a := range argument.FindAllSubmatch(f[2], -1) {
				uses[string(m[1])+"."+string(a[1])] = providernames.Settable
			}
		}
	}
	return uses
}

func addClass(uses map[string]providernames.Use, path, name string, bodies map[string][]byte) {
	for _, a := range attribute.FindAllSubmatch(bodies[name], -1) {
		uses[path+string(a[1])] = use(string(a[2]) == "true" || string(a[3]) == "true")
	}
	for _, c := range child.FindAllSubmatch(bodies[name], -1) {
		addClass(uses, path+string(c[2])+".", string(c[1])+"OutputReference", bodies)
	}
	for _, u := range untyped.FindAllSubmatch(bodies[name], -1) {
		uses[path+string(u[1])+".*"] = uses[path+string(u[1])]
	}
}

// merge puts the majors side by side. What the newer binding has no types for is left open for both.
func merge(types map[string]bool, five, six names) providernames.List {
	out := providernames.List{}
	for kind := range types {
		out[kind] = providernames.Type{}
		for i, uses := range []map[string]providernames.Use{five[kind], six[kind]} {
			for path, use := range uses {
				if within(six[kind], path) {
					continue
				}
				both, found := out[kind][path]
				if !found {
					both = [2]providernames.Use{providernames.Unknown, providernames.Unknown}
				}
				if both[i] = use; strings.HasSuffix(path, ".*") {
					both = [2]providernames.Use{use, use}
				}
				out[kind][path] = both
			}
		}
	}
	return out
}

// within says whether a path lies below one that is open.
func within(uses map[string]providernames.Use, path string) bool {
	for at := range path {
		if _, open := uses[path[:at]+".*"]; open && path[at] == '.' && path[at:] != ".*" {
			return true
		}
	}
	return false
}
