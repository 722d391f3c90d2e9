package ecs

// TaskPort is a port of a task, as a service knows it.
type TaskPort struct {
	ContainerName string // required
	Port
}

// TaskPorts returns the ports of all containers, those of sidecars among them: what a service of these tasks takes as
// [ServiceProps].TaskPorts.
func (p *TaskDefinitionProps) TaskPorts() []TaskPort {
	out := []TaskPort{} // not nil: it is known that there are no others
	for _, c := range p.merged().Containers {
		for _, port := range c.Ports {
			out = append(out, TaskPort{ContainerName: c.Name, Port: port})
		}
	}
	return out
}

// TaskPorts returns the ports of all containers, for ServiceProps.TaskPorts. Nil when the props were refused.
func (t *TaskDefinition) TaskPorts() []TaskPort {
	if t.task == nil {
		return nil
	}
	return t.config.TaskPorts()
}

// speaksHTTP reports that the proxy of Service Connect sees single requests on the port: with plain TCP it sees only
// connections.
func (p Port) speaksHTTP() bool {
	switch p.AppProtocol {
	case AppProtocolHTTP, AppProtocolHTTP2, AppProtocolGRPC:
		return true
	default:
		return false
	}
}
