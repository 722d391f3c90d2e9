package testkit_test

import (
	"fmt"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// planted is what the judge's self-test says at its end.
var planted = regexp.MustCompile(`(\d+) planted mistakes`)

// The judge judged: sound requests have no finding, each planted mistake is found, and each rule finds one.
func TestJudgeFindsWhatIsPlanted(t *testing.T) {
	testkit.Heavy(t)
	command := exec.Command(testkit.PythonWithMoto(t), "-B", "-m", "emulator.strict.selftest")
	text, err := command.CombinedOutput()
	t.Log(string(text))
	if err != nil {
		t.Errorf("%v", err)
	}
	if found := planted.FindSubmatch(text); found != nil {
		n, _ := strconv.Atoi(string(found[1]))
		figure.Say(t, "judge-plants", n)
	}
}

// inner is a test within the test: what fails it is kept, and its cleanups run when it is over.
type inner struct {
	testing.TB
	failure  string
	cleanups []func()
}

func (i *inner) Helper()          {}
func (i *inner) Cleanup(f func()) { i.cleanups = append(i.cleanups, f) }
func (i *inner) Error(args ...any) {
	for _, text := range args {
		i.failure += text.(string) + "\n"
	}
}

func (i *inner) Errorf(format string, args ...any) { i.failure += fmt.Sprintf(format, args...) + "\n" }

func (i *inner) end() string {
	for _, cleanup := range slices.Backward(i.cleanups) {
		cleanup()
	}
	return i.failure
}

func TestRefusedRequestsFailTheTest(t *testing.T) {
	testkit.Heavy(t)
	judged := &inner{TB: t} // also one that has not called StartAWS itself
	terraform := testkit.NewTerraform(judged, stack(t, "refused.tf.json"), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Destroy(t)
	testkit.Golden(t, "refused.golden", []byte(judged.end()))
}

// breakRetention has a request made that AWS would refuse, by the rule log-retention.
func breakRetention(t *testing.T, aws *testkit.AWS) {
	t.Helper()
	for target, body := range map[string]string{
		"CreateLogGroup":     `{"logGroupName": "a"}`,
		"PutRetentionPolicy": `{"logGroupName": "a", "retentionInDays": 31}`,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, aws.URL, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-Amz-Target", "Logs_20140328."+target)
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/logs/aws4_request, "+
			"SignedHeaders=host, Signature=0")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
}

func TestAllowanceHoldsForItsTest(t *testing.T) {
	testkit.Heavy(t)
	for name, c := range map[string]struct {
		run  func(aws *testkit.AWS, outer *inner)
		want string
	}{
		"nothing breaks it": {func(aws *testkit.AWS, outer *inner) {
			aws.Allow(outer, "log-retention", "of old")
		}, "take aws.Allow out"},
		"broken before a reset": {func(aws *testkit.AWS, outer *inner) {
			aws.Allow(outer, "log-retention", "of old")
			breakRetention(t, aws)
			aws.Reset(outer)
		}, ""},
		"broken after a reset": {func(aws *testkit.AWS, outer *inner) {
			aws.Allow(outer, "log-retention", "of old")
			aws.Reset(outer)
			breakRetention(t, aws)
		}, ""},
		"broken before a part of the test, which is not blamed": {func(aws *testkit.AWS, _ *inner) {
			breakRetention(t, aws)
			part := &inner{TB: t}
			testkit.StartAWS(part)
			if got := part.end(); got != "" {
				t.Errorf("the part is blamed: %s", got)
			}
		}, "rule log-retention"},
		"broken in a part of the test, which allows it": {func(_ *testkit.AWS, _ *inner) {
			part := &inner{TB: t}
			aws := testkit.StartAWS(part)
			aws.Allow(part, "log-retention", "of old")
			breakRetention(t, aws)
			if got := part.end(); got != "" {
				t.Errorf("the part is blamed: %s", got)
			}
		}, ""},
	} {
		outer := &inner{TB: t}
		c.run(testkit.StartAWS(outer), outer)
		if got := outer.end(); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
