package tfjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	utf16         = [][]byte{[]byte("\xff\xfe"), []byte("\xfe\xff")}
)

// Decode reads one JSON value within the limits.
func Decode(text []byte) (any, error) {
	var value any
	return value, decode(text, &value)
}

// Object reads one JSON object within the limits.
func Object(text []byte, want string) (map[string]any, error) {
	value, err := Decode(text)
	if err != nil {
		return nil, err
	}
	members, ok := value.(map[string]any)
	if !ok {
		return nil, &NoObjectError{want}
	}
	return members, nil
}

// Members are the members of one JSON object within the limits. Their own members are not read yet, which takes less
// memory where most are of no interest. A member that is null is left out.
func Members(text []byte, want string) (map[string]json.RawMessage, error) {
	var members map[string]json.RawMessage
	var other *json.UnmarshalTypeError
	switch err := decode(text, &members); {
	case errors.As(err, &other), err == nil && members == nil:
		return nil, &NoObjectError{want}
	case err != nil:
		return nil, err
	}
	for name, value := range members {
		if string(value) == "null" {
			delete(members, name)
		}
	}
	return members, nil
}

// NoObjectError is what is wrong with JSON that is a list, a text or another single value.
type NoObjectError struct{ Want string }

func (e *NoObjectError) Error() string { return "got JSON that is no object, want " + e.Want }

func decode(text []byte, target any) error {
	for _, mark := range utf16 { // what > writes in Windows PowerShell
		if bytes.HasPrefix(text, mark) {
			return errors.New("got text in UTF-16, want UTF-8; write the file with an encoding of UTF-8")
		}
	}
	text = bytes.TrimPrefix(text, byteOrderMark)
	if err := checkLimits(text); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(target); err != nil {
		var syntax *json.SyntaxError
		switch {
		case errors.Is(err, io.EOF):
			return errors.New("got an empty file, want JSON")
		case errors.Is(err, io.ErrUnexpectedEOF):
			return errors.New("got JSON that ends in the middle; was the file cut off?")
		case errors.As(err, &syntax):
			before := text[:min(int(syntax.Offset), len(text))]
			line := bytes.Count(before, []byte("\n")) + 1
			column := len(before) - bytes.LastIndexByte(before, '\n') - 1
			return fmt.Errorf("got no JSON: line %d, column %d: %w", line, column, err)
		}
		return fmt.Errorf("got no JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("got something after the first JSON value, want one value")
	}
	return nil
}

// part reads a member of a document that was decoded before. A value of the wrong kind is an error with its path.
func part(members map[string]json.RawMessage, name string, target any) error {
	text, there := members[name]
	if !there {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err := decoder.Decode(target)
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) {
		path := name
		if other.Field != "" {
			path += "." + strings.ToLower(other.Field) // as in JSON, where Go has Resources for resources
		}
		got, _, _ := strings.Cut(other.Value, " ") // of a number the decoder tells the value
		return fmt.Errorf("%s: got JSON of the kind %s, want %s", shortened(path), got, kindOf(other.Type))
	}
	return err
}

func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Pointer:
		return kindOf(t.Elem())
	}
	return "an object"
}
