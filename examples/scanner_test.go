package examples_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// finding is one of internal/scanners/report.
type finding struct{ ID, Severity, Resource, Text string }

func (f finding) String() string { return f.Severity + " " + f.ID + " " + f.Resource + ": " + f.Text }

type report struct {
	Resources map[string]int
	Findings  []finding
}

// scanner is one of internal/scanners.
type scanner struct{ name, program string }

// scannerOf builds a scanner. Compiling one takes minutes, so it stays in the user's cache until its source changes.
func scannerOf(t *testing.T, name string) scanner {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	source := os.DirFS(filepath.Join("..", "internal", "scanners"))
	program := filepath.Join(cache, "fargate-ai-service", "scanners", name+"-"+digestOf(t, source))
	if _, err := os.Stat(program); err == nil {
		return scanner{name, program}
	}
	if err := os.MkdirAll(filepath.Dir(program), 0o700); err != nil { // code that others may change is not run
		t.Fatal(err)
	}
	half := fmt.Sprint(program, ".", os.Getpid())
	build := exec.Command("go", "build", "-ldflags", "-s -w", "-o", half, "./"+name)
	build.Dir = filepath.Join("..", "internal", "scanners")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", name, err, text)
	}
	if err := os.Rename(half, program); err != nil {
		t.Fatal(err)
	}
	return scanner{name, program}
}

// digestOf is one of what a program is built of.
func digestOf(t *testing.T, source fs.FS) string {
	t.Helper()
	sum := sha256.New()
	fmt.Fprintln(sum, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	err := fs.WalkDir(source, ".", func(name string, _ fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err != nil || ext != ".go" && ext != ".mod" && ext != ".sum" {
			return err
		}
		text, err := fs.ReadFile(source, name)
		fmt.Fprintln(sum, name, len(text))
		sum.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))[:16]
}

// scan reads folders of HCL, or plans, and returns what is said of each.
func (s scanner) scan(t *testing.T, inputs ...string) map[string]report {
	t.Helper()
	command := exec.Command(s.program, inputs...)
	var problems bytes.Buffer
	command.Stderr = &problems
	text, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", s.name, err, problems.String())
	}
	var out map[string]report
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
