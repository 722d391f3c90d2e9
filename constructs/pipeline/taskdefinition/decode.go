package taskdefinition

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// decode reads one JSON value, its numbers as they are written.
func decode(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		var syntax *json.SyntaxError
		switch {
		case errors.Is(err, io.EOF):
			return nil, errors.New("got an empty file, want JSON")
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, errors.New("got JSON that ends in the middle; was the file cut off?")
		case errors.As(err, &syntax):
			before := text[:min(int(syntax.Offset), len(text))]
			line := bytes.Count(before, []byte("\n")) + 1
			return nil, fmt.Errorf("got no JSON: line %d, column %d: %w", line, len(before)-bytes.LastIndexByte(before, '\n')-1,
				err)
		}
		return nil, fmt.Errorf("got no JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("got something after the first JSON value, want one value")
	}
	return value, nil
}

// object reads one JSON object.
func object(text []byte, want string) (map[string]any, error) {
	value, err := decode(text)
	if err != nil {
		return nil, err
	}
	members, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("got JSON that is no object, want %s", want)
	}
	return members, nil
}

// blocks is a value as a list of nested blocks: Terraform's JSON has a single one as an object or in a list.
func blocks(v any) []map[string]any {
	if single, ok := v.(map[string]any); ok {
		return []map[string]any{single}
	}
	return objects(v)
}
