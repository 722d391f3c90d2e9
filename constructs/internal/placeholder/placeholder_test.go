package placeholder

import "testing"

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"arn:aws:iam::123456789012:role/x": "123456789012", "REPLACE_ME": "REPLACE_ME", "please changeme": "changeme",
		"change-me":                "change-me",
		"arn:aws:ecs:<region>:1:x": "arn:aws:ecs:<region>:1:x", "<your key>": "<your key>",
		"api.example.com": "api.example.com", "YOUR_API_KEY": "YOUR_API_KEY",
		"your-account-id": "your-account-id", "XXXXXXXX": "XXXXXXXX", "TODO": "TODO",
		"210987654321": "", "1234567890123": "", "examplecompany.com": "", "todos": "", "Use <b>bold</b> words": "",
		"a < b and c > d":             "",
		"answer inside <answer> tags": "", "yourself": "", "": "", "llm.acme.dev": "",
	} {
		if got := Find(text); got != want {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}
