package token

import "slices"

// Each stands in JSON for a list that only Terraform knows, or for the elements that it adds to one: one for each entry
// of a map or list.
type Each struct {
	// Over are references to maps, and maps that are known, of which the later win; or a single list.
	Over []any
	// Element is an expression of Terraform in which key and val are those of an entry.
	Element string
}

// MapKeys parts the entries of a map. One whose key is a reference stands for a map that only Terraform knows, as the
// single element of a list stands for a list: its value says nothing.
func MapKeys[V any](m map[string]V) (known map[string]V, references []string) {
	for key := range m {
		if Is(key) {
			references = append(references, key)
		}
	}
	if references == nil {
		return m, nil
	}
	known = map[string]V{}
	for key, value := range m {
		if !Is(key) {
			known[key] = value
		}
	}
	slices.Sort(references)
	return known, references
}
