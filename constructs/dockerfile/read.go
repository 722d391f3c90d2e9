package dockerfile

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Architecture is the architecture that an image is built for, as a task definition names it.
type Architecture string

const (
	ARM64  Architecture = "ARM64"
	X86_64 Architecture = "X86_64" //nolint:revive // AWS's own spelling
)

// Context is what a Dockerfile is held against.
type Context struct {
	Name         string       // of the file, for the paths of mistakes; default: Dockerfile
	Port         int          // that the service routes to; 0 holds the Dockerfile only against itself
	Architecture Architecture // of the task; default: ARM64
	Ignore       bool         // whether there is a .dockerignore
}

// Image is what a Dockerfile says of the image that it builds. What a base image says is not known.
type Image struct {
	Base       string   `json:"base,omitempty"`       // of the last stage, such as python:3.13-slim
	User       string   `json:"user,omitempty"`       // as in the last USER
	Ports      []int    `json:"ports,omitempty"`      // of EXPOSE
	Entrypoint []string `json:"entrypoint,omitempty"` // in exec form; the shell is written out
	Command    []string `json:"command,omitempty"`

	// Mistakes are in the order of lines, with paths such as Dockerfile:12.
	Mistakes rules.Mistakes `json:"mistakes,omitempty"`
	// Notices are what works, and may not be what is meant.
	Notices rules.Mistakes `json:"notices,omitempty"`
}

// maxText is more than a Dockerfile needs.
const maxText = 1 << 20

// Read parses a Dockerfile and judges it. A file that BuildKit cannot parse is a mistake like others.
func Read(text []byte, c Context) *Image {
	if c.Name == "" {
		c.Name = dockerfiles[0]
	}
	if c.Architecture == "" {
		c.Architecture = ARM64
	}
	r := &reader{context: c, image: &Image{}}
	switch {
	case len(text) > maxText:
		r.breaks(syntax, 1, fmt.Sprintf("%d bytes", len(text)), "at most 1 MiB", "copy files instead of writing them out")
	default:
		if err := r.parse(text); err != nil {
			line, message := located(err)
			r.breaks(syntax, line, message, "a Dockerfile that BuildKit can parse", "correct the line")
		} else {
			r.judge()
		}
	}
	r.sort(r.image.Mistakes)
	r.sort(r.image.Notices)
	return r.image
}

// reader holds a parsed Dockerfile while it is judged.
type reader struct {
	context  Context
	image    *Image
	escape   rune
	metaArgs []instructions.ArgCommand
	stages   []*stage
}

func (r *reader) parse(text []byte) error {
	result, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.escape = result.EscapeToken
	stages, metaArgs, err := instructions.Parse(result.AST, linter.New(&linter.Config{SkipAll: true}))
	if err != nil {
		return err
	}
	if len(stages) == 0 {
		return errors.New("no build stage, as there is no FROM")
	}
	r.metaArgs = metaArgs
	r.follow(stages)
	return nil
}

var lineOf = regexp.MustCompile(`(?s)^(?:dockerfile )?parse error on line ([0-9]+): (.*)$`)

// located takes the line out of an error.
func located(err error) (int, string) {
	line, message := 1, err.Error()
	var at *parser.LocationError
	if errors.As(err, &at) && len(at.Locations) > 0 && len(at.Locations[0]) > 0 {
		line = at.Locations[0][0].Start.Line
	}
	if m := lineOf.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	return max(line, 1), oneLine(message)
}

// oneLine is a text as a mistake shows it.
func oneLine(text string) string {
	const most = 100
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

func (r *reader) at(line int) string { return fmt.Sprintf("%s:%d", r.context.Name, line) }

func (r *reader) breaks(rule rules.Rule, line int, got, want, fix string) {
	r.image.Mistakes.Break(rule, r.at(line), oneLine(got), want, fix)
}

func (r *reader) notice(rule rules.Rule, line int, got, want, fix string) {
	r.image.Notices.Break(rule, r.at(line), oneLine(got), want, fix)
}

// sort puts mistakes into the order of their lines.
func (r *reader) sort(ms rules.Mistakes) {
	line := func(m rules.Mistake) int {
		n, _ := strconv.Atoi(m.Path[strings.LastIndexByte(m.Path, ':')+1:])
		return n
	}
	slices.SortStableFunc(ms, func(a, b rules.Mistake) int { return line(a) - line(b) })
}

func (r *reader) judge() {
	r.judgeBases()
	r.judgeArchitecture()
	r.judgeUser()
	r.judgeCommand()
	r.judgePorts()
	r.judgeSecrets()
	r.judgeCopies()
	r.judgePackages()
	r.judgeRest()
}
