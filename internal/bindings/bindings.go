// Package bindings tells which resources and data sources of the AWS provider code makes, by what it imports.
package bindings

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var imported = regexp.MustCompile(`"github\.com/cdktf/cdktf-provider-aws-go/aws/v[0-9]+/([a-z0-9]+)"`)

// Used are the packages of the provider's bindings that the Go files below a folder import, tests apart, with a file
// that does. Each is named for its type without underscores: lbtargetgroup is aws_lb_target_group, dataawsregion is
// data.aws_region.
func Used(folder string) (map[string]string, error) {
	used := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range imported.FindAllSubmatch(text, -1) {
			used[string(found[1])] = path
		}
		return err
	})
	delete(used, "provider") // configures
	delete(used, "jsii")     // starts Node
	return used, err
}

// Of is the name of the binding of a type, such as aws_lb_target_group or data.aws_region.
func Of(kind string) string {
	name, isData := strings.CutPrefix(kind, "data.")
	name = strings.ReplaceAll(strings.TrimPrefix(name, "aws_"), "_", "")
	if isData {
		return "dataaws" + name
	}
	return name
}
