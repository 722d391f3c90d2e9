package image

import "regexp"

// ECR is a private repository of Amazon ECR. Account and Region may be references.
type ECR struct{ Account, Region, Repository string }

// ecrHost takes the FIPS and dual-stack endpoints and those of China too
// (https://docs.aws.amazon.com/general/latest/gr/ecr.html).
var ecrHost = regexp.MustCompile(`^([0-9]{12}|` + computed + `)\.dkr(?:\.ecr(?:-fips)?|-ecr(?:-fips)?)\.([a-z0-9-]+|` +
	computed + `)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn|` + computed + `)$`)

// ParseECR returns the private ECR repository that a reference names. It reports false for other registries, and where
// the host is a reference as a whole, such as the URL of a repository that the same program makes.
func ParseECR(reference string) (ECR, bool) {
	r, ok := Parse(reference)
	if !ok {
		return ECR{}, false
	}
	m := ecrHost.FindStringSubmatch(r.Registry)
	if m == nil {
		return ECR{}, false
	}
	return ECR{Account: m[1], Region: m[2], Repository: r.Repository}, true
}

// ARN of the repository, for the policy of whoever pulls from it.
func (e ECR) ARN(partition string) string {
	return "arn:" + partition + ":ecr:" + e.Region + ":" + e.Account + ":repository/" + e.Repository
}

// IsECR reports whether a reference names a private ECR repository, whose images only a permitted role can pull.
func IsECR(reference string) bool {
	_, ok := ParseECR(reference)
	return ok
}

// IsPublicECR reports whether a reference names a repository of the ECR public gallery.
func IsPublicECR(reference string) bool {
	r, ok := Parse(reference)
	return ok && (r.Registry == "public.ecr.aws" || r.Registry == "ecr-public.aws.com")
}
