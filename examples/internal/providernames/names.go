// Package providernames knows the names of arguments and attributes in two majors of the AWS provider, for the types
// that the app, the examples and the constructs' goldens use. Tests hold what is synthesized against it, because
// `terraform validate` judges by one version alone.
//
// names.txt is generated; `go generate ./examples/internal/providernames` writes it anew. That needs Terraform with
// access to its registry (or a mirror of it) and npm. Run it when a test says that a type is not listed, and after
// raising one of the versions in the generator.
package providernames

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:generate go run ./generate

//go:embed names.txt
var text string

// Majors are the majors that names.txt tells of, in the order of its columns.
var Majors = [2]string{"5", "6"}

// Use is what a major allows with a name.
type Use byte

// The uses of a name, as names.txt writes them.
const (
	Unknown  Use = '-' // there is no such name
	Readable Use = 'r' // a reference may name it
	Settable Use = 's' // an argument or block, which references may name, too
)

// Type is one type of the provider: the uses of its names by their dotted path, such as "access_logs.bucket". A path
// that ends in ".*" stands for everything below, of which the newer binding has no types.
type Type map[string][2]Use

// List is the types by kind and name: "resource aws_lb", "data aws_region", "provider aws".
type List map[string]Type

// Names returns the generated list.
func Names() (List, error) { return Parse(text) }

// Parse reads a list as [List.String] writes it.
func Parse(text string) (List, error) {
	list := List{}
	var current Type
	for i, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || strings.HasPrefix(line, "#"):
		case len(fields) != 2:
			return nil, fmt.Errorf("line %d: got %q, want two words", i+1, line)
		case !strings.HasPrefix(line, "\t"):
			current = Type{}
			list[line] = current
		case current == nil || len(fields[0]) != 2:
			return nil, fmt.Errorf("line %d: got %q, want the uses of a name", i+1, line)
		default:
			current[fields[1]] = [2]Use{Use(fields[0][0]), Use(fields[0][1])}
		}
	}
	return list, nil
}

// String writes a list: a line for each type, followed by an indented line for each of its names with its uses.
func (l List) String() string {
	var out strings.Builder
	for _, name := range sorted(l) {
		fmt.Fprintf(&out, "%s\n", name)
		for _, path := range sorted(l[name]) {
			uses := l[name][path]
			fmt.Fprintf(&out, "\t%c%c %s\n", uses[0], uses[1], path)
		}
	}
	return out.String()
}

// uses looks a path up. The second result says whether names below the path are known one by one.
func (t Type) uses(path string) (uses [2]Use, hasNames bool) {
	uses, found := t[path]
	if !found {
		uses = [2]Use{Unknown, Unknown}
		for at := range path {
			if open, is := t[path[:at]+".*"]; is && path[at] == '.' {
				return open, false
			}
		}
	}
	for other := range t {
		if strings.HasPrefix(other, path+".") && other != path+".*" {
			return uses, true
		}
	}
	return uses, false
}
