package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawsavailabilityzones"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawscalleridentity"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawspartition"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawsregion"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
)

// Versions that stacks ask for. The provider's is a range, where the binding would pin the release it was generated
// from.
const (
	TerraformVersion   = ">= 1.5"
	AWSProviderVersion = ">= 5.99, < 7.0"
)

// Context keys that state where a stack is deployed. What is stated is never asked from AWS.
const (
	ContextRegion  = "region"            // e.g. "eu-west-1"
	ContextAccount = "account"           // twelve digits
	ContextZones   = "availabilityZones" // list of zone names
)

// Site tells where a stack is deployed. Each answer comes from the context (cdktf.json, or SetContext on the stack) or
// else from a data source, of which a stack has at most one of each kind.
//
// An answer is asked from the kernel once: every question is a round trip.
type Site struct {
	scope    constructs.Construct
	stated   map[string]string
	answered map[string]string
}

// SiteOf returns the site of the stack that scope belongs to.
func SiteOf(scope constructs.Construct) *Site {
	return &Site{scope: scope, stated: map[string]string{}, answered: map[string]string{}}
}

// context is what the context says under key, or "".
func (s *Site) context(key string) string {
	value, known := s.stated[key]
	if !known {
		value, _ = s.scope.Node().TryGetContext(jsii.String(key)).(string)
		s.stated[key] = value
	}
	return value
}

// once remembers the answer to a question.
func (s *Site) once(question string, ask func() string) string {
	answer, known := s.answered[question]
	if !known {
		answer = ask()
		s.answered[question] = answer
	}
	return answer
}

// StatedRegion is the region's name, or "" where it is not stated.
func (s *Site) StatedRegion() string { return s.context(ContextRegion) }

// StatedAccount is the account's id, or "" where it is not stated.
func (s *Site) StatedAccount() string { return s.context(ContextAccount) }

// Region is the region's name or a reference to it.
func (s *Site) Region() string {
	if r := s.StatedRegion(); r != "" {
		return r
	}
	return s.once("region", func() string {
		return *lookup(s, "region", func(scope constructs.Construct, id *string) dataawsregion.DataAwsRegion {
			return dataawsregion.NewDataAwsRegion(scope, id, nil)
		}).Name()
	})
}

// Account is the account's id or a reference to it.
func (s *Site) Account() string {
	if a := s.StatedAccount(); a != "" {
		return a
	}
	return s.once("account", func() string {
		return *lookup(s, "account",
			func(scope constructs.Construct, id *string) dataawscalleridentity.DataAwsCallerIdentity {
				return dataawscalleridentity.NewDataAwsCallerIdentity(scope, id, nil)
			}).AccountId()
	})
}

// Partition is "aws", "aws-cn" or another one, or a reference where the region is not stated.
func (s *Site) Partition() string {
	if p, stated := partition.Of(s.StatedRegion()); stated {
		return p.Name
	}
	return s.once("partition", func() string {
		return *lookup(s, "partition", func(scope constructs.Construct, id *string) dataawspartition.DataAwsPartition {
			return dataawspartition.NewDataAwsPartition(scope, id, nil)
		}).Partition()
	})
}

// StatedZones returns the availability zones given in the context, or nil.
func (s *Site) StatedZones() []string {
	list, _ := s.scope.Node().TryGetContext(jsii.String(ContextZones)).([]any)
	var zones []string
	for _, z := range list {
		if name, ok := z.(string); ok {
			zones = append(zones, name)
		}
	}
	return zones
}

// Zone is the name of the stack's i-th availability zone (from 0) or a reference to it. Local Zones and Wavelength
// Zones, in which neither an ALB nor Fargate is sure to run, are left out.
func (s *Site) Zone(i int) string {
	if zones := s.StatedZones(); i < len(zones) {
		return zones[i]
	}
	names := lookup(s, "zones",
		func(scope constructs.Construct, id *string) dataawsavailabilityzones.DataAwsAvailabilityZones {
			return dataawsavailabilityzones.NewDataAwsAvailabilityZones(scope, id,
				&dataawsavailabilityzones.DataAwsAvailabilityZonesConfig{
					State: jsii.String("available"),
					Filter: []*dataawsavailabilityzones.DataAwsAvailabilityZonesFilter{{
						Name: jsii.String("opt-in-status"), Values: jsii.Strings("opt-in-not-required"),
					}},
				})
		}).Names()
	return *cdktf.Token_AsString(cdktf.Fn_Element(names, jsii.Number(i)), nil)
}

// ARN returns the ARN of a resource at this site.
func (s *Site) ARN(service, resource string) string {
	return "arn:" + s.Partition() + ":" + service + ":" + s.Region() + ":" + s.Account() + ":" + resource
}

// lookup returns the stack's data source of that name, creating it at first use.
func lookup[T any](s *Site, name string, create func(constructs.Construct, *string) T) T {
	stack := cdktf.TerraformStack_Of(s.scope)
	home, ok := stack.Node().TryFindChild(jsii.String("aws")).(constructs.Construct)
	if !ok || home == nil {
		home = constructs.NewConstruct(stack, jsii.String("aws"))
	}
	if found, ok := home.Node().TryFindChild(jsii.String(name)).(T); ok {
		return found
	}
	return create(home, jsii.String(name))
}
