// Package metrics names the CloudWatch metrics that services publish, for those who write them and those who read them.
package metrics

// Namespace of the metrics of all services, which dimensions tell apart.
const Namespace = "AIService"

// InFlightRequests is the number of requests that a task works on, in [Namespace], unit Count, with the dimensions
// ClusterName and ServiceName and no others. Every task publishes its own number, so that the average over all
// datapoints is the average over the tasks.
const InFlightRequests = "InFlightRequests"

// Tokens of a service's calls to models, in [Of] the service; their statistic is Sum.
const (
	InputTokens  = "InputTokens"
	OutputTokens = "OutputTokens"
	TotalTokens  = "TotalTokens"
)

// Of is the namespace of the metrics of one service.
func Of(service string) string { return Namespace + "/" + service }
