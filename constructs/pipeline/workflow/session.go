package workflow

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

const (
	// slack is what a job takes beside the wait, in minutes.
	slack = 10
	// leastSession is the shortest that AWS gives, in seconds.
	leastSession = 900
)

// SessionSeconds is how long the deploying job holds its role; above 3600 the role must allow it
// (pipeline.DeployRoleProps.MaxSessionSeconds).
func (p *Props) SessionSeconds() float64 {
	return session(p.wait() + p.Migration.minutes() + p.Backfill.minutes())
}

func (p *Props) wait() float64 { return optional.Or(p.WaitMinutes, DefaultWaitMinutes) }

func session(minutes float64) float64 { return max(leastSession, 60*(minutes+slack)) }

// limits are the minutes of a job that waits, and the seconds that it holds its role.
type limits struct{ Minutes, Seconds string }

func limitsOf(wait float64) limits {
	return limits{Minutes: check.Number(wait + slack), Seconds: check.Number(session(wait))}
}
