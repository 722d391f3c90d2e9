// Package evalgate decides whether the results of an evaluation are good enough to deploy: the golden set fails a
// release as a unit test would.
//
// [ReadFile] reads what the evaluators write, whichever of them wrote it: promptfoo's JSON or lines of JSON, JUnit XML
// (DeepEval, LangSmith or Ragas through pytest; promptfoo), DeepEval's JSON, a run of OpenAI evals, or the neutral form
//
//	{"total": 100, "passed": 97, "failed": 2, "errored": 1, "skipped": 0,
//	 "metrics": {"faithfulness": 0.93}, "digest": "sha256:…"}
//
// [Evaluate] holds them against a [Gate]. What it counts:
//
//   - the pass rate is passed / (passed + failed + errored). An error is a failure: 10 passes and 90 timeouts are 10 %;
//   - a skipped case is neither: it does not count towards the cases that ran, and too many of them fail the gate;
//   - a verdict comes from the cases. What a file says of them is only a check: a file that is cut off, damaged, of no
//     known shape, or whose sums are not those of its cases is an error, not a result;
//   - a case that contradicts itself, such as one that passed although its grading did not, and a suite of which it is
//     not known how many cases it has, because its file did not load, are faults ([Results].Faults). One is enough to
//     fail;
//   - a metric is the mean of the cases that report it; a score that the evaluator could not compute counts as 0. Of
//     several files the lowest holds. A mean over a few of the cases fails, and so does a metric that was not computed
//     in more cases than may fail, or a share that is not between 0 and 1;
//   - far fewer cases than before fail.
//
// Files are read as they come: one of gigabytes takes a few megabytes of memory, whatever it is made of. JSON or XML
// that is nested deeper than 200, or that has more than 10,000 members in an object that is looked at, is an error.
//
// A [Run] is the verdict's record: what the next release is compared with, as a baseline or, line by line, as a history
// ([ReadHistory]), in which a slow slide over several releases is seen that each release alone would hide. It says what
// was asked for and of which files by their SHA-256, so that a later reader can judge the verdict again; but whoever
// can write the file can write all of that. It proves as much as the place that it comes from.
//
// The package is pure Go: it starts no Node and needs no AWS. Use it in a test, while synthesizing (Verdict.Err), or as
// fargateai eval-gate.
package evalgate
