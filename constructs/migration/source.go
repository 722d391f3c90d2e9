package migration

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// Source is where a value was said.
type Source struct {
	File string // with slashes, below the folder that was read
	Line int    // counted from 1; 0 is the whole file
	Name string // of the setting, such as "aws:autoscaling:asg MinSize"
}

// String is FILE:LINE, or the file alone. A name of a file may hold line breaks, or a credential, as any text may.
func (s Source) String() string {
	file := oneLine(s.File)
	if s.Line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, s.Line)
}

// Said is a value and where it was said.
type Said[T any] struct {
	Value  T
	Source Source
}

// Say makes a Said.
func Say[T any](value T, source Source) *Said[T] { return &Said[T]{value, source} }

// Problem is why an application cannot be read.
type Problem struct {
	Source         Source
	Got, Want, Fix string
}

func (p Problem) Error() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: ", p.Source)
	if p.Source.Name != "" {
		fmt.Fprintf(&out, "%s: ", oneLine(p.Source.Name))
	}
	fmt.Fprintf(&out, "got %s, want %s", oneLine(p.Got), p.Want)
	if p.Fix != "" {
		fmt.Fprintf(&out, "; %s", p.Fix)
	}
	return out.String()
}

// oneLine is a text without line breaks and credentials, cut where it gets long.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(credential.Redact(text)), " ")
	const most = 300
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}
