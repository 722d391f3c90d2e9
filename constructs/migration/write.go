package migration

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
)

// Options are the options of [Write].
type Options struct {
	// Module that go.mod names, where the program is to be a module of its own. Default: none, and no go.mod is written.
	Module string
}

// Files are what is written, by name.
type Files map[string][]byte

// Names returns the names of the files, in order.
func (f Files) Names() []string { return sortedKeys(f) }

// Write makes the program and its reports. It writes nothing to disk.
func Write(a *Application, o Options) (Files, error) {
	a.dropHidden()
	a.settle()
	main, err := mainFile(a)
	if err != nil {
		return nil, fmt.Errorf("format main.go: %w", err)
	}
	a.concealGaps()
	gaps := sortedGaps(a.Gaps)
	report, err := gapsJSON(gaps)
	if err != nil {
		return nil, err
	}
	files := Files{
		"main.go":    main,
		"cdktf.json": cdktfJSON(a),
		"README.md":  readme(a, o),
		"gaps.md":    gapsMarkdown(a, gaps),
		"gaps.json":  report,
	}
	if o.Module != "" {
		files["go.mod"] = []byte("module " + o.Module + "\n\ngo 1.25.0\n")
	}
	for _, name := range files.Names() {
		text := string(files[name]) + "\n" + decoded(name, files[name])
		if a.holdsHidden(text) { // such as the name of a service that is a password, too
			return nil, fmt.Errorf("%s: got the value of a credential, as some name is the same text, want two texts; "+
				"change one of them in a copy of the source", name)
		}
	}
	return files, nil
}

// cdktfJSON is CDKTF's own file. The project's id only has to differ from those of other projects.
func cdktfJSON(a *Application) []byte {
	h := sha256.Sum256([]byte(a.From + "/" + a.Name))
	id := fmt.Sprintf("%x-%x-4%x-8%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
	id = id[:18] + id[19:23] + id[24:] // a digit of each of two groups is the version's and the variant's
	out, _ := json.MarshalIndent(struct {
		Language           string            `json:"language"`
		App                string            `json:"app"`
		ProjectID          string            `json:"projectId"`
		SendCrashReports   string            `json:"sendCrashReports"`
		TerraformProviders []string          `json:"terraformProviders"`
		TerraformModules   []string          `json:"terraformModules"`
		Context            map[string]string `json:"context"`
	}{"go", "go run .", id, "false", []string{}, []string{}, map[string]string{}}, "", "  ")
	return append(out, '\n')
}

// stackName is the name of the stack, and of the folder that the program fits into.
func stackName(a *Application) string { return ServiceName(cmp.Or(a.Name, "app")) }
