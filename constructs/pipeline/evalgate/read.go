package evalgate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// ReadFile reads the results in a file, whatever its name, in the format that its content has. The verdict of a gate is
// no result: see [ReadBaseline].
func ReadFile(path string) (Results, error) {
	file, err := open(path)
	if err != nil {
		return Results{}, err
	}
	defer file.Close()
	return Read(path, file)
}

// ReadBaseline reads earlier results to compare with: a file of results, or the verdict on them ([Run]).
func ReadBaseline(path string) (Results, error) {
	file, err := open(path)
	if err != nil {
		return Results{}, err
	}
	defer file.Close()
	return readAs(path, file, true)
}

func open(path string) (*os.File, error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: got no such file, want the results of an evaluation; run the evaluator first", path)
	case err != nil:
		return nil, fmt.Errorf("read the results: %w", err)
	}
	return file, nil
}

// Read is [ReadFile] of a text that is already open. The name stands in errors, which also tell the line and column,
// and in Results.Source. Nothing is kept of a case that was read, so that a long file takes little memory.
func Read(name string, text io.Reader) (Results, error) { return readAs(name, text, false) }

func readAs(name string, text io.Reader, verdicts bool) (Results, error) {
	s := newSource(text)
	results, err := read(s, verdicts)
	if err != nil {
		return Results{}, inFile(name, err)
	}
	results.Source, results.Sum = name, s.digest()
	return results, nil
}

const wanted = "JUnit XML, or one JSON object of promptfoo, DeepEval, OpenAI evals or the neutral form"

func read(s *source, verdicts bool) (Results, error) {
	if mark := "\xef\xbb\xbf"; bytes.Equal(s.head(len(mark)), []byte(mark)) {
		s.next += len(mark)
	}
	head := s.head(4096)
	if s.failed != nil && !errors.Is(s.failed, io.EOF) {
		return Results{}, s.failed
	}
	start := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(start) == 0:
		return Results{}, errors.New(
			"got an empty file, want the results of an evaluation; did the evaluator run to its end?",
		)
	case start[0] == '<':
		return readJUnit(s)
	case start[0] == '{':
		return readJSON(s, verdicts)
	}
	return Results{}, fmt.Errorf("got a file that starts with %s, want %s, in UTF-8",
		check.Quote(string(start[:min(len(start), 12)])), wanted)
}
