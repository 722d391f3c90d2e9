package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// application makes a folder with the files.
func application(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

var python = map[string]string{"requirements.txt": "gunicorn==23.0.0\n",
	"Procfile": "web: gunicorn --bind :$PORT app\n"}

func names(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, entry := range entries {
		out = append(out, entry.Name())
	}
	return strings.Join(out, " ")
}

func TestDockerfileIsWrittenOnce(t *testing.T) {
	folder := application(t, python)
	fargateai(t, "dockerfile", "--dry-run", folder).expect(t, exitOK, "Dockerfile <==", ".dockerignore <==",
		`CMD ["gunicorn", "--bind", ":8000", "app"]`)
	if got := names(t, folder); got != "Procfile requirements.txt" {
		t.Errorf("a dry run left %s", got)
	}
	fargateai(t, "dockerfile", "--port", "9000", folder).expect(t, exitOK, "Dockerfile is written",
		".dockerignore is written", "port 9000")
	if got := names(t, folder); got != ".dockerignore Dockerfile Procfile requirements.txt" {
		t.Errorf("got %s", got)
	}
	before, err := os.ReadFile(filepath.Join(folder, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	fargateai(t, "dockerfile", folder).expect(t, exitOK, "is sound, and kept as it is")
	fargateai(t, "dockerfile", "--port", "8080", folder).expect(t, exitRefused, "(mistake dockerfile-port)",
		"want 8080, the port that the service routes to", "got 3 mistakes, want none; the file is kept as it is")
	if after, err := os.ReadFile(filepath.Join(folder, "Dockerfile")); err != nil || string(after) != string(before) {
		t.Errorf("the file was written again: %v", err)
	}
}

func TestDockerfileKeepsDockerignore(t *testing.T) {
	folder := application(t, python)
	ignore := filepath.Join(folder, ".dockerignore")
	if err := os.WriteFile(ignore, []byte("mine\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	fargateai(t, "dockerfile", folder).expect(t, exitOK, "Dockerfile is written", ".dockerignore is kept as it is")
	if got, err := os.ReadFile(ignore); err != nil || string(got) != "mine\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestDockerfileJSON(t *testing.T) {
	var report struct {
		Application struct {
			Platform, Manager string
			Version           struct{ Value, From string }
			Command           struct{ Words []string }
			Port              struct{ Number int }
		}
		Image struct {
			User     string
			Mistakes []struct{ Rule, Path string }
		}
		Written []string
		Files   map[string]string
	}
	read := func(text string) {
		t.Helper()
		if err := json.Unmarshal([]byte(text), &report); err != nil {
			t.Fatal(err)
		}
	}
	folder := application(t, python)
	got := fargateai(t, "dockerfile", "--json", "--dry-run", folder)
	got.expect(t, exitOK)
	read(got.stdout)
	a := report.Application
	if a.Platform != "python" || a.Manager != "pip" || a.Version.Value != "3.13" || len(a.Command.Words) != 4 ||
		a.Port.Number != 8000 || len(report.Files) != 2 || report.Written != nil {
		t.Errorf("got %+v", report)
	}
	folder = application(t, map[string]string{"Dockerfile": "FROM python:3.13\nUSER root\nCMD [\"a\"]\n"})
	got = fargateai(t, "dockerfile", "--json", folder)
	got.expect(t, exitRefused, "Dockerfile: got 1 mistake, want none")
	read(got.stdout)
	if len(report.Image.Mistakes) != 1 || report.Image.Mistakes[0].Rule != "dockerfile-user" ||
		report.Image.User != "root" ||
		!strings.HasSuffix(report.Image.Mistakes[0].Path, "Dockerfile:2") {
		t.Errorf("got %+v", report.Image)
	}
}

func TestDockerfileRefusals(t *testing.T) {
	empty := application(t, nil)
	fargateai(t, "dockerfile").expect(t, exitUnusable, "FOLDER: got 0 folders, want 1")
	fargateai(t, "dockerfile", "--port", "0", "--architecture", "arm", filepath.Join(empty, "none")).expect(t,
		exitUnusable,
		"FOLDER: got", `--port: got "0"`, `--architecture: got "arm", want ARM64 or X86_64`)
	fargateai(t, "dockerfile", empty).expect(t, exitUnusable, "--platform: got no files of one")
	both := application(t, map[string]string{"package.json": "{}", "Gemfile": ""})
	fargateai(t, "dockerfile", both).expect(t, exitUnusable,
		"--platform: got node (package.json) and ruby (Gemfile), want one platform")
	fargateai(t, "dockerfile", "--platform", "node", both).expect(t, exitUnusable, "dependencies: got package.json",
		"--command: got nothing")
	broken := application(t, map[string]string{"package.json": "{", "package-lock.json": "{}"})
	fargateai(t, "dockerfile", broken).expect(t, exitUnusable, "package.json: ")
	for _, folder := range []string{empty, both, broken} {
		if got := names(t, folder); strings.Contains(got, "ocker") {
			t.Errorf("got %s", got)
		}
	}
}
