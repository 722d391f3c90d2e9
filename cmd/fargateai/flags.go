package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// pairs are the values of a flag that is given as NAME=VALUE, each name once.
func pairs(flag, want string, values []string, mistakes *[]error) map[string]string {
	out := map[string]string{}
	for _, value := range values {
		name, rest, ok := strings.Cut(value, "=")
		if _, again := out[name]; !ok || again {
			*mistakes = append(*mistakes, fmt.Errorf("%s: got %q, want %s, each once", flag, value, want))
			continue
		}
		out[name] = rest
	}
	return out
}

// empty refuses flags that are given without a value, such as those of a shell's variable that is not set: the command
// would do as if they were not there.
func empty(command *cobra.Command) (mistakes []error) {
	command.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" {
			mistakes = append(mistakes, fmt.Errorf("--%s: got no value, want one, or no --%s", f.Name, f.Name))
		}
	})
	return mistakes
}

// oneForm refuses several forms of the output at a time.
func oneForm(command *cobra.Command, flags ...string) error {
	asked := 0
	for _, flag := range flags {
		if on, err := command.Flags().GetBool(flag); err == nil && on {
			asked++
		}
	}
	if asked > 1 {
		return fmt.Errorf("--%s: got %d of them, want one", strings.Join(flags, ", --"), asked)
	}
	return nil
}

// minimums reads flags --metric NAME=MIN, whose names may hold an equals sign. number reads a minimum, and notes what
// is none.
func minimums(metrics []string, number func(flag, text string) *float64, mistakes *[]error) map[string]float64 {
	return limits("--metric", "minimum", "MIN", metrics, number, mistakes)
}

// limits reads NAME=LIMIT of a flag that may be repeated.
func limits(flag, limit, form string, metrics []string, number func(flag, text string) *float64,
	mistakes *[]error) map[string]float64 {
	out := map[string]float64{}
	refuse := func(format string, values ...any) { *mistakes = append(*mistakes, fmt.Errorf(format, values...)) }
	for _, metric := range metrics {
		i := strings.LastIndex(metric, "=")
		if i < 0 {
			refuse("%s: got %q, want NAME=%s, such as faithfulness=0.9", flag, metric, form)
			continue
		}
		name := metric[:i]
		if _, again := out[name]; again {
			refuse("%s %s: got a second %s, want one", flag, name, limit)
		}
		if value := number(flag+" "+name, metric[i+1:]); value != nil {
			out[name] = *value
		} else if metric[i+1:] == "" {
			refuse("%s %s: got no %s, want NAME=%s, such as %s=0.9", flag, name, limit, form, name)
		}
	}
	return out
}
