package evalgate_test

import (
	"fmt"
	"log"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
)

// In a test, or while synthesizing: the error says what is not good enough.
func ExampleEvaluate() {
	results, err := evalgate.ReadFile("testdata/promptfoo-mixed.json")
	if err != nil {
		log.Fatal(err) // no such file, cut off, damaged
	}
	minCases := 4.0
	verdict := evalgate.Evaluate(evalgate.Gate{MinCases: &minCases, Metrics: map[string]float64{"relevance": 0.7}},
		results)
	fmt.Println(verdict)
	fmt.Println(verdict.Err())
	// Output:
	// Eval gate: FAILED
	//
	// file                           format     cases  passed  failed  errored  skipped  pass rate
	// testdata/promptfoo-mixed.json  promptfoo      4       1       2        1        0    25.00 %
	//
	// check                               got  want
	// cases that ran                        4  at least 4                           ok
	// pass rate                       25.00 %  at least 95.00 %                     FAILED
	// pass rate, 95 % sure  4.55 % to 69.93 %  4 cases cannot show 95.00 %, 73 can
	// metric relevance                   0.75  at least 0.7                         ok
	// metric score                      0.375
	//
	// Why:
	//   pass rate: got 25.00 %, want at least 95.00 %; of 4 cases 2 failed and 1 errored: see the evaluator's report
	//
	// Image:
	//   sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
	//
	// pass rate: got 25.00 %, want at least 95.00 %; of 4 cases 2 failed and 1 errored: see the evaluator's report
}
