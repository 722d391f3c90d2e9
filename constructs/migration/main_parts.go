package migration

import "strconv"

func (c *code) containerSettings(s *Service) {
	if len(s.Secrets) > 0 {
		c.secrets(&s.Container)
	}
	if s.WorkingDirectory != nil || s.User != nil || len(s.Mounts) > 0 {
		c.block("Container: &"+c.in("ecs", "ContainerSettings")+"{", "},", func(c *code) { c.settings(&s.Container) })
	}
	if s.ContainerCheck != nil {
		c.block("ContainerHealthCheck: &"+c.in("ecs", "HealthCheck")+"{", "},", func(c *code) {
			c.texts("Command", s.ContainerCheck)
		})
	}
	if s.DiskGiB != nil {
		c.block("Task: &"+c.in("ecs", "TaskSettings")+"{", "},", func(c *code) {
			c.number("EphemeralStorageGiB", s.DiskGiB)
		})
	}
	if len(s.Volumes) > 0 {
		c.block("Volumes: []"+c.in("ecs", "Volume")+"{", "},", func(c *code) {
			for _, name := range s.Volumes {
				c.line("{Name: " + quote(name) + "},")
			}
		})
	}
}

func (c *code) settings(container *Container) {
	c.text("WorkingDirectory", container.WorkingDirectory)
	c.text("User", container.User)
	c.block("Mounts: []ecs.Mount{", "},", func(c *code) {
		for _, m := range container.Mounts {
			readOnly := ""
			if m.ReadOnly {
				readOnly = ", ReadOnly: " + c.pointer("Bool", "true")
			}
			c.line("{VolumeName: "+quote(m.Volume)+", ContainerPath: "+quote(m.Path)+readOnly+"},", m.Source)
		}
	})
}

// xrayConfig listens where the SDKs of X-Ray expect the daemon that Beanstalk ran. Segments come by UDP; the receiver
// answers the SDKs' questions for sampling rules on the same port by TCP
// (https://aws-otel.github.io/docs/components/x-ray-receiver).
const xrayConfig = "`" + `
extensions: {health_check: {}}
receivers: {awsxray: {endpoint: 127.0.0.1:2000, transport: udp}}
exporters: {awsxray: {}}
service:
  extensions: [health_check]
  pipelines: {traces: {receivers: [awsxray], exporters: [awsxray]}}
` + "`"

func (c *code) sidecars(s *Service) {
	if s.XRay == nil && len(s.Sidecars) == 0 {
		return
	}
	c.block("Sidecars: []"+c.in("ecs", "Sidecar")+"{", "},", func(c *code) {
		if s.XRay != nil {
			c.line("ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "+quote(s.Name)+", MetricNamespace: "+quote(s.Name)+
				", Config: "+c.pointer("String", xrayConfig)+"}),", s.XRay.Source)
		}
		for i := range s.Sidecars {
			c.block("{Containers: []ecs.Container{{", "}}},", func(c *code) { c.sidecar(&s.Sidecars[i]) })
		}
	})
}

func (c *code) sidecar(container *Container) {
	c.line("Name: " + quote(container.ContainerName) + ",")
	c.text("Image", container.Image)
	if e := container.Essential; e != nil && !e.Value {
		c.line("Essential: "+c.pointer("Bool", "false")+",", e.Source)
	}
	if container.Port != nil {
		c.block("Ports: []ecs.Port{{", "}},", func(c *code) { c.number("ContainerPort", container.Port) })
	}
	c.texts("EntryPoint", container.EntryPoint)
	c.texts("Command", container.Command)
	c.variables(container)
	c.sidecarSecrets(container)
	c.block("ContainerSettings: ecs.ContainerSettings{", "},", func(c *code) {
		c.line("ReadonlyRootFilesystem: " + c.pointer("Bool", "false") + ", // as it was")
		c.settings(container)
	})
}

// sidecarSecrets resolves references, which only the service itself does of its own.
func (c *code) sidecarSecrets(container *Container) {
	if len(container.Secrets) == 0 {
		return
	}
	c.block("Secrets: map[string]ecs.Secret{", "},", func(c *code) {
		for _, name := range sortedKeys(container.Secrets) {
			v := container.Secrets[name]
			c.line(quote(name)+": ecs.Secret("+c.in("secrets", "Resolve")+"(stack, "+
				"secrets.Reference{"+reference(v)+"})),", v.Source)
		}
	})
}

func (c *code) queue(s *Service) {
	q := s.Queue
	if q.VisibilityTimeout == nil && q.Retries == nil && q.RetentionSeconds == nil {
		return
	}
	c.block("Queue: &"+c.in("queue", "Props")+"{", "},", func(c *code) {
		c.number("VisibilityTimeout", q.VisibilityTimeout)
		c.number("MaxReceiveCount", q.Retries)
		c.number("MessageRetention", q.RetentionSeconds)
	})
}

func (c *code) loadBalancer(s *Service) {
	b, h, t := s.LoadBalancer, s.HealthCheck, s.Target
	block := func(prop, kind string, inside func(*code)) {
		before := c.uses[library+"/constructs/loadbalancer"]
		length := c.body.Len()
		c.block(prop+": &"+c.in("loadbalancer", kind)+"{", "},", inside)
		if c.body.Len() == length && !before {
			delete(c.uses, library+"/constructs/loadbalancer")
		}
	}
	block("LoadBalancer", "Settings", func(c *code) {
		c.text("CertificateARN", b.CertificateARN)
		c.text("TLSPolicy", b.TLSPolicy)
		if b.Internal != nil && b.Internal.Value {
			c.line("Scheme: loadbalancer.SchemeInternal,", b.Internal.Source)
		}
		c.number("IdleTimeout", b.IdleTimeout)
		c.block("AccessLogs: &loadbalancer.AccessLogs{", "},", func(c *code) {
			c.text("Bucket", b.LogBucket)
			c.text("Prefix", b.LogPrefix)
		})
	})
	block("HealthCheck", "HealthCheck", func(c *code) {
		c.text("Path", h.Path)
		c.text("Matcher", h.Matcher)
		c.number("Interval", h.Interval)
		c.number("Timeout", h.Timeout)
		c.number("HealthyThreshold", h.HealthyThreshold)
		c.number("UnhealthyThreshold", h.UnhealthyThreshold)
	})
	block("Target", "TargetSettings", func(c *code) {
		if t.HTTP2 != nil && t.HTTP2.Value {
			c.line("ProtocolVersion: loadbalancer.HTTP2,", t.HTTP2.Source)
		}
		c.number("DeregistrationDelay", t.DeregistrationDelay)
		if t.Sticky != nil && t.Sticky.Value {
			c.line("Stickiness: &loadbalancer.Stickiness{", t.Sticky.Source)
			c.depth++
			c.number("Duration", t.StickyDuration)
			c.text("CookieName", t.StickyCookie)
			c.depth--
			c.line("},")
		}
	})
}

func (c *code) scaling(s *Service) {
	v := s.Scaling
	if v.Min == nil && v.Max == nil && v.CPU == nil && v.Requests == nil && len(v.Schedules) == 0 {
		return
	}
	c.block("Scaling: &"+c.in("scaling", "Settings")+"{", "},", func(c *code) {
		c.number("MinCapacity", v.Min)
		c.number("MaxCapacity", v.Max)
		c.tracking("CPUUtilization", v.CPU)
		c.tracking("RequestsPerTarget", v.Requests)
		c.block("Schedules: []scaling.Schedule{", "},", func(c *code) {
			for _, schedule := range v.Schedules {
				c.schedule(schedule)
			}
		})
	})
}

func (c *code) tracking(field string, v *Said[float64]) {
	if v != nil {
		c.line(field+": &scaling.TargetTracking{TargetValue: "+
			c.pointer("Number", strconv.FormatFloat(v.Value, 'f', -1, 64))+"},", v.Source)
	}
}

func (c *code) schedule(s Schedule) {
	c.line("{", s.Source)
	c.depth++
	for _, f := range []struct{ name, value string }{{"Name", s.Name}, {"Expression", s.Expression},
		{"TimeZone", s.TimeZone}, {"StartTime", s.Start}, {"EndTime", s.End}} {
		if f.value != "" {
			c.line(f.name + ": " + quote(f.value) + ",")
		}
	}
	c.number("MinCapacity", s.Min)
	c.number("MaxCapacity", s.Max)
	c.depth--
	c.line("},")
}

func (c *code) observed(s *Service) {
	if s.LogRetentionDays != nil {
		c.block("Logs: &"+c.in("logs", "Props")+"{", "},", func(c *code) { c.number("RetentionDays", s.LogRetentionDays) })
	}
	if s.AlarmEmail == nil && s.AlarmTopic == nil {
		return
	}
	c.block("Guardrails: &"+c.in("guardrails", "Settings")+"{", "},", func(c *code) {
		if s.AlarmTopic != nil {
			c.text("ExistingTopicARN", s.AlarmTopic)
			return
		}
		c.block("Topic: &guardrails.Topic{", "},", func(c *code) {
			c.texts("Emails", Say([]string{s.AlarmEmail.Value}, s.AlarmEmail.Source))
		})
	})
}
