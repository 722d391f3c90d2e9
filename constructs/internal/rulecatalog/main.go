// Command rulecatalog writes the list of all rules that the constructs judge by: it reads the declarations in the
// source, so that listing a rule needs no package that declares one, and therefore no Node.
//
//	go generate ./constructs/rules
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: rulecatalog FOLDER FILE")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate writes the rules that are declared under folder to file.
func generate(folder, file string) error {
	found, err := read(folder)
	if err != nil {
		return err
	}
	text, err := render(found)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}
