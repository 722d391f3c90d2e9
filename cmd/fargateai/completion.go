package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fargate-ai/fargate-ai-service/constructs/dockerfile"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/verify"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// valuesOf are the values of flags that have a few, by the command and the flag, or by the flag alone.
func valuesOf(command, flag string) []string {
	switch command + " --" + flag {
	case "verify --skip":
		return verify.Checks()
	case "diff --free", "deploy --free", "workflow --free":
		return taskdefinition.Free()
	}
	switch flag {
	case "architecture":
		return []string{string(dockerfile.ARM64), string(dockerfile.X86_64)}
	case "platform":
		return platforms()
	case "fail-on":
		var words []string
		for _, w := range review.FailWords() {
			words = append(words, w.Word)
		}
		return words
	case "backend":
		if command == "stack-check" {
			return []string{"azurerm", "gcs", "http", "remote", "s3"}
		}
	}
	return nil
}

// complete tells the shell what may follow: files where a flag's help says FILE, folders where it says FOLDER or DIR,
// the values of those that have a few, and nothing for the rest.
func complete(root *cobra.Command) {
	for _, command := range root.Commands() {
		complete(command)
	}
	root.Flags().VisitAll(func(flag *pflag.Flag) {
		if flag.Value.Type() == "bool" {
			return
		}
		_ = root.RegisterFlagCompletionFunc(flag.Name, flagCompletion(root, flag)) // an error is a second registration
	})
	if root.ValidArgsFunction == nil && root.HasParent() {
		root.ValidArgsFunction = argumentCompletion(root)
	}
}

func flagCompletion(command *cobra.Command, flag *pflag.Flag) cobra.CompletionFunc {
	if values := valuesOf(command.Name(), flag.Name); values != nil {
		return among(values)
	}
	placeholder, _ := pflag.UnquoteUsage(flag)
	return byPlaceholder(placeholder)
}

// among completes the values that begin with what was typed.
func among(values []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return slices.DeleteFunc(slices.Clone(values), func(value string) bool { return !strings.HasPrefix(value, typed) }),
			cobra.ShellCompDirectiveNoFileComp
	}
}

// byPlaceholder completes what a help calls FILE, FOLDER and so on.
func byPlaceholder(placeholder string) cobra.CompletionFunc {
	switch placeholder {
	case "FILE":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	case "FOLDER", "DIR":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	}
	return cobra.NoFileCompletions
}

// argumentCompletion goes by the words that the usage of a command has for its arguments.
func argumentCompletion(command *cobra.Command) cobra.CompletionFunc {
	if command.HasSubCommands() {
		return nil
	}
	words := strings.Fields(command.Use)
	last := strings.Trim(words[len(words)-1], "[].")
	switch last {
	case "ID":
		var ids []string
		for _, r := range rules.Catalog() {
			ids = append(ids, cobra.CompletionWithDesc(r.ID, r.Judges))
		}
		return among(ids)
	case "FILE", "FROM":
		if strings.Contains(command.Use, "...") || command.Name() == "diff" {
			return byPlaceholder("FILE")
		}
		return cobra.FixedCompletions([]string{"json"}, cobra.ShellCompDirectiveFilterFileExt)
	case "DIR": // import SOURCE PATH -o DIR
		return byPlaceholder("FILE")
	}
	return byPlaceholder(last)
}
