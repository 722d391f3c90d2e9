package evalgate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

const (
	longestRun = 1 << 20 // longer than any line of a history
	mostRuns   = 1000    // more than a gate looks at
)

// ReadHistory reads a history file, one JSON object of a [Run] a line, the oldest first, and keeps the last thousand,
// without their metrics. A file that does not exist is an empty history, which is not nil.
func ReadHistory(path string) ([]Run, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return []Run{}, nil
	}
	file, err := open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readHistory(path, file)
}

func readHistory(name string, text io.Reader) ([]Run, error) {
	runs := []Run{}
	scanner := bufio.NewScanner(text)
	scanner.Buffer(nil, longestRun)
	line := 0
	for scanner.Scan() {
		if line++; line > maxRows {
			return nil, inFile(name, fmt.Errorf("got more than %d lines, want fewer; keep the last hundred", maxRows))
		}
		if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
			continue
		}
		run, err := readRun(scanner.Bytes())
		if err != nil {
			at := positioned{line: line, column: 1, err: err}
			if inner := (positioned{}); errors.As(err, &inner) {
				at.column, at.err = inner.column, inner.err
			}
			return nil, inFile(name, fmt.Errorf("%w; remove the line, or restore the file", at))
		}
		run.Metrics = nil
		if runs = append(runs, run); len(runs) == 2*mostRuns {
			runs = append(runs[:0], runs[mostRuns:]...)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, inFile(name, positioned{line: line + 1, column: 1, err: err})
	}
	return runs[max(len(runs)-mostRuns, 0):], nil
}

// AppendHistory adds a run to a history file, which it creates where it does not exist. The line is written at once, so
// that two writers do not mix theirs, and is taken back where it could only be written in part.
func AppendHistory(path string, run Run) (err error) {
	line, err := json.Marshal(run)
	if err != nil {
		return fmt.Errorf("append to the history: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("append to the history: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	before, err := file.Stat()
	if err != nil {
		return fmt.Errorf("append to the history: %w", err)
	}
	line = append(line, '\n')
	if !endsLine(file, before.Size()) {
		line = append([]byte{'\n'}, line...) // an editor left the last line open
	}
	if _, err := file.Write(line); err != nil {
		return errors.Join(fmt.Errorf("append to the history: %w", err), file.Truncate(before.Size()))
	}
	return nil
}

func endsLine(file *os.File, size int64) bool {
	last := []byte{'\n'}
	if size > 0 {
		_, _ = file.ReadAt(last, size-1)
	}
	return last[0] == '\n'
}
