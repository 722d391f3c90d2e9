package evalgate

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// ReadFile reads the results in a file, whatever its name, in the format that its content has.
func ReadFile(path string) (Results, error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Results{}, fmt.Errorf("%s: got no such file, want the results of an evaluation; run the evaluator first", path)
	case err != nil:
		return Results{}, fmt.Errorf("read the results: %w", err)
	}
	defer file.Close()
	return Read(path, file)
}

// Read is [ReadFile] of a text that is already open. The name stands in errors, which also tell the line and column,
// and in Results.Source. Nothing is kept of a case that was read, so that a long file takes little memory.
func Read(name string, text io.Reader) (Results, error) {
	results, err := read(bufio.NewReaderSize(text, 64<<10))
	if err != nil {
		return Results{}, inFile(name, err)
	}
	results.Source = name
	return results, nil
}

const wanted = "JUnit XML, or one JSON object of promptfoo, DeepEval, OpenAI evals or the neutral form"

func read(text *bufio.Reader) (Results, error) {
	if mark, _ := text.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = text.Discard(len(mark))
	}
	head, err := text.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return Results{}, err
	}
	start := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(start) == 0:
		return Results{}, errors.New(
			"got an empty file, want the results of an evaluation; did the evaluator run to its end?",
		)
	case start[0] == '<':
		return readJUnit(text)
	case start[0] == '{':
		return readJSON(text)
	}
	return Results{}, fmt.Errorf("got a file that starts with %s, want %s, in UTF-8",
		check.Quote(string(start[:min(len(start), 12)])), wanted)
}

// positioned is an error at a place in a file.
type positioned struct {
	line, column int
	err          error
}

func (p positioned) Error() string { return fmt.Sprintf("%d:%d: %v", p.line, p.column, p.err) }
func (p positioned) Unwrap() error { return p.err }

func inFile(name string, err error) error {
	var at positioned
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%w", name, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// errTruncated is what a file lacks that was cut off.
var errTruncated = errors.New(
	"got the end of the file, want the rest of it; was the evaluator stopped, or the disk full?",
)
