// Command trust holds what the tests counted against what this library promises.
//
//	go run ./internal/trust [-readme README.md] bin/tests.json
//
// bin/tests.json is the output of `go test -json`, as `make test` writes it. It prints one table, and ends with exit
// code 1 where a figure falls short of its goal. With -readme it writes the table between the marks in README.md;
// without it, a README.md that claims more than was seen is an error, too.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func main() {
	readme := flag.Bool("readme", false, "write the table into README.md")
	flag.Parse()
	if err := run(flag.Arg(0), "README.md", *readme); err != nil {
		fmt.Fprintln(os.Stderr, "trust:", err)
		os.Exit(1)
	}
}

func run(tests, readme string, write bool) error {
	file, err := os.Open(tests)
	if err != nil {
		return fmt.Errorf("%w; `make test` writes it", err)
	}
	defer file.Close()
	seen, err := count(file)
	if err != nil {
		return fmt.Errorf("read %s: %w", tests, err)
	}
	short := report(terminal.Of(os.Stdout), os.Stdout, seen)
	text, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	if !write {
		return errors.Join(short, overclaimed(string(text), seen))
	}
	out, err := withTable(string(text), seen)
	if err != nil {
		return err
	}
	return errors.Join(short, os.WriteFile(readme, []byte(out), 0o644))
}
