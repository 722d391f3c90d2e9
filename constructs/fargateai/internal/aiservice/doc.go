// Package aiservice is a small AI service that keeps every promise which the constructs make about the code they run,
// so that a test without AWS proves that one set of props drives both sides. It speaks OpenAI's chat completions and
// has a model of its own, which says the prompt again.
//
// What the constructs expect of an AI service, and what this one does:
//
//   - Budget: the variables of fargateai.TokenBudget. What a request may need is reserved before the model is called,
//     and what it did not use is given back: a budget is never overspent. Over budget is a 429 that names the budget
//     and, in Retry-After, when it refills; what can never fit is a 400.
//   - Health: GET /health calls no model, and is a 503 while the task drains.
//   - Streams: a comment whenever the model is silent, so that no load balancer takes the silence for a dead
//     connection. Idle connections outlive the load balancer's: KEEPALIVE_TIMEOUT.
//   - Stop: the first SIGTERM drains, and the process ends with 0 as soon as the last answer is complete. The second,
//     or nine tenths of STOP_TIMEOUT, cuts what is left, and the process ends with 1.
//   - Logs: one JSON line per request on stdout, with the usage as OpenAI reports it (logs.TokenLogOpenAIChat), also
//     of an answer that was cut. Nothing of a prompt or answer is logged.
//   - Load: InFlightRequests in CloudWatch's embedded metric format every 10 s, as scaling.InFlightPerTask reads it.
//
// Counts are of one task and in its memory: a new task starts with a full budget.
package aiservice
