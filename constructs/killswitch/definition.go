package killswitch

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// How Application Auto Scaling names the number of tasks of a service.
const (
	namespace = "ecs"
	dimension = "ecs:service:DesiredCount"
)

// machine is what the definition of the state machine is made of.
type machine struct {
	Props
	partition, restore string
}

// state of the machine, in the States Language of Amazon.
type state = map[string]any

// definition is the state machine. Tasks are stopped before ECS takes the service down, so that it does not drain
// them first (https://github.com/aws/amazon-ecs-agent/issues/2316), and once more for those that started meanwhile.
// What cannot be listed or stopped holds up nothing: the service goes down in any case.
func (m machine) definition() map[string]any {
	states := state{
		"Why": state{"Type": "Choice", "Default": "PulledByHand", "Choices": []any{
			state{"Variable": "$.detail.alarmName", "IsPresent": true, "Next": "PulledByAlarm"},
		}},
		"PulledByAlarm": state{"Type": "Pass", "Next": "ListTasks", "Parameters": state{
			"why.$": "States.Format('The alarm {} rang: {}', $.detail.alarmName, $.detail.state.reason)",
		}},
		"PulledByHand": state{"Type": "Pass", "Next": "ListTasks",
			"Result": state{"why": "Somebody started the state machine."}},
		"StopService": m.essential("ecs:updateService",
			state{"Cluster": m.ClusterName, "Service": m.ServiceName, "DesiredCount": 0}, "Settle"),
		"Settle": state{"Type": "Wait", "Seconds": 20, "Next": "ListTasksAgain"},
		"Tell": m.tell("A kill switch stopped a service",
			"The kill switch stopped the service "+m.ServiceName+" of the cluster "+m.ClusterName+
				". {} No task runs or starts. Find the cause, then bring it back with: "+m.restore, "$.why"),
		"TellFailure": m.tell("A kill switch FAILED",
			"The kill switch could not stop the service "+m.ServiceName+" of the cluster "+m.ClusterName+
				", whose tasks may run on: {}. {} See the execution of the state machine, and take the service down by hand.", "$.error.Error, $.why"),
		"Failed": state{"Type": "Fail", "Error": "NotStopped", "Cause": "The service could not be stopped"},
	}
	down := "StopService"
	if m.Scaling != nil {
		down = "HoldScaling"
		states[down] = m.essential("applicationautoscaling:registerScalableTarget", m.held(), "StopService")
	}
	m.stopTasks(states, "", down)
	m.stopTasks(states, "Again", "Tell")
	states["Tell"].(state)["End"] = true
	states["TellFailure"].(state)["Next"] = "Failed"
	return map[string]any{
		"Comment": "Stops the service, and tells how it is brought back", "StartAt": "Why", "States": states,
	}
}

// held is a scalable target that lets no task start.
func (m machine) held() state {
	out := state{"ServiceNamespace": namespace, "ScalableDimension": dimension,
		"ResourceId": "service/" + m.ClusterName + "/" + m.ServiceName, "MinCapacity": 0, "MaxCapacity": 0}
	if optional.Value(m.Scaling.Scheduled) {
		out["SuspendedState"] = state{"ScheduledScalingSuspended": true}
	}
	return out
}

// stopTasks adds the states that list and stop what runs, up to 100 tasks, before next.
func (m machine) stopTasks(states state, suffix, next string) {
	list, stop := "ListTasks"+suffix, "StopTasks"+suffix
	ignore := []any{state{"ErrorEquals": []string{"States.ALL"}, "ResultPath": "$.error", "Next": next}}
	states[list] = m.call("ecs:listTasks", 3, state{"Cluster": m.ClusterName, "ServiceName": m.ServiceName},
		state{"ResultPath": "$.tasks", "Next": stop, "Catch": ignore})
	each := m.call("ecs:stopTask", 3,
		state{"Cluster": m.ClusterName, "Task.$": "$.task", "Reason": "The kill switch was pulled"},
		state{"End": true, "Catch": []any{state{"ErrorEquals": []string{"States.ALL"}, "Next": "Gone"}}})
	states[stop] = state{
		// an answer is kept beside the reason, not in its place
		"Type": "Map", "ItemsPath": "$.tasks.TaskArns", "MaxConcurrency": 10, "ResultPath": "$.answer", "Next": next,
		"ItemSelector": state{"task.$": "$$.Map.Item.Value"}, "Catch": ignore,
		"ItemProcessor": state{"ProcessorConfig": state{"Mode": "INLINE"}, "StartAt": "StopTask",
			"States": state{"StopTask": each, "Gone": state{"Type": "Succeed"}}},
	}
}

// essential is a call without which the service is not stopped; it is tried for about two minutes.
func (m machine) essential(action string, parameters state, next string) state {
	return m.call(action, 6, parameters, state{"ResultPath": "$.answer", "Next": next, "Catch": []any{
		state{"ErrorEquals": []string{"States.ALL"}, "ResultPath": "$.error", "Next": "TellFailure"},
	}})
}

// call of AWS. It tries again, after any error: AWS documents no name for the one of throttling, and to repeat a call
// that is refused does no harm.
func (m machine) call(action string, attempts int, parameters, more state) state {
	out := state{
		"Type": "Task", "Resource": "arn:" + m.partition + ":states:::aws-sdk:" + action, "Parameters": parameters,
		"TimeoutSeconds": 60,
		"Retry": []any{state{"ErrorEquals": []string{"States.ALL"}, "IntervalSeconds": 2, "BackoffRate": 2,
			"MaxAttempts": attempts, "JitterStrategy": "FULL"}},
	}
	for name, value := range more {
		out[name] = value
	}
	return out
}

// tell publishes a message, with what the paths lead to in place of {}.
func (m machine) tell(subject, message, paths string) state {
	return state{
		"Type": "Task", "Resource": "arn:" + m.partition + ":states:::sns:publish",
		"Parameters": state{"TopicArn": m.TopicARN, "Subject": subject,
			"Message.$": "States.Format('" + message + "', " + paths + ")"},
		"Retry": []any{state{"ErrorEquals": []string{"States.ALL"}, "IntervalSeconds": 5, "BackoffRate": 2, "MaxAttempts": 6}},
	}
}

// restoreCommand brings the service back.
func (p Props) restoreCommand(region string, text func(float64) string) string {
	if p.Scaling == nil {
		return "aws ecs update-service --region " + region + " --cluster " + p.ClusterName + " --service " + p.ServiceName +
			" --desired-count " + text(optional.Or(p.DesiredCount, DefaultDesiredCount))
	}
	out := "aws application-autoscaling register-scalable-target --region " + region +
		" --service-namespace " + namespace + " --scalable-dimension " + dimension +
		" --resource-id service/" + p.ClusterName + "/" + p.ServiceName +
		" --min-capacity " + text(optional.Value(p.Scaling.MinCapacity)) +
		" --max-capacity " + text(optional.Value(p.Scaling.MaxCapacity))
	if optional.Value(p.Scaling.Scheduled) {
		out += " --suspended-state DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false," +
			"ScheduledScalingSuspended=false"
	}
	return out
}

// pattern is the event of an alarm that begins to ring.
func (p Props) pattern() map[string]any {
	return map[string]any{
		"source": []string{"aws.cloudwatch"}, "detail-type": []string{"CloudWatch Alarm State Change"},
		"detail": map[string]any{"alarmName": p.AlarmNames, "state": map[string]any{"value": []string{"ALARM"}}},
	}
}
