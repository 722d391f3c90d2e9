package loadbalancer

// In patterns of listener rules, * stands for any text and ? for any character.

// includes reports whether pattern a matches all that pattern b does, or says false where it cannot tell.
func includes(a, b string) bool {
	return walk(a, b, func(i, j int, rest func(i, j int) bool) bool {
		switch {
		case i == len(a):
			return j == len(b)
		case a[i] == '*':
			return rest(i+1, j) || j < len(b) && rest(i, j+1)
		case j == len(b) || b[j] == '*' || b[j] == '?' && a[i] != '?':
			return false
		default:
			return (a[i] == '?' || a[i] == b[j]) && rest(i+1, j+1)
		}
	})
}

// overlap reports whether some text matches both patterns.
func overlap(a, b string) bool {
	return walk(a, b, func(i, j int, rest func(i, j int) bool) bool {
		switch {
		case i < len(a) && a[i] == '*':
			return rest(i+1, j) || j < len(b) && rest(i, j+1)
		case j < len(b) && b[j] == '*':
			return rest(i, j+1) || i < len(a) && rest(i+1, j)
		case i == len(a) || j == len(b):
			return i == len(a) && j == len(b)
		default:
			return (a[i] == '?' || b[j] == '?' || a[i] == b[j]) && rest(i+1, j+1)
		}
	})
}

// walk answers a question about what is left of two patterns from i and j on, each once.
func walk(a, b string, ask func(i, j int, rest func(i, j int) bool) bool) bool {
	const yes, no = 1, 2
	answers := make([]byte, (len(a)+1)*(len(b)+1))
	var rest func(i, j int) bool
	rest = func(i, j int) bool {
		at := i*(len(b)+1) + j
		if answers[at] == 0 {
			answers[at] = no
			if ask(i, j, rest) {
				answers[at] = yes
			}
		}
		return answers[at] == yes
	}
	return rest(0, 0)
}
