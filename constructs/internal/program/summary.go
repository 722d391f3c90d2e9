package program

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"sort"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// summarize prints, for each stack, how many resources of which kinds were made, what they cost, and what to run next.
func summarize(w io.Writer, result *synth.Result) {
	t := terminal.Of(w)
	// what is to be copied, files and commands, is not wrapped
	line := func(format string, values ...any) { fmt.Fprintln(w, t.Lines(fmt.Sprintf(format, values...))) }
	for _, stack := range result.Stacks {
		fmt.Fprintf(w, "%s: %s\n", stack.Name, stack.File)
		var document struct {
			Resource map[string]map[string]any `json:"resource"`
			Output   map[string]any            `json:"output"`
		}
		if json.Unmarshal(stack.JSON, &document) != nil {
			continue
		}
		total := 0
		kinds := make([]string, 0, len(document.Resource))
		for kind, instances := range document.Resource {
			total += len(instances)
			kinds = append(kinds, fmt.Sprintf("%s ×%d", strings.TrimPrefix(kind, "aws_"), len(instances)))
		}
		sort.Strings(kinds)
		fmt.Fprintf(w, "  %d resources, %d outputs\n", total, len(document.Output))
		for _, part := range wrap(kinds, min(t.Columns-4, 100)) {
			fmt.Fprintf(w, "    %s\n", part)
		}
		inventory, err := review.Read(stack.JSON)
		if err != nil {
			continue // of a shape that is no stack's
		}
		for _, text := range append(cost(inventory), optOuts(inventory)...) {
			line("  %s", text)
		}
		fmt.Fprintf(w, "  review: %s\n", reviewOf(result, stack))
	}
	if len(result.Files) > 0 {
		fmt.Fprintln(w, "\nFiles beside the stacks:")
		for _, file := range result.Files {
			fmt.Fprintf(w, "  %s\n", file)
		}
	}
	if len(result.Notices) > 0 {
		fmt.Fprintln(w, "\n"+t.Paint(terminal.Yellow, "You should know:"))
		path := ""
		for _, n := range result.Notices {
			if n.Path != path {
				path = n.Path
				fmt.Fprintf(w, "  %s\n", path)
			}
			line("    %s", n.Text)
		}
	}
	if len(result.Stacks) > 0 {
		fmt.Fprintln(w)
	}
	for _, stack := range result.Stacks {
		if m := stack.Module; m != nil {
			summarizeModule(w, m)
			continue
		}
		when, dir := "Next", filepath.Dir(stack.File)
		switch len(stack.After) {
		case 0:
		case 1:
			when = fmt.Sprintf("Once %s is applied", stack.After[0])
		default:
			when = fmt.Sprintf("Once %s are applied", check.Words(stack.After))
		}
		fmt.Fprintf(w, "%s: terraform -chdir=%s init && terraform -chdir=%s plan\n", when, dir, dir)
	}
}

// wrap joins words with commas into lines of at most width runes.
// summarizeModule says what a module asks for and how it is tried.
func summarizeModule(w io.Writer, m *bridge.Module) {
	fmt.Fprintf(w, "%s is a module for other programs of Terraform; %s shows how it is called.\n", m.Folder,
		filepath.Join(m.Folder, "README.md"))
	if len(m.Inputs) > 0 {
		fmt.Fprintf(w, "It asks for %s.\n", check.Words(m.Inputs))
	}
	fmt.Fprintf(w, "Next: terraform -chdir=%s init && terraform -chdir=%s test, with Terraform 1.7 or later\n", m.Folder,
		m.Folder)
}

func wrap(words []string, width int) []string {
	var lines []string
	line := ""
	for _, word := range words {
		switch {
		case line == "":
			line = word
		case len(line)+2+len(word) > width:
			lines = append(lines, line+",")
			line = word
		default:
			line += ", " + word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
