package main

import (
	"bufio"
	"encoding/json"
	"io"
	"regexp"
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// event of `go test -json`; see `go doc test2json`.
type event struct {
	Action, Package, Test, Output string
}

// judged is how package testkit sums up the requests of a test.
var judged = regexp.MustCompile(`\b(\d+) requests read by AWS's models and \d+ rules: (\d+) unreadable`)

// count adds up what the tests say.
func count(tests io.Reader) (map[string]int, error) {
	seen := map[string]int{testsPassed: 0, testsFailed: 0, testsSkipped: 0}
	lines := bufio.NewReader(tests)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if err := json.Unmarshal(line, &e); err != nil {
				return nil, err
			}
			add(seen, e)
		}
		if err == io.EOF {
			return seen, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func add(seen map[string]int, e event) {
	switch e.Action {
	case "output":
		if id, n, ok := figure.Read(e.Output); ok {
			seen[id] += n
		}
		if found := judged.FindStringSubmatch(e.Output); found != nil {
			seen[judgedRequests] += number(found[1])
			seen[judgedUnreadable] += number(found[2])
		}
	case "pass", "fail", "skip":
		id := map[string]string{"pass": testsPassed, "fail": testsFailed, "skip": testsSkipped}[e.Action]
		// A package that fails without a failing test counts; a package without tests is skipped, and does not.
		if e.Test != "" || e.Action == "fail" {
			seen[id]++
		}
	}
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most digits
	return n
}
