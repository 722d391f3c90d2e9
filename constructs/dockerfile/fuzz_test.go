package dockerfile

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Whatever the file holds: no panic, lines that it has, and no secret in what is told.
func FuzzRead(f *testing.F) {
	goldens, err := filepath.Glob("testdata/golden/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range goldens {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("ARG T=latest\nFROM a:$T AS b\nFROM b\nENV KEY=" + key + "\nRUN <<E\nx\nE\nEXPOSE 1-9\n" +
		"CMD [\"sh\", \"-c\", \"a\"]\n")
	f.Add("# escape=`\nFROM ${A:-b}\nCOPY --from=0 a `\n b\nCOPY . .\nUSER $U\nSTOPSIGNAL $S\nHEALTHCHECK CMD a\n")
	f.Fuzz(func(t *testing.T, text string) {
		image := Read([]byte(text), Context{Port: 8080})
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		for _, m := range append(image.Mistakes, image.Notices...) {
			line, err := strconv.Atoi(strings.TrimPrefix(m.Path, "Dockerfile:"))
			if err != nil || line < 1 || line > lines {
				t.Errorf("the path %s is no line of %q", m.Path, text)
			}
			if strings.Contains(m.String(), key) {
				t.Errorf("a key is told: %s", m)
			}
		}
	})
}
