package testkit

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// AWS is an emulated AWS at [Site]: moto (https://docs.getmoto.org) with the additions of the folder emulator, on a
// loopback port.
//
// It answers like AWS where moto does, and keeps what it is given, so that an empty second plan proves that the
// configuration is consistent. What AWS itself would refuse is judged at the end of each test: see [Judgement]. An ECS
// service is steady at once; one whose new image holds "bad-image" goes back to the task definition before, as the
// circuit breaker does.
type AWS struct {
	URL     string
	process *process
	judging *judging // of the test that runs
}

var started struct {
	sync.Once
	aws *AWS
	err error
}

// StartAWS returns an empty emulator. A test binary has one, which every call empties: tests that use it must not run
// in parallel.
//
// At the end of the test it fails when AWS itself would have refused one of its requests: see [Judgement], [AWS.Allow]
// and [AWS.Lenient].
func StartAWS(t testing.TB) *AWS {
	t.Helper()
	a := emulator(t)
	a.Reset(t)
	outer := a.judging // of the test that this one is a part of
	a.judging = &judging{test: t, allowed: map[string]string{}, broken: map[string]bool{}}
	t.Cleanup(func() {
		a.judge()
		a.judging.idle()
		if a.judging = outer; outer != nil {
			a.empty(t) // what this test sent is none of the outer one's
		}
	})
	return a
}

// inUse is the emulator of the test that runs, which is started by its first stack where the test has not done so: so
// no stack meets what another test left, and none goes unjudged.
func inUse(t testing.TB) *AWS {
	t.Helper()
	if a := emulator(t); a.judging != nil {
		return a
	}
	return StartAWS(t)
}

// emulator starts the emulator of this test binary, unless it runs already.
func emulator(t testing.TB) *AWS {
	t.Helper()
	started.Do(func() { started.aws, started.err = start() })
	if started.err != nil {
		t.Fatalf("start the AWS emulator: %v", started.err)
	}
	a, from := started.aws, started.aws.process.said()
	t.Cleanup(func() {
		if text := started.aws.process.said(); t.Failed() && len(text) > len(from) {
			t.Logf("the AWS emulator said:\n%s", text[len(from):])
		}
	})
	return a
}

// stopAWS ends the emulator of this test binary, if there is one.
func stopAWS() {
	started.Do(func() { started.err = fmt.Errorf("the tests are over") })
	if started.aws != nil {
		started.aws.process.stop()
	}
}

// Reset empties the emulator. What it was sent until then is judged before, as the requests of the test that called
// [StartAWS]; what that test allows, it allows to the end.
func (a *AWS) Reset(t testing.TB) {
	t.Helper()
	if a.judging != nil {
		a.judge()
	}
	a.empty(t)
}

func (a *AWS) empty(t testing.TB) {
	t.Helper()
	if _, err := a.call(http.MethodPost, "/moto-api/reset"); err != nil {
		t.Fatalf("reset the AWS emulator: %v", err)
	}
}

// Leftovers lists every resource in the emulator, apart from those that an empty AWS account has, such as the default
// VPC: "ecs Cluster arn:…". What AWS keeps by design counts as gone: inactive task definitions, keys and secrets
// waiting for their deletion.
func (a *AWS) Leftovers(t testing.TB) []string {
	t.Helper()
	text, err := a.call(http.MethodGet, "/fargateai/leftovers")
	if err != nil {
		t.Fatalf("ask the AWS emulator for leftovers: %v", err)
	}
	var out []string
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("ask the AWS emulator for leftovers: %v", err)
	}
	return out
}

// AssertEmpty fails the test when the emulator holds anything but resources whose line of [AWS.Leftovers] contains one
// of the texts.
func (a *AWS) AssertEmpty(t testing.TB, except ...string) {
	t.Helper()
	var left []string
	for _, line := range a.Leftovers(t) {
		if !containsAny(line, except) {
			left = append(left, line)
		}
	}
	if len(left) > 0 {
		t.Errorf("left behind:\n%s", strings.Join(left, "\n"))
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func (a *AWS) call(method, path string) ([]byte, error) {
	request, err := http.NewRequest(method, a.URL+path, nil)
	if err != nil {
		return nil, err
	}
	client := http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, text)
	}
	return text, err
}
