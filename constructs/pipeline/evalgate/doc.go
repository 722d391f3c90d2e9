// Package evalgate decides whether the results of an evaluation are good enough to deploy: the golden set fails a
// release as a unit test would.
//
// [ReadFile] reads what the evaluators write, whichever of them wrote it: promptfoo's JSON or lines of JSON, JUnit XML
// (DeepEval, LangSmith or Ragas through pytest; promptfoo, Vitest, jest-junit, gotestsum), go test -json, the JSON of
// Jest and Vitest, DeepEval's JSON, a run of OpenAI evals, or the neutral form
//
//	{"total": 100, "passed": 97, "failed": 2, "errored": 1, "skipped": 0,
//	 "metrics": {"faithfulness": 0.93}, "digest": "sha256:…", "tool": "…", "model": "…", "promptVersion": "…"}
//
// [Evaluate] holds them against a [Gate]. What it counts:
//
//   - the pass rate is passed / (passed + failed + errored). An error is a failure: 10 passes and 90 timeouts are 10 %.
//     An answer that nobody judged, as it has no assertion or metric, is an error;
//   - a skipped case is neither: it does not count towards the cases that ran, and too many of them fail the gate;
//   - a case that is there several times, as it ran again, counts once, as good as its last run. One that failed before
//     it passed is flaky; more of them than may fail, fail;
//   - of several files each is of another run, or of other cases of it. Cases that two files have count twice, which is
//     told; where both state the same model and prompt, so that it is one run, they fail;
//   - a verdict comes from the cases. What a file says of them is only a check: a file that is cut off, damaged, of no
//     known shape, or whose sums are not those of its cases is an error, not a result;
//   - a case that contradicts itself, such as one that passed although its grading did not, and a suite of which it is
//     not known how many cases it has, because its file did not load, are faults ([Results].Faults). One is enough to
//     fail;
//   - a metric is the mean of the cases that report it; a score that the evaluator could not compute counts as the
//     worst. Of several files the worst holds. A mean over a few of the cases fails, and so does a metric that was not
//     computed in more cases than may fail, or that has a value outside of its range;
//   - far fewer cases than before fail.
//
// Files are read as they come: a large one takes little memory, whatever it is made of. One of more than 1 GiB, of more
// than a million cases, or that is nested deeper than 200 is an error. README.md beside this file says what a verdict
// proves, and against whom.
//
// A [Run] is the verdict's record: what the next release is compared with, as a baseline or, line by line, as a history
// ([ReadHistory]), in which a slow slide over several releases is seen that each release alone would hide. It says what
// was asked for and of which files by their SHA-256, so that a later reader can judge the verdict again; but whoever
// can write the file can write all of that. It proves as much as the place that it comes from.
//
// The package is pure Go: it starts no Node and needs no AWS. Use it in a test, while synthesizing (Verdict.Err), or as
// fargateai eval-gate.
package evalgate
