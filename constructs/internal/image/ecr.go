package image

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
)

// ECR is a private repository of Amazon ECR. Account and Region may be references.
type ECR struct{ Account, Region, Repository string }

// Parts of the host of a registry: the FIPS and dual-stack endpoints and those of other partitions too
// (https://docs.aws.amazon.com/general/latest/gr/ecr.html).
const ecrService = `\.dkr[.-]ecr(-fips)?\.`

var ecrDomain = ecrDomains()

func ecrDomains() string {
	domains := []string{`on\.aws`, `on\.amazonwebservices\.com\.cn`}
	for _, p := range partition.All() {
		domains = append(domains, regexp.QuoteMeta(p.DNSSuffix))
	}
	slices.Sort(domains)
	return strings.Join(slices.Compact(domains), "|")
}

// ECRHost is the pattern of a registry's host that is written out, for Go and for bash.
var ECRHost = `^[0-9]{12}` + ecrService + `[a-z0-9-]+\.(` + ecrDomain + `)$`

var ecrHost = regexp.MustCompile(`^(?P<account>[0-9]{12}|` + computed + `)` + ecrService + `(?P<region>[a-z0-9-]+|` +
	computed + `)\.(?:` + ecrDomain + `|` + computed + `)$`)

// ECRImage is the pattern of a whole reference to an image in ECR, with the groups account, region and repository, for
// Terraform where only that knows the reference.
var ECRImage = `^(?P<account>[0-9]{12})` + strings.ReplaceAll(ecrService, "(", "(?:") +
	`(?P<region>[a-z0-9-]+)\.(?:` + ecrDomain + `)/(?P<repository>` + repositoryPart + `(?:/` + repositoryPart + `)*)`

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
	part := func(name string) string { return m[ecrHost.SubexpIndex(name)] }
	return ECR{Account: part("account"), Region: part("region"), Repository: r.Repository}, true
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
