package codedeploy

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// config is the props with every default filled in.
type config struct {
	Props
	strategy       Strategy // "" with steps of one's own
	bake, approval float64
	events         []string // that roll back
	rolePrefix     string
}

func (p Props) resolve() config {
	c := config{
		Props:      p,
		strategy:   p.Strategy,
		bake:       optional.Or(p.BakeMinutes, DefaultBakeMinutes),
		approval:   optional.Or(p.ApprovalMinutes, 0),
		events:     []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"},
		rolePrefix: "codedeploy-",
	}
	if c.strategy == "" && p.Canary == nil && p.Linear == nil {
		c.strategy = DefaultStrategy
	}
	if c.alarmed() {
		c.events = append(c.events, "DEPLOYMENT_STOP_ON_ALARM")
	}
	if !token.Is(p.Name) {
		c.rolePrefix = naming.Prefix(p.Name+"-codedeploy", naming.MaxIAMRolePrefix)
	}
	return c
}

func (p Props) alarmed() bool { return p.AlarmNames != nil && len(*p.AlarmNames) > 0 }
