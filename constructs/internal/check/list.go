package check

// List is a value of JSON as a list: none when it is not set, one when it stands alone. Policies and Terraform's JSON
// write a list of one both ways.
func List(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}
