// Command tfsec reads folders of Terraform's HCL, and tells what the checks of tfsec say of them: it calls the module
// that tfsec is a command line for.
package main

import (
	"context"
	"os"

	"github.com/aquasecurity/defsec/pkg/scan"
	"github.com/aquasecurity/defsec/pkg/scanners/options"
	"github.com/aquasecurity/defsec/pkg/scanners/terraform"
	"github.com/aquasecurity/defsec/pkg/scanners/terraform/parser"

	"github.com/fargate-ai/fargate-ai-service/internal/scanners/report"
)

func main() {
	scanner := terraform.New(terraform.ScannerWithStopOnHCLError(true), terraform.ScannerWithStopOnRuleErrors(true),
		terraform.ScannerWithDownloadsAllowed(false), options.ScannerWithEmbeddedPolicies(true))
	report.Main(map[string]report.Scan{"": func(dir string) (report.Report, error) {
		results, err := scanner.ScanFS(context.Background(), os.DirFS(dir), ".")
		if err != nil {
			return report.Report{}, err
		}
		resources, err := count(dir)
		return report.Report{Resources: resources, Findings: findings(results)}, err
	}})
}

func findings(results scan.Results) []report.Finding {
	var out []report.Finding
	for _, r := range results.GetFailed() {
		f := r.Flatten()
		out = append(out, report.Finding{ID: f.RuleID, Name: f.LongID, Severity: string(f.Severity),
			Resource: f.Resource, Text: f.Description})
	}
	return out
}

// count is how many resources of each type the scanner sees.
func count(dir string) (map[string]int, error) {
	p := parser.New(os.DirFS(dir), "", parser.OptionStopOnHCLError(true))
	if err := p.ParseFS(context.Background(), "."); err != nil {
		return nil, err
	}
	modules, _, err := p.EvaluateAll(context.Background())
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
