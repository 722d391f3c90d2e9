package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// stepSummary appends to the summary of the job, in GitHub Actions.
// See https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary.
func stepSummary(markdown string) error {
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("write the job summary: %w", err)
	}
	_, err = file.WriteString(markdown + "\n")
	return errors.Join(err, file.Close())
}

// writeJSON is what a flag --json writes.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// writeFile writes a file whole, or not at all.
func writeFile(path string, content []byte) error {
	return interrupt.Hold(func() error { return replaceFile(path, content) })
}

func replaceFile(path string, content []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	_, err = file.Write(content)
	if err := errors.Join(err, file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
