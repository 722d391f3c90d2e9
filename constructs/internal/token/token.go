// Package token tells values that Terraform computes from values that are known while synthesizing.
//
// CDKTF hides references in ordinary Go values: a string holds `${TfToken[TOKEN.7]}`, a number is a huge negative
// float64, a list is one element `#{TfToken[…]}`. Such a value must never be measured, cut, compared or
// lower-cased; every rule asks here first. The tests are plain Go: no round trip to the jsii kernel.
package token

import "strings"

// Unknown stands in for a value of a construct that was refused. It looks like a reference, so that rules
// which depend on it stay silent instead of reporting a follow-up mistake; it never reaches Terraform.
const Unknown = "${TfToken[REFUSED]}"

// UnknownNumber is [Unknown] for a number.
const UnknownNumber = -1.9e289

// Is reports whether s is, or contains, a reference. A raw Terraform interpolation (`${var.name}`) counts.
func Is(s string) bool { return strings.Contains(s, "${") || strings.Contains(s, "#{TfToken[") }

// numberLimit is far below any number a user would write and far above CDKTF's encoded number tokens (about -1.9e289).
const numberLimit = -1e280

// IsNumber reports whether n is an encoded number token.
func IsNumber(n float64) bool { return n < numberLimit }

// IsList reports whether the list as a whole is a reference, so that its length is unknown.
func IsList(list *[]*string) bool {
	if list == nil {
		return false
	}
	for _, s := range *list {
		if s != nil && strings.Contains(*s, "#{TfToken[") {
			return true
		}
	}
	return false
}
