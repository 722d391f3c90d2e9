package check

import "sort"

// SortedKeys returns the keys of m in order, so that nothing ever depends on Go's map order.
func SortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
