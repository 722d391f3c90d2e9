package check

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"STANDARD", "INFREQUENT_ACCESS", "non-blocking", "s3:GetObject", "ON"}
	for got, want := range map[string]string{
		"standard": "STANDARD", "infrequent-access": "INFREQUENT_ACCESS", "NonBlocking": "non-blocking",
		"STANDART": "STANDARD", "s3:getobjects": "s3:GetObject", "OF": "", "archive": "", "": "", "on": "ON",
	} {
		if is := Nearest(got, words); is != want {
			t.Errorf("%q: got %q, want %q", got, is, want)
		}
	}
}
