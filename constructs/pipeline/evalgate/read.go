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

// open opens a file that has an end: a pipe or a device may have none.
func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: got no such file, want the results of an evaluation; run the evaluator first", path)
	case err != nil:
		return nil, fmt.Errorf("read the results: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("%s: got a directory, want the files in it, each by its name", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: got a pipe or a device, want a file; write the results to one first", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the results: %w", err)
	}
	return file, nil
}

// Read is [ReadFile] of a text that is already open. The name stands in errors, which also tell the line and column,
// and in Results.Source. Nothing is kept of a case that was read, so that a long file takes little memory.
func Read(name string, text io.Reader) (Results, error) { return readAs(name, text, false) }

func readAs(name string, text io.Reader, verdicts bool) (Results, error) {
	s := newSource(text, 64<<10)
	results, err := read(s, verdicts)
	if err != nil {
		return Results{}, inFile(name, err)
	}
	results.Source, results.Sum = name, s.digest()
	return results, nil
}

const wanted = "JUnit XML, lines of go test -json or promptfoo, or one JSON object of promptfoo, Jest, Vitest, " +
	"DeepEval, OpenAI evals or the neutral form"

// packed are the first bytes of what is no text yet.
var packed = map[string]string{
	"\x1f\x8b": "gzip", "PK\x03\x04": "zip", "\x28\xb5\x2f\xfd": "zstd", "BZh": "bzip2",
	"\xfd7zXZ": "xz", "\xff\xfe": "UTF-16", "\xfe\xff": "UTF-16",
}

func read(s *source, verdicts bool) (Results, error) {
	if mark := "\xef\xbb\xbf"; bytes.Equal(s.head(len(mark)), []byte(mark)) {
		s.next += len(mark)
	}
	head := s.head(4096)
	for start, what := range packed {
		if bytes.HasPrefix(head, []byte(start)) {
			return Results{}, fmt.Errorf("got a file in %s, want text in UTF-8: %s", what, wanted)
		}
	}
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
