package bindings

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestUsed(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"a/a.go": `import (
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lbtargetgroup"
	awsprovider "github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	_ "github.com/cdktf/cdktf-provider-aws-go/aws/v19/jsii"
)`,
		"a/b/b.go":    `import "github.com/cdktf/cdktf-provider-aws-go/aws/v20/dataawsregion"`,
		"a/a_test.go": `import "github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"`,
		"a/a.txt":     `import "github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"`,
	} {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{
		Of("aws_lb_target_group"): filepath.Join(folder, "a", "a.go"),
		Of("data.aws_region"):     filepath.Join(folder, "a", "b", "b.go"),
	}
	if got, err := Used(folder); err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}
