package checktest

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
)

// RecordVariable names a file to which every case that passes adds what it wanted and what that is as path and rule:
// one JSON object a line. It is for rewriting tests of texts into tests of rules.
const RecordVariable = "CHECKTEST_RECORD"

// A recording is one element of a case's Want.
type recording struct {
	Test    string `json:"test"` // such as "TestService/no_room"
	Case    string `json:"case"` // such as "no room"
	Want    string `json:"want"`
	Mistake string `json:"mistake"` // path and rule
	Rule    bool   `json:"rule"`    // whether it has a rule
}

func record(t *testing.T, name string, want []string, got []mistake) {
	t.Helper()
	path := os.Getenv(RecordVariable)
	if path == "" {
		return
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(file)
	for i, w := range want {
		if isText(w) { // so that got is in the order of want
			err = errors.Join(err, encoder.Encode(recording{t.Name(), name, w, got[i].rule, got[i].hasRule}))
		}
	}
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
}
