package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func isRule(id string) bool {
	_, ok := rules.Find(id)
	return ok
}

// writeRules lists the rules that the package declares.
func (l *library) writeRules(out *strings.Builder) {
	var rows []string
	for _, r := range rules.Catalog() {
		if r.Package == l.below {
			why := r.Why
			if r.Source != "" {
				why += " ([source](" + r.Source + "))"
			}
			rows = append(rows, fmt.Sprintf("| `%s` | %s | %s | %s |\n", r.ID, cell(r.Judges), cell(why), l.where(r.ID)))
		}
	}
	if len(rows) > 0 {
		out.WriteString("## Rules\n\nThe paths are those at which tests see the rule refuse a value.\n\n" +
			"| rule | what has to hold | why | path |\n|---|---|---|---|\n" + strings.Join(rows, "") + "\n")
	}
}

// where are the paths at which tests expect a rule.
func (l *library) where(id string) string {
	var paths []string
	for path, refusing := range l.refused {
		if slices.Contains(refusing, id) {
			paths = append(paths, "`"+path+"`")
		}
	}
	slices.Sort(paths)
	return strings.Join(paths, ", ")
}

func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
