// Package roundtrip tests the programs that the readers' samples become: each synthesizes at once and is valid
// Terraform, and some of each source are applied.
package roundtrip
