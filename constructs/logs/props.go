package logs

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/retention"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Class is the storage class of a log group.
type Class string

const (
	ClassStandard Class = "STANDARD"
	// half the ingestion price; no metric filters, no live tail, no alarms from logs
	ClassInfrequentAccess Class = "INFREQUENT_ACCESS"
)

// Mode says what a container does when CloudWatch Logs does not take its lines.
type Mode string

const (
	ModeNonBlocking Mode = "non-blocking" // buffer, then drop the newest lines: the service goes on
	ModeBlocking    Mode = "blocking"     // the container's writes to stdout wait: no line is lost, the service may stall
)

// Props are the props of a log group.
type Props struct {
	// Name of the group. Required; at most 512 of the characters a–z, A–Z, 0–9, and _ - / . #, not beginning with
	// aws/.
	Name string
	// RetentionDays until a line is deleted. Default: 30. Allowed: CloudWatch's own steps, 1 to 3653 days; 0 keeps lines
	// for ever.
	RetentionDays *float64
	// KMSKeyARN of a customer managed key. Default: encryption with a key that CloudWatch Logs owns. The key's policy must
	// let logs.REGION.amazonaws.com use it.
	KMSKeyARN string
	// Class cannot be changed later without replacing the group. Default: unset, which AWS takes as ClassStandard.
	Class Class
	// RetainOnDestroy keeps the group and its lines when the stack is destroyed. Default: false.
	RetainOnDestroy *bool
	// Mode of delivery. Default: ModeNonBlocking.
	Mode Mode
	// MaxBufferSizeMiB of the non-blocking mode, taken from the task's memory, per container. Default: 25. AWS's own
	// default of 1 MiB loses lines at a few hundred KiB a second; see "Preventing log loss with non-blocking mode in the
	// awslogs container log driver" in AWS's blog on containers.
	MaxBufferSizeMiB *float64
	// TokenFilters turn lines that report the tokens of a call into metrics. Default: none.
	TokenFilters []TokenFilter
	// MetricFilters turn other lines into metrics. Default: none.
	MetricFilters []MetricFilter
	// DataProtection masks credentials and other sensitive data in the lines. Default: nothing is masked.
	DataProtection *DataProtection
	// Tags of the group.
	Tags map[string]string
}

// Defaults of [Props].
const (
	DefaultRetentionDays    = 30
	DefaultMaxBufferSizeMiB = 25
)

var nameForm = regexp.MustCompile(`^[-a-zA-Z0-9_/.#]{1,512}$`)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && !nameForm.MatchString(p.Name) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name), "1 to 512 of the characters a–z, A–Z, 0–9, _ - / . #",
			"name the group like /ecs/llm-proxy")
	}
	if strings.HasPrefix(strings.ToLower(p.Name), "aws/") {
		ps.Break(reservedName, "name", check.Quote(p.Name), "a name that does not begin with aws/",
			"put a slash or a name of your own before it")
	}
	check.OneOfNumbers(&ps, "retentionDays", p.RetentionDays, " days", retention.Days()...)
	check.OneOf(&ps, "class", p.Class, ClassStandard, ClassInfrequentAccess)
	check.OneOf(&ps, "mode", p.Mode, ModeNonBlocking, ModeBlocking)
	check.WholeNumber(&ps, "maxBufferSizeMiB", p.MaxBufferSizeMiB, 1, 1024, " MiB", "")
	if p.Mode == ModeBlocking && p.MaxBufferSizeMiB != nil {
		ps.Break(rules.Exclusive, "maxBufferSizeMiB", check.Number(*p.MaxBufferSizeMiB)+" MiB with the blocking mode",
			"no buffer", "leave it out or use ModeNonBlocking")
	}
	arn.Check(&ps, "kmsKeyARN", p.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	p.filterProblems(&ps)
	if p.DataProtection != nil {
		ps.Under("dataProtection", p.DataProtection.problems(p.Name))
	}
	return ps
}

// config is the props with every default filled in.
type config struct {
	Props
	retention  float64
	mode       Mode
	buffer     float64
	filters    []MetricFilter
	protection *protectionConfig // nil for none

	tokenNamespace string // of the first token filter
}

func (p Props) resolve() config {
	c := config{
		Props:      p,
		retention:  optional.Or(p.RetentionDays, DefaultRetentionDays),
		mode:       cmp.Or(p.Mode, ModeNonBlocking),
		buffer:     optional.Or(p.MaxBufferSizeMiB, DefaultMaxBufferSizeMiB),
		filters:    p.resolveFilters(),
		protection: p.DataProtection.resolve(),
	}
	if len(p.TokenFilters) > 0 {
		c.tokenNamespace = p.TokenFilters[0].namespace(p.Name)
	}
	return c
}

// options are those of the awslogs driver that do not depend on where the group is.
func (c config) options() map[string]string {
	if c.mode == ModeBlocking {
		return map[string]string{"mode": string(ModeBlocking)}
	}
	return map[string]string{"mode": string(ModeNonBlocking), "max-buffer-size": check.Number(c.buffer) + "m"}
}
