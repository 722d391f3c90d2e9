// Package review reads what a stack is about to make, from a synthesized cdk.tf.json or from a plan (terraform show
// -json), and answers a reviewer's questions on one page: what does it cost ([Estimate]), what is risky ([Risks]), what
// does it go without ([OptOuts]). Package page puts the answers, and more, on one page with a picture.
//
// Of a plan it also tells what changes ([NewPlanReview]): what is replaced and what follows, and who may do and reach
// more than before. It compares what there is with what there will be: statements of policies by what they allow, rules
// of security groups by the addresses and ports that they let through.
//
// It is pure Go: it starts no Node, calls no AWS and runs no Terraform. A value that only Terraform knows is not
// guessed silently: the estimate lists what it assumed, and a rule that cannot judge a value does not report it. A plan
// therefore tells more than the synthesized JSON where values are variables, and less where a whole policy depends on
// an id that does not exist yet.
//
// A document of another shape, of more than 32 MiB or nested deeper than 200 is an error, never a stack without risks.
// What Terraform marks as sensitive is judged like everything else, and no page shows it.
package review
