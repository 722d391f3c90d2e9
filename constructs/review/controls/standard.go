package controls

import (
	"slices"
	"strings"
)

// Standards whose ids controls answer.
const (
	SecurityHub  = "Security Hub"
	CIS          = "CIS" // AWS Foundations Benchmark 3.0
	Checkov      = "Checkov"
	Trivy        = "Trivy"
	KICS         = "KICS"
	ControlTower = "Control Tower"
	Prowler      = "Prowler"
	TFLint       = "tflint"
)

// Standard returns the standard that an id belongs to.
func Standard(id string) string {
	before, after, dotted := strings.Cut(id, ".")
	switch {
	case strings.HasPrefix(id, "CKV"):
		return Checkov
	case strings.HasPrefix(id, "AWS-"):
		return Trivy
	case strings.HasPrefix(id, "CT."):
		return ControlTower
	case strings.HasPrefix(id, "CIS-"):
		return CIS
	case strings.HasPrefix(id, "terraform_") || strings.HasPrefix(id, "aws_"):
		return TFLint
	case dotted && before != "" && after != "":
		return SecurityHub
	case len(id) == len("9f4a9409") && strings.Trim(id, "0123456789abcdef") == "":
		return KICS
	}
	return Prowler
}

// Of returns the ids of one standard that a control answers.
func (c Control) Of(standard string) []string {
	return slices.DeleteFunc(slices.Clone(c.Answers), func(id string) bool { return Standard(id) != standard })
}

// Named returns the ids of other standards that a control answers. Those of KICS are digits and have its name before
// them.
func (c Control) Named() []string {
	out := slices.Clone(c.Answers)
	for i, id := range out {
		if Standard(id) == KICS {
			out[i] = KICS + " " + id
		}
	}
	return out
}

// ByDefault returns the controls of Security Hub that a stack of the library answers with its defaults, wherever it has
// a resource that they look at: those of AWS Foundational Security Best Practices, and a few of NIST and CIS.
func ByDefault() []string {
	return strings.Fields(`ECS.1 ECS.2 ECS.3 ECS.4 ECS.5 ECS.8 ECS.9 ECS.10 ECS.12 ECS.16 ECS.17 ECS.18 ECS.20
		ELB.1 ELB.4 ELB.12 ELB.13 ELB.17 ELB.18 ECR.1 ECR.2 ECR.3
		EC2.2 EC2.6 EC2.13 EC2.14 EC2.15 EC2.18 EC2.19 EC2.21 SNS.1 SNS.4 SQS.1 SQS.3
		S3.2 S3.3 S3.5 S3.8 S3.12 S3.13 KMS.1 KMS.2 KMS.4 KMS.5 IAM.1 IAM.21 EFS.1 EFS.3 EFS.4 EFS.8 ACM.2`)
}
