package workflow

import "strings"

// owned is a file or folder whose change changes what a gate asks for, as a line of CODEOWNERS has it.
type owned struct{ Path, Why string }

// rooted is a pattern of CODEOWNERS for one place in the repository.
func rooted(path string) string {
	path = strings.TrimPrefix(path, "./")
	if path == "." {
		path = ""
	}
	return "/" + strings.ReplaceAll(path, " ", `\ `)
}

var workflows = owned{"/.github/", "the workflows: thresholds, versions, who gets a role; and this list"}

func (p Props) owned() []owned {
	out := []owned{workflows}
	if e := p.Evaluation; e != nil {
		for _, path := range e.GoldenSet {
			out = append(out, owned{rooted(path), "the golden set"})
		}
		if e.Baseline != "" {
			out = append(out, owned{rooted(e.Baseline), "what an evaluation is compared with"})
		}
	}
	if p.TaskDefinitionFile != "" {
		out = append(out, owned{rooted(p.TaskDefinitionFile), "what runs, and with how much"})
	}
	return out
}

func (p infrastructure) owned() []owned {
	out := []owned{workflows, {rooted(p.LockFile), "the providers, which run with the role"}}
	if p.Folder != "." {
		out = append(out, owned{rooted(p.Folder) + "/", "the infrastructure"})
	}
	return out
}
