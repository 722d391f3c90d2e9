// Package tfjson reads what Terraform reads and writes as JSON: a synthesized stack (cdk.tf.json), and a plan or a
// state (terraform show -json). All three become one [Model].
//
// A value of a model is one of
//
//	nil, bool, string, json.Number, []any, map[string]any   as in JSON, numbers as they are written
//	[Unknown]                                               in a plan: what only an apply answers
//	[Sensitive]                                             a text, number or boolean that Terraform marks so
//
// In a stack a string may be a template with references, such as "${aws_vpc.main.id}". [Model.Value] and [Model.JSON]
// evaluate it, with an [Unknown] where a reference cannot be followed; [Document] evaluates what needs no reference.
//
// A document that is too large, nested too deeply, or of another shape is an error, never an empty model: who judges a
// model must not take a damaged file for a stack in which all is well.
//
// The package is pure Go: it starts no Node, calls no AWS and runs no Terraform.
package tfjson
