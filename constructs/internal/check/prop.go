package check

import "strings"

// joined are words that a name may begin with and that Go writes in capitals, where the next letter does not show where
// they end: VPCID is VPC and ID.
var joined = []string{"VPC", "IPv6"}

// PropName is the name of a field of props as paths of mistakes have it: its first word in lower case, so SubnetIDs is
// subnetIDs, KMSKeyARN is kmsKeyARN and ARNs is arns.
func PropName(field string) string {
	for _, word := range joined {
		if rest, ok := strings.CutPrefix(field, word); ok {
			return strings.ToLower(word) + rest
		}
	}
	capitals := 0
	for capitals < len(field) && 'A' <= field[capitals] && field[capitals] <= 'Z' {
		capitals++
	}
	// The last of several capitals begins the next word, unless there is none: the s of ARNs is no word.
	if rest := field[capitals:]; capitals > 1 && rest != "" && rest != "s" {
		capitals--
	}
	return strings.ToLower(field[:capitals]) + field[capitals:]
}
