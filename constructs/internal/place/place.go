// Package place judges where the things lie that props name: an ARN, a queue's URL, a load balancer's domain, an image
// and a zone say it.
package place

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Site is where a stack is deployed; "" is not known.
type Site struct{ Region, Account string }

// Thing is something that props name together with its place.
type Thing struct {
	path, text string
	at         arn.ARN // Region and Account are "" where the text does not say them
	zone       bool
	needs      string // path of the key that must be stated if another account owns the thing; "" for none
}

// Things that props, a struct or a pointer to one, name. What is a reference says no place.
func Things(props any) []Thing {
	var out []Thing
	check.Texts(props, func(at check.At, text string, owner reflect.Value) {
		if len(text) < len("us-east-1a") || at.In(data...) {
			return
		}
		thing, ok := read(text, at)
		if !ok {
			return
		}
		thing.path, thing.text = at.Path(), text
		if at.In("SecretARN") {
			if key := owner.FieldByName("KMSKeyARN"); key.IsValid() && key.String() == "" {
				thing.needs = strings.TrimSuffix(thing.path, "secretARN") + "kmsKeyARN"
			}
		}
		out = append(out, thing)
	})
	return out
}

// data are fields whose texts the code or the reader gets as they are, and what a domain moves away from: nothing of
// the stack is looked for there.
var data = []string{"Environment", "Command", "EntryPoint", "Labels", "DockerLabels", "Tags", "Description", "Options",
	"Old"}

// permissions are fields that grant: code may call other regions and accounts.
var permissions = []string{"Resources", "Conditions", "GrantARN"}

var (
	queueURL = regexp.MustCompile(`^https://sqs\.([a-z0-9-]+)\.[a-z0-9.-]+/([0-9]{12})/`)
	balancer = regexp.MustCompile(`\.([a-z0-9-]+)\.elb\.[a-z0-9.-]+$`)
	registry = regexp.MustCompile(`^[0-9]{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+/`)
)

func read(text string, at check.At) (Thing, bool) {
	if a, ok := arn.Parse(text); ok {
		if at.In(permissions...) || strings.ContainsAny(a.Region+a.Account, "*?") {
			a.Service = "" // only the partition is judged
		}
		return Thing{at: a}, true
	}
	of := func(service, region, account string) (Thing, bool) {
		p, ok := partition.Of(region)
		return Thing{at: arn.ARN{Partition: p.Name, Service: service, Region: region, Account: account}}, ok
	}
	if m := queueURL.FindStringSubmatch(text); m != nil {
		return of("sqs", m[1], m[2])
	}
	if m := balancer.FindStringSubmatch(text); m != nil {
		return of("elasticloadbalancing", m[1], "")
	}
	if m := registry.FindStringSubmatch(text); m != nil {
		return of("ecr", m[1], "")
	}
	return Thing{zone: true}, at.In("AvailabilityZones") && !token.Is(text)
}

// Problems records what is wrong with the place of the thing for a stack at the site.
func (t Thing) Problems(ms *rules.Mistakes, site Site) {
	here, known := partition.Of(site.Region)
	if t.zone {
		if known && !partition.IsZone(t.text, site.Region) {
			ms.Break(rules.Place, t.path, check.Quote(t.text), "a zone of the stack's region, "+site.Region, "")
		}
		return
	}
	if known && !token.Is(t.at.Partition) && t.at.Partition != here.Name {
		ms.Break(rules.Place, t.path, check.Quote(t.text),
			"one of the partition "+here.Name+", to which "+site.Region+" belongs", "no partition reaches another")
		return
	}
	must := bounds[t.at.Service]
	if strings.HasPrefix(t.at.Resource, "truststore/") { // which others may share
		must.account = ""
	}
	if must.region != "" && known && isOther(t.at.Region, site.Region) {
		ms.Break(rules.Place, t.path, check.Quote(t.text), "one in the stack's region, "+site.Region, must.region)
		return
	}
	foreign := isOther(t.at.Account, site.Account) && t.at.Account != "aws"
	switch {
	case must.account != "" && foreign:
		ms.Break(rules.Place, t.path, check.Quote(t.text), "one of the stack's account, "+site.Account, must.account)
	case t.needs != "" && foreign:
		ms.Break(rules.Required, t.needs, "", "the ARN of the key that encrypts the secret of another account",
			"the account that owns a secret cannot share it with AWS's own key")
	}
}

// isOther reports whether two places are known and differ.
func isOther(a, b string) bool { return a != "" && b != "" && !token.Is(a) && !token.Is(b) && a != b }
