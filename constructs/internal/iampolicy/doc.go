// Package iampolicy reads policies of IAM as AWS does: with wildcards inside actions and ARNs, in any case, with
// NotAction and NotResource, and with conditions that keep nobody out.
//
// A text that holds a reference of Terraform (${…}) is taken for something narrow that is not known.
package iampolicy
