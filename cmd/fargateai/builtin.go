package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// strictBuiltin has the commands that cobra brings along refuse a word that they do not know. By themselves they print
// a help and end with 0, which a script takes for a completion that was written.
func strictBuiltin(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, command := range root.Commands() {
		switch command.Name() {
		case "completion":
			command.Args = cobra.ArbitraryArgs
			command.RunE = func(_ *cobra.Command, args []string) error {
				var shells []string
				for _, shell := range command.Commands() {
					shells = append(shells, shell.Name())
				}
				slices.Sort(shells)
				got := "none"
				if len(args) > 0 {
					got = strconv.Quote(args[0])
				}
				return fmt.Errorf("SHELL: got %s, want one of %s", got, strings.Join(shells, ", "))
			}
		case "help":
			command.Args = func(_ *cobra.Command, args []string) error {
				_, _, err := root.Find(args)
				return err
			}
		}
	}
}
