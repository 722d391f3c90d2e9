// Command reference writes what the source says of itself for people: a page for each package that programs import,
// with its constructors, props, defaults and rules, and the list of everything that is exported.
//
//	go generate ./constructs/internal/reference
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . ../../..

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: reference FOLDER, the one that holds go.mod")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write replaces the pages below the module's folder.
func write(module string) error {
	packages, err := read(filepath.Join(module, "constructs"))
	if err != nil {
		return err
	}
	folder := filepath.Join(module, pagesFolder)
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, text := range pages(packages) {
		if err := os.WriteFile(filepath.Join(module, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const (
	pagesFolder = "docs/reference"
	apiFile     = "docs/api.txt"
)

// pages are the texts of all files by their names below the module's folder.
func pages(packages []*library) map[string]string {
	files := map[string]string{apiFile: api(packages), pagesFolder + "/README.md": index(packages)}
	for _, l := range packages {
		files[pagesFolder+"/"+l.page()] = l.render()
	}
	return files
}
