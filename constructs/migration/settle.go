package migration

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// defaultPort is where a container listens of which nobody said so.
const defaultPort = 8080

// settle fills in what a program cannot do without, and reports it as something to decide.
func (a *Application) settle() {
	a.uniqueNames()
	a.settleClients()
	for _, s := range a.Services {
		whole := Source{File: a.origin(), Name: s.Name}
		if !s.balanced() {
			a.settlePeers(s, whole)
			a.settleQueue(s)
			if s.ContainerCheck == nil {
				s.ContainerCheck = Say([]string{"CMD-SHELL", "kill -0 1"}, Source{})
				if s.Job != nil {
					continue // it runs at set times only, and nobody waits for its health
				}
				a.Report(whole, Decision, "ContainerHealthCheck",
					"without a load balancer a command in the container has to say whether it works; kill -0 1 only sees that it runs")
			}
			continue
		}
		if s.Port == nil {
			s.Port = Say[float64](defaultPort, Source{})
			a.Report(whole, Decision, "Port", fmt.Sprintf("no source says where the container listens; %d was "+
				"taken", defaultPort))
		}
		if s.Rule == nil && !s.secured() || s.Rule != nil && a.Front.CertificateARN == nil {
			a.Report(whole, Decision, "Domain", "no source names a certificate of ACM: set the domain and hosted zone in "+
				"cdktf.json, or it stays a demo with plaintext HTTP")
		}
		a.settleHealthCheck(s)
	}
	for _, s := range a.Services {
		a.settleScaling(s, Source{File: a.origin(), Name: s.Name})
		if s.Image == nil {
			a.Report(Source{File: a.origin(), Name: s.Name}, Decision, "Image",
				"build the image from a Dockerfile, push it to the repository that is made, and set "+a.tagSetting(s))
		}
		a.Report(Source{File: a.origin(), Name: s.Name}, Decision, "WritablePaths",
			"the container's file system is read-only but for /tmp: name the other directories that the code writes to")
	}
}

// settleClients has all take part in Service Connect where a service is found by nothing else.
func (a *Application) settleClients() {
	i := slices.IndexFunc(a.Services, func(s *Service) bool {
		return s.Exposure != nil && s.Exposure.Value == ServiceConnect
	})
	if !a.Peers || i < 0 {
		return
	}
	for _, s := range a.Services {
		if s.Job == nil && s.Connect == nil {
			s.Connect = &Connect{Client: true, Source: a.Services[i].Exposure.Source}
		}
	}
}

// settlePeers takes a port for a service that peers call.
func (a *Application) settlePeers(s *Service, whole Source) {
	if s.Exposure != nil && s.Port == nil {
		s.Port = Say[float64](defaultPort, Source{})
		a.Report(whole, Decision, "Port", fmt.Sprintf("no source says where the container listens; %d was taken",
			defaultPort))
	}
}

// settleScaling keeps the numbers in an order that AWS accepts.
func (a *Application) settleScaling(s *Service, whole Source) {
	v := &s.Scaling
	if s.Job != nil {
		return
	}
	if v.Min != nil && v.Max != nil && v.Min.Value > v.Max.Value {
		a.Report(v.Max.Source, Decision, "", "the maximum is below the minimum: the minimum was taken for both")
		v.Max = Say(v.Min.Value, v.Max.Source)
	}
	starts := slices.ContainsFunc(v.Schedules, func(s Schedule) bool { return s.Min != nil && s.Min.Value > 0 })
	if v.Min != nil && v.Min.Value == 0 && !starts {
		a.Report(v.Min.Source, Decision, "Scaling.MinCapacity", "with no task nothing asks for the first one: 1 was taken; "+
			"see WakeOnBacklog and Schedules")
		v.Min = Say(1.0, v.Min.Source)
	}
	if v.Max != nil && v.Max.Value == 0 {
		a.Report(v.Max.Source, Decision, "Scaling.MaxCapacity", "there was no instance, and nothing scales then: 1 was taken")
		v.Max = Say(1.0, v.Max.Source)
	}
	if s.balanced() && s.secured() && v.Min != nil && v.Min.Value < 2 {
		a.Report(whole, Decision, "Scaling.MinCapacity", "one task is in one zone only, and a deployment or an outage "+
			"of the zone is noticed: think of 2")
	}
}

// settleHealthCheck keeps the time for an answer below the interval, as an Application Load Balancer wants it.
func (a *Application) settleHealthCheck(s *Service) {
	h := &s.HealthCheck
	every := 15.0 // the default of package loadbalancer, whose timeout follows a stated interval
	if h.Interval != nil {
		every = h.Interval.Value
	}
	if h.Timeout == nil || h.Timeout.Value < every {
		return
	}
	a.Report(h.Timeout.Source, Decision, "HealthCheck.Timeout", "it is not shorter than the interval, as the load "+
		"balancer wants it: a second less than the interval was taken")
	h.Timeout = Say(every-1, h.Timeout.Source)
}

// origin is the file that stands for the whole application.
func (a *Application) origin() string {
	if a.Root != "" {
		return a.Root
	}
	return "."
}

func (a *Application) uniqueNames() {
	taken := map[string]bool{}
	for _, s := range a.Services {
		name := ServiceName(s.Name)
		for i := 2; taken[name]; i++ {
			suffix := fmt.Sprintf("-%d", i)
			name = ServiceName(s.Name)
			name = strings.TrimRight(name[:min(len(name), 32-len(suffix))], "-") + suffix
		}
		taken[name], s.Name = true, name
		s.sidecarNames()
	}
}

var notInContainerName = regexp.MustCompile(`[^A-Za-z0-9_-]+`)

// sidecarNames gives sidecars names that ECS takes, which Compose has dots in, and that no other container of the task
// has: the service's own is called as the service is.
func (s *Service) sidecarNames() {
	taken := map[string]bool{s.Name: true, "aws-otel-collector": s.XRay != nil}
	renamed := map[string]string{s.ContainerName: s.Name}
	for i := range s.Sidecars {
		const most = 255 - len("-99")
		name := notInContainerName.ReplaceAllString(s.Sidecars[i].ContainerName, "-")
		name = name[:min(len(name), most)]
		unique := name
		for n := 2; unique == "" || taken[unique]; n++ {
			unique = fmt.Sprintf("%s-%d", name, n)
		}
		renamed[s.Sidecars[i].ContainerName] = unique
		taken[unique], s.Sidecars[i].ContainerName = true, unique
	}
	for _, c := range s.Containers() {
		for i, d := range c.DependsOn {
			c.DependsOn[i].Container = renamed[d.Container]
		}
		c.DependsOn = slices.DeleteFunc(c.DependsOn, func(d Dependency) bool { return d.Container == "" })
	}
}

// tagSetting is the key in cdktf.json's context that names the image of a service.
func (a *Application) tagSetting(s *Service) string {
	if len(a.Services) == 1 {
		return "imageTag"
	}
	return identifier(s.Name) + "ImageTag"
}

// settleQueue lets a message that always fails reach the dead-letter queue before it is lost.
func (a *Application) settleQueue(s *Service) {
	q := &s.Queue
	const visibility, receives, retention = 900, 3, 345600 // the defaults of package queue
	value := func(v *Said[float64], otherwise float64) float64 {
		if v != nil {
			return v.Value
		}
		return otherwise
	}
	need := value(q.VisibilityTimeout, visibility) * value(q.Retries, receives)
	if need <= value(q.RetentionSeconds, retention) {
		return
	}
	source := Source{}
	for _, v := range []*Said[float64]{q.RetentionSeconds, q.Retries, q.VisibilityTimeout} {
		if v != nil {
			source = v.Source
		}
	}
	const most = 1209600
	if need > most {
		q.Retries = nil
		if value(q.VisibilityTimeout, visibility)*receives > most {
			q.VisibilityTimeout = nil
		}
		need = value(q.VisibilityTimeout, visibility) * receives
		a.Report(source, Decision, "Queue", "visibility timeout times retries is more than the 14 days that a "+
			"message is kept: the default number of tries was taken")
	}
	if need > value(q.RetentionSeconds, retention) {
		q.RetentionSeconds = Say(need, source)
	}
}
