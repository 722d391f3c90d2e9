package review

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// A text that the program waives is no finding in its stack; the waiver and its reason are.
func TestWaivedCredentials(t *testing.T) {
	for _, looksLike := range []string{
		"sk-" + strings.Repeat("z9Y8x7W6", 5), "https://user:z9Y8x7W6@acme.dev/v1?a=b==",
	} {
		waivedCredential(t, looksLike)
	}
}

func waivedCredential(t *testing.T, looksLike string) {
	t.Helper()
	stack := func(waived string) string {
		return fmt.Sprintf(`{
			"resource": {
				"aws_sqs_queue": {"q": {"name": "q", "sqs_managed_sse_enabled": true, "tags": {"key": %[1]q}}},
				"aws_db_instance": {"d": {"storage_encrypted": true, "password": %[1]q}},
				"aws_ecs_task_definition": {"t": {"family": "t", "container_definitions": "${jsonencode([{
					\"name\" = \"t\", \"image\" = \"acme/t:v1\", \"user\" = \"10001\", \"readonlyRootFilesystem\" = true,
					\"command\" = [\"--key=%[1]s\"], \"environment\" = [{\"name\" = \"API_KEY\", \"value\" = \"%[1]s\"}]}])}"}}},
			"output": {"%[2]s%[3]s": {"value": "the public key of the widget"}}}`,
			looksLike, credential.Waiver, credential.Digest(waived))
	}
	for _, c := range []struct {
		waived string
		want   map[string]int
	}{
		{looksLike, map[string]int{"waived-credential": 1}},
		{looksLike + "x", map[string]int{"waived-credential": 1, "plaintext-secret": 4}},
	} {
		in, err := Read([]byte(strings.Join(strings.Fields(stack(c.waived)), " ")))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, r := range Risks(in) {
			if strings.Contains(r.Text, looksLike) {
				t.Errorf("printed: %s", r.Text)
			}
			if r.ID == "waived-credential" && !strings.Contains(r.Text, "the public key of the widget") {
				t.Errorf("no reason: %s", r.Text)
			}
			got[r.ID]++
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}
