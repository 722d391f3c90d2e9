// Package evalgate decides whether the results of an evaluation are good enough to deploy: the golden set fails a
// release as a unit test would.
//
// [ReadFile] reads what the evaluators write, whichever of them wrote it: promptfoo's JSON, JUnit XML (DeepEval,
// LangSmith or Ragas through pytest; promptfoo), DeepEval's JSON, a run of OpenAI evals, or the neutral form
//
//	{"total": 100, "passed": 97, "failed": 2, "errored": 1, "skipped": 0,
//	 "metrics": {"faithfulness": 0.93}, "digest": "sha256:…"}
//
// [Evaluate] holds them against a [Gate]. What it counts:
//
//   - the pass rate is passed / (passed + failed + errored). An error is a failure: 10 passes and 90 timeouts are 10 %;
//   - a skipped case is neither: it is reported, and does not count towards the cases that ran;
//   - a file without a case that ran fails the gate, and a file that is cut off, damaged or contradicts itself is an
//     error, not a result;
//   - a metric is the mean of the cases that report it; a score that the evaluator could not compute counts as 0. Of
//     several files the lowest holds.
//
// A [Run] is the verdict's record: what the next release is compared with, as a baseline or, line by line, as a history
// ([ReadHistory]), in which a slow slide over several releases is seen that each release alone would hide.
//
// The package is pure Go: it starts no Node and needs no AWS. Use it in a test, while synthesizing (Verdict.Err), or as
// fargateai eval-gate.
package evalgate
