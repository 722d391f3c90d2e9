package main

import (
	"fmt"
	"strings"
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

// minimums reads flags --metric NAME=MIN, whose names may hold an equals sign. number reads a minimum, and notes what
// is none.
func minimums(metrics []string, number func(flag, text string) *float64, mistakes *[]error) map[string]float64 {
	out := map[string]float64{}
	for _, metric := range metrics {
		i := strings.LastIndex(metric, "=")
		if i < 0 {
			*mistakes = append(*mistakes, fmt.Errorf("--metric: got %q, want NAME=MIN, such as faithfulness=0.9", metric))
			continue
		}
		name := metric[:i]
		if _, again := out[name]; again {
			*mistakes = append(*mistakes, fmt.Errorf("--metric %s: got a second minimum, want one", name))
		}
		if least := number("--metric "+name, metric[i+1:]); least != nil {
			out[name] = *least
		} else if metric[i+1:] == "" {
			*mistakes = append(*mistakes, fmt.Errorf("--metric %s: got no minimum, want NAME=MIN, such as %s=0.9", name, name))
		}
	}
	return out
}
