// Package guardrails watches what an AI service does and what it costs: alarms, a topic that carries them, an AWS
// budget, cost anomaly detection, a kill switch, and one dashboard.
//
//	rails := guardrails.New(stack, "guardrails", &guardrails.Props{
//		ClusterName: "ai", ServiceName: "llm-proxy",
//		LoadBalancerARNSuffix: balancer.Ref().ARNSuffix, TargetGroupARNSuffix: target.ARNSuffix(),
//		Settings: guardrails.Settings{
//			Name:   "llm-proxy",
//			Topic:  &guardrails.Topic{Emails: jsii.Strings("oncall@acme.dev")},
//			Models: []guardrails.Model{{InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)}},
//			Alarms: guardrails.Alarms{TokensPerMinute: jsii.Number(200_000), SpendUSDPerHour: jsii.Number(25)},
//			Budget: &guardrails.Budget{MonthlyUSD: jsii.Number(500)},
//		},
//	})
//
// # Which guard acts when
//
// Billing data is up to a day old. A [Budget] therefore cannot stop an agent that loops; it tells how a month goes. The
// alarms on tokens and on spend look at metrics that are minutes old: they are the guard against a loop. The spend
// alarm multiplies tokens by the prices of [Model]; it is an estimate, without cached tokens, images and the cost of
// the tasks.
//
// # What the service publishes
//
// Tokens are counted by the service itself, as metrics InputTokens and OutputTokens in its namespace (embedded metric
// format on stdout will do, or a metric filter on its logs), without dimensions, or with the one dimension Model where
// models have a Name here; or by Bedrock, for models whose ModelID is given. Once models are listed, tokens of a model
// that is not in the list go unseen. Bedrock knows no services: only with an inference profile of the service's own as
// ModelID are the numbers this service's alone. The requests in flight are the metric that scaling.InFlightPerTask
// reads: InFlightRequests of AIService by cluster and service. Running tasks are counted by Container Insights, which
// the cluster must have on.
//
// # Alarms and deployments
//
// ECS can roll a deployment back when an alarm rings: [Guardrails.RollbackAlarmNames] are those that say something
// about the release. An alarm about tokens, spend or the model's provider says nothing about it, and would undo a good
// release while the provider has a bad day; see [AlarmKind.MayRollBack]. ClusterName and ServiceName must be literal
// names, since the service itself will depend on these alarms.
//
// # Cost allocation tags
//
// The budget and the anomaly detection see the costs that carry the tag of [CostTag]. AWS leaves a tag out of all
// billing data until it is activated as a cost allocation tag, once, in the organization's management account; until
// then the budget shows 0 USD. Tasks carry the tag when the service propagates its tags, tokens of Bedrock when they go
// through a tagged inference profile.
package guardrails
