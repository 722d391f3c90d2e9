package review

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// Usage is how much of what AWS bills by use a month sees. A stack cannot know it; every default that an estimate uses
// is among its assumptions.
type Usage struct {
	// LCUs of each load balancer, on average. Default: 1, which is 3000 open streams, 25 new connections a second or 1 GB
	// an hour.
	LCUs *float64
	// LogGBPerTask that the containers of one task write. Default: 1.
	LogGBPerTask *float64
	// ScheduledRunMinutes that a task of a schedule runs. Default: 30.
	ScheduledRunMinutes *float64
	// FlowLogGB of each flow log. Default: 1.
	FlowLogGB *float64
	// NATGB through all NAT gateways. Default: 0, which the estimate lists as not counted.
	NATGB *float64
	// EndpointGB through all interface endpoints. Default: 0, which the estimate lists as not counted.
	EndpointGB *float64
	// ImageGB in each ECR repository. Default: 2.
	ImageGB *float64
	// FileSystemGB in each EFS file system. Default: 1.
	FileSystemGB *float64
	// WebRequestsMillions that each web ACL inspects. Default: 1.
	WebRequestsMillions *float64
}

// used is a stated usage, or the default as an assumption, such as "1 GB of log lines from each task".
func (e *estimator) used(stated *float64, otherwise float64, what string) float64 {
	if stated == nil {
		e.assume(amount(otherwise) + " " + what)
	}
	return max(optional.Or(stated, otherwise), 0)
}

func amount(n float64) string { return check.Number(n) }
