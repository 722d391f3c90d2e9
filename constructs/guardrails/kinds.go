package guardrails

import "slices"

// AlarmKind names an alarm. The alarm of a service is called NAME-KIND.
type AlarmKind string

const (
	TokensPerMinute   AlarmKind = "tokens-per-minute"   // 3 of 5 minutes above the threshold
	TokensPerDay      AlarmKind = "tokens-per-day"      // the last day's sum above the threshold
	SpendPerHour      AlarmKind = "spend-per-hour"      // an hour's tokens, times their prices, above the threshold
	TokenAnomaly      AlarmKind = "token-anomaly"       // 15 minutes with more tokens than the same time of other days had
	ModelThrottles    AlarmKind = "model-throttles"     // 3 of 5 minutes in which Bedrock refused calls
	TimeToFirstByte   AlarmKind = "time-to-first-byte"  // 3 of 5 minutes with a 95th percentile above the threshold
	ServerErrors      AlarmKind = "server-errors"       // 3 of 5 minutes with too large a share of failed requests
	UnhealthyHosts    AlarmKind = "unhealthy-hosts"     // 5 minutes with a task that fails its health check
	TasksBelowDesired AlarmKind = "tasks-below-desired" // 10 minutes with fewer tasks than there should be
	Saturation        AlarmKind = "saturation"          // 5 minutes with hardly a free slot for requests
	QueueAge          AlarmKind = "queue-age"           // 5 minutes with a message that waits too long
	DeadLetters       AlarmKind = "dead-letters"        // a message that no task could work on
)

var kinds = []AlarmKind{
	TokensPerMinute, TokensPerDay, SpendPerHour, TokenAnomaly, ModelThrottles, TimeToFirstByte,
	ServerErrors, UnhealthyHosts, TasksBelowDesired, Saturation, QueueAge, DeadLetters,
}

// MayRollBack reports whether the release that runs can be the cause of the alarm, so that it may undo a deployment.
// All others have causes that another release does not remove: traffic, callers, prices, or the provider of a model.
func (k AlarmKind) MayRollBack() bool {
	switch k {
	case TimeToFirstByte, ServerErrors, UnhealthyHosts, TasksBelowDesired:
		return true
	}
	return false
}

// Known reports whether there is an alarm of that kind.
func (k AlarmKind) Known() bool { return slices.Contains(kinds, k) }
