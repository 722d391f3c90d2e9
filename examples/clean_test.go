package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// bare is the environment of somebody who has configured nothing.
func bare() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
}

// Every program runs without any configuration, and writes the same wherever its folder lies, also as HCL.
func TestEveryProgramRunsUnconfiguredInAnyFolder(t *testing.T) {
	for name, dir := range programs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, err := os.ReadFile(filepath.Join(dir, "cdktf.json"))
			if err != nil {
				t.Fatal(err)
			}
			for _, more := range [][]string{nil, {"SYNTH_HCL_OUTPUT=true"}} {
				if testing.Short() && more != nil && dir != ".." {
					continue // the app stands for all
				}
				folders := []string{"here", "far/away"}
				if testing.Short() && dir != ".." {
					folders = folders[:1]
				}
				var written []map[string]string
				for _, folder := range folders {
					folder = filepath.Join(t.TempDir(), folder)
					if err := os.MkdirAll(folder, 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(folder, "cdktf.json"), config, 0o644); err != nil {
						t.Fatal(err)
					}
					cmd := exec.Command(built(t, dir))
					cmd.Dir, cmd.Env = folder, append(bare(), more...)
					if out, err := cmd.CombinedOutput(); err != nil {
						t.Fatalf("%v\n%s", err, out)
					}
					outdir := filepath.Join(folder, "cdktf.out")
					written = append(written, files(t, outdir))
					if more == nil {
						for _, text := range stacks(t, outdir) {
							knownToBothMajors(t, text)
						}
					}
				}
				if diff := cmp.Diff(written[0], written[len(written)-1]); diff != "" {
					t.Errorf("%v: another folder, other files:\n%s", more, diff)
				}
			}
		})
	}
}

// files returns the texts of all files below a folder.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		texts[path[len(folder):]] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}
