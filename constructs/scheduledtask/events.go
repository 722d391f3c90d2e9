package scheduledtask

// taskGroup marks the tasks of this schedule among all others of the family: ECS repeats it in every event.
func (p *Props) taskGroup() string { return "schedule:" + p.Name }

// stopped matches the tasks of this schedule that have stopped in one of the ways
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html).
func (p *Props) stopped(ways map[string]any) map[string]any {
	detail := map[string]any{
		"clusterArn": []string{p.ClusterARN}, "group": []string{p.taskGroup()}, "lastStatus": []string{"STOPPED"},
	}
	for key, way := range ways {
		detail[key] = way
	}
	return map[string]any{
		"source": []string{"aws.ecs"}, "detail-type": []string{"ECS Task State Change"}, "detail": detail,
	}
}

// failed matches every end but the container's exit with 0. A container that never ran has no exit code, but its task
// has another reason to stop than the exit of an essential container.
func (p *Props) failed() map[string]any {
	return p.stopped(map[string]any{"$or": []any{
		p.exited(map[string]any{"anything-but": []any{0}}),
		map[string]any{"stopCode": []any{map[string]any{"anything-but": []string{exited}}}},
	}})
}

func (p *Props) succeeded() map[string]any {
	ways := p.exited(0)
	ways["stopCode"] = []string{exited}
	return p.stopped(ways)
}

// exited is the stop code of a task that ended by itself.
const exited = "EssentialContainerExited"

// exited matches the exit code of the one container: others are stopped with it, and may exit with anything.
func (p *Props) exited(code any) map[string]any {
	return map[string]any{"containers": map[string]any{"name": []string{p.ContainerName}, "exitCode": []any{code}}}
}
