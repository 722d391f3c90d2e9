package migration

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/dockerfile"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Images looks at the sources of the services' images, in the folder that was read, before [Write]. A Dockerfile that
// exists is judged, and what it lacks is reported. Where there is none, the files for one are returned, by folder: they
// belong there, beside the source.
func (a *Application) Images(folder fs.FS) map[string][]dockerfile.File {
	out, seen := map[string][]dockerfile.File{}, map[string]bool{}
	for _, s := range a.Services {
		b := s.Build
		if s.Image != nil || b == nil || b.Context == "" || seen[b.Context+"\n"+b.Dockerfile] {
			continue
		}
		seen[b.Context+"\n"+b.Dockerfile] = true
		if files := a.image(folder, s); len(files) > 0 && out[b.Context] == nil {
			out[b.Context] = files
		}
	}
	return out
}

// image reports on the source of an image, or makes a Dockerfile for it.
func (a *Application) image(folder fs.FS, s *Service) []dockerfile.File {
	source := s.Build.Source
	source.Name = cmp.Or(source.Name, "source of the image")
	decide := func(format string, values ...any) []dockerfile.File {
		a.Report(source, Decision, "Image", fmt.Sprintf(format, values...))
		return nil
	}
	if !fs.ValidPath(s.Build.Context) {
		return decide("its source is outside the folder that was read: see fargateai dockerfile")
	}
	within, err := fs.Sub(folder, s.Build.Context)
	if err == nil {
		_, err = fs.Stat(within, ".")
	}
	if err != nil {
		return decide("its source is not in the folder that was read: see fargateai dockerfile")
	}
	if file := s.Build.Dockerfile; file != "" && fs.ValidPath(file) {
		if text, err := fs.ReadFile(folder, file); err == nil {
			a.judge(s, file, text, exists(within, ".dockerignore"))
			return nil
		}
		if path.Dir(file) != s.Build.Context || path.Base(file) != "Dockerfile" {
			return decide("there is no %s in the folder that was read: see fargateai dockerfile", file)
		}
	}
	o := dockerfile.Options{Command: line(s.Command)}
	if s.Port != nil {
		o.Port = int(s.Port.Value)
	}
	found, err := o.Find(within)
	if err != nil {
		return decide("no Dockerfile was written, as the folder cannot be read: see fargateai dockerfile")
	}
	if found.Dockerfile != "" {
		if text, err := fs.ReadFile(within, found.Dockerfile); err == nil {
			a.judge(s, path.Join(s.Build.Context, found.Dockerfile), text, found.Ignore)
		}
		return nil
	}
	return a.scaffold(s, found, decide)
}

func exists(folder fs.FS, name string) bool {
	_, err := fs.Stat(folder, name)
	return err == nil
}

// scaffold makes the Dockerfile, and lets the service listen where it does.
func (a *Application) scaffold(s *Service, found *dockerfile.Application,
	decide func(string, ...any) []dockerfile.File) []dockerfile.File {
	files, err := found.Files()
	if err != nil {
		return decide("no Dockerfile was written: %s; see fargateai dockerfile", err)
	}
	told := len(passwordsIn(found.Command.Words, nested)) > 0
	for _, f := range files {
		told = told || a.holdsHidden(f.Text) || credential.In(f.Text) != ""
	}
	if told {
		return decide("no Dockerfile was written, as its command would hold what looks like a credential: let the code " +
			"read it from a variable")
	}
	if s.Port == nil && s.listens() {
		s.Port = Say(float64(found.Port.Number), Source{File: inBuild(s, found.Port.From), Name: "port of the Dockerfile"})
		a.Report(s.Port.Source, Mapped, "Port", "")
	}
	a.Report(Source{File: path.Join(s.Build.Context, files[0].Name), Name: "Dockerfile"}, Mapped, "Image",
		fmt.Sprintf("it is written, for %s %s with %s: read it, and build the image from it", found.Platform,
			found.Version.Value, found.Manager))
	a.findings(path.Join(s.Build.Context, "Dockerfile"), found.Notices)
	return files
}

// inBuild is a file of the source, below the folder that was read.
func inBuild(s *Service, name string) string {
	if name == "" || strings.ContainsAny(name, " \t") {
		name = "Dockerfile"
	}
	return path.Join(s.Build.Context, name)
}

// judge reports what a Dockerfile that exists lacks.
func (a *Application) judge(s *Service, file string, text []byte, ignore bool) {
	c := dockerfile.Context{Name: file, Ignore: ignore}
	if s.Port != nil && s.listens() {
		c.Port = int(s.Port.Value)
	}
	if s.Architecture != nil {
		c.Architecture = dockerfile.Architecture(s.Architecture.Value)
	}
	image := dockerfile.Read(text, c)
	if s.Port == nil && s.listens() && len(image.Ports) == 1 {
		s.Port = Say(float64(image.Ports[0]), Source{File: file, Name: "EXPOSE"})
		a.Report(s.Port.Source, Mapped, "Port", "")
	}
	a.findings(file, image.Mistakes)
	a.findings(file, image.Notices)
}

var atLine = regexp.MustCompile(`:(\d+)$`)

func (a *Application) findings(file string, list rules.Mistakes) {
	for _, m := range list {
		source := Source{File: file, Name: m.Rule}
		if found := atLine.FindStringSubmatch(m.Path); found != nil {
			source.Line, _ = strconv.Atoi(found[1])
		}
		_, text, _ := strings.Cut(m.String(), ": ")
		a.Report(source, Decision, "Image", text)
	}
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_@%+=:,./-]+$`)

// line is a command as a Procfile has it, or "" where that would take quotes.
func line(words *Said[[]string]) string {
	if words == nil {
		return ""
	}
	if w := words.Value; len(w) == 3 && w[0] == "sh" && w[1] == "-c" && !strings.Contains(w[2], "\n") {
		return w[2]
	}
	for _, word := range words.Value {
		if !plainWord.MatchString(word) {
			return ""
		}
	}
	return strings.Join(words.Value, " ")
}
