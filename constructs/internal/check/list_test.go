package check

import (
	"reflect"
	"testing"
)

func TestList(t *testing.T) {
	for _, c := range []struct {
		v    any
		want []any
	}{{nil, nil}, {"a", []any{"a"}}, {[]any{"a", 1}, []any{"a", 1}}, {map[string]any{}, []any{map[string]any{}}}} {
		if got := List(c.v); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: got %v", c.v, got)
		}
	}
}
