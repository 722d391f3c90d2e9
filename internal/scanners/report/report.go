// Package report is what both scanners say of what they read.
package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Report is what a scanner says of one input.
type Report struct {
	Resources map[string]int // that it has read, by type
	Findings  []Finding
}

// Finding is a check that failed.
type Finding struct {
	ID       string // such as AWS-0053
	Name     string // such as aws-elb-alb-not-public
	Severity string // CRITICAL, HIGH, MEDIUM or LOW
	Resource string // its address
	Text     string
}

// Scan is what a scanner makes of the Terraform files in a folder, given by its absolute path.
type Scan func(dir string) (Report, error)

// Main reads the inputs that the command line names, and writes a report of each as one JSON object. How an input is
// scanned follows from its extension; that of a folder is "". What cannot be read ends the program.
func Main(scans map[string]Scan) {
	reports := map[string]Report{}
	for _, input := range os.Args[1:] {
		path, err := filepath.Abs(input)
		if err == nil {
			scan, known := scans[filepath.Ext(input)]
			if !known {
				err = fmt.Errorf("nothing reads such a file")
			} else {
				reports[input], err = scan(path)
			}
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", input, err)
			os.Exit(1)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(reports); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
