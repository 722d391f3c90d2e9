// Command trivy reads folders of Terraform's HCL and plans as JSON (*.json), and tells what the checks of Trivy that
// come with its module say of them. It is the part of Trivy that reads Terraform, without the rest, which takes eight
// times as long to compile. Whatever Trivy warns of, such as a file that it could not parse, ends it with an error: it
// would go on, and find nothing.
package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/aquasecurity/trivy/pkg/iac/rego"
	"github.com/aquasecurity/trivy/pkg/iac/scan"
	"github.com/aquasecurity/trivy/pkg/iac/scanners/options"
	"github.com/aquasecurity/trivy/pkg/iac/scanners/terraform"
	"github.com/aquasecurity/trivy/pkg/iac/scanners/terraform/parser"
	plan "github.com/aquasecurity/trivy/pkg/iac/scanners/terraformplan/tfjson/parser"

	"github.com/fargate-ai/fargate-ai-service/internal/scanners/report"
)

func main() {
	said := &warnings{Handler: slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})}
	slog.SetDefault(slog.New(said))
	scanner := terraform.New(rego.WithEmbeddedPolicies(true), rego.WithEmbeddedLibraries(true),
		options.ScannerOption(terraform.ScannerWithStopOnHCLError(true)))
	scanned := func(files fs.FS) (report.Report, error) {
		results, err := scanner.ScanFS(context.Background(), files, ".")
		if err != nil {
			return report.Report{}, err
		}
		resources, err := count(files)
		if err == nil && said.n > 0 {
			err = fmt.Errorf("Trivy warned of %d things", said.n)
		}
		return report.Report{Resources: resources, Findings: findings(results)}, err
	}
	report.Main(map[string]report.Scan{
		"": func(dir string) (report.Report, error) { return scanned(os.DirFS(dir)) },
		".json": func(path string) (report.Report, error) {
			file, err := os.Open(path)
			if err != nil {
				return report.Report{}, err
			}
			defer file.Close()
			read, err := plan.New().Parse(file)
			if err != nil {
				return report.Report{}, err
			}
			files, err := read.ToFS()
			if err != nil {
				return report.Report{}, err
			}
			return scanned(files)
		},
	})
}

func findings(results scan.Results) []report.Finding {
	var out []report.Finding
	for _, r := range results.GetFailed() {
		f := r.Flatten()
		out = append(out, report.Finding{ID: r.Rule().ID, Name: f.LongID, Severity: string(f.Severity),
			Resource: f.Resource, Text: f.Description})
	}
	return out
}

// count is how many resources of each type the scanner sees.
func count(files fs.FS) (map[string]int, error) {
	p := parser.New(files, "", parser.OptionStopOnHCLError(true))
	if err := p.ParseFS(context.Background(), "."); err != nil {
		return nil, err
	}
	modules, err := p.EvaluateAll(context.Background())
	out := map[string]int{}
	for _, m := range modules {
		for _, block := range m.GetBlocks() {
			if block.Type() == "resource" {
				out[block.TypeLabel()]++
			}
		}
	}
	return out, err
}

// warnings counts what is logged at the level of its handler or above.
type warnings struct {
	slog.Handler
	n int
}

func (w *warnings) Handle(ctx context.Context, r slog.Record) error {
	if strings.HasPrefix(r.Message, "Variable values were not found") {
		return nil // a stack may ask for some
	}
	w.n++
	return w.Handler.Handle(ctx, r)
}

// WithAttrs keeps counting.
func (w *warnings) WithAttrs([]slog.Attr) slog.Handler { return w }
