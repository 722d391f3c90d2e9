package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func newRules() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use:   "rules [flags] [ID...]",
		Short: "List the rules that the constructs judge props by, with their reasons and sources",
		Long: "List the rules that the constructs judge props by, with their reasons and sources: all of them, or those " +
			"with the IDs. A mistake that a program reads names its rule by the same id, which is stable.\n\n" +
			"Exit codes: 0, or 2 for an id that there is not.",
		Example: "  fargateai rules ecs-deployment-room",
		RunE: func(command *cobra.Command, ids []string) error {
			list, err := ruleList(ids)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(command.OutOrStdout(), list)
			}
			writeRules(command.OutOrStdout(), list)
			return nil
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "write JSON: id, judges, why, source and package of each rule")
	return command
}

// ruleList returns the rules with the ids, or all of them.
func ruleList(ids []string) ([]rules.Rule, error) {
	all := rules.Catalog()
	if len(ids) == 0 {
		return all, nil
	}
	var mistakes []error
	for _, id := range ids {
		if _, ok := rules.Find(id); !ok {
			mistakes = append(mistakes, fmt.Errorf("ID: got %q, want the id of a rule; near it are %s", id,
				strings.Join(nearest(id, all), ", ")))
		}
	}
	some := slices.DeleteFunc(all, func(r rules.Rule) bool { return !slices.Contains(ids, r.ID) })
	return some, errors.Join(mistakes...)
}

// nearest are the three ids that differ from id in the fewest letters, those that contain it first.
func nearest(id string, all []rules.Rule) []string {
	distance := map[string]int{}
	var found []string
	for _, r := range all {
		found = append(found, r.ID)
		distance[r.ID] = levenshtein.Distance(id, r.ID, nil)
		if id != "" && strings.Contains(r.ID, id) {
			distance[r.ID] = 0
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return distance[a] - distance[b] })
	return found[:min(3, len(found))]
}

// writeRules writes the rules by package, those that many packages judge by first.
func writeRules(w io.Writer, list []rules.Rule) {
	const shared = "rules"
	columns := min(terminal.Of(w).Columns, readableColumns)
	byPackage := map[string][]rules.Rule{}
	var packages []string
	for _, r := range list {
		if byPackage[r.Package] == nil {
			packages = append(packages, r.Package)
		}
		byPackage[r.Package] = append(byPackage[r.Package], r)
	}
	slices.SortFunc(packages, func(a, b string) int {
		if (a == shared) != (b == shared) {
			if a == shared {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	for i, name := range packages {
		heading := "constructs/" + name
		if name == shared {
			heading = "every package"
		}
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s\n%s\n", heading, strings.Repeat("=", len(heading)))
		for _, r := range byPackage[name] {
			fmt.Fprintf(w, "\n%s\n%s\n%s\n", r.ID, wrapped(r.Judges, columns), wrapped("Why: "+r.Why, columns))
			if r.Source != "" {
				fmt.Fprintf(w, "  See %s\n", r.Source)
			}
		}
	}
}

// readableColumns are as many as one reads a text in.
const readableColumns = 100

func wrapped(text string, columns int) string { return terminal.Hanging("  ", text, columns) }
