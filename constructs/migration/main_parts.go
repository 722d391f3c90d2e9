package migration

import "strconv"

func (c *code) containerSettings(s *Service) {
	if len(s.Secrets) > 0 {
		c.secrets(&s.Container)
	}
	c.needing("ecs", "Container: &", "ContainerSettings{", func(c *code) { c.settings(&s.Container) })
	c.check("ContainerHealthCheck", &s.Container)
	if s.DiskGiB != nil {
		c.block("Task: &"+c.in("ecs", "TaskSettings")+"{", "},", func(c *code) {
			c.number("EphemeralStorageGiB", s.DiskGiB)
		})
	}
	if len(s.Volumes) > 0 {
		c.block("Volumes: []"+c.in("ecs", "Volume")+"{", "},", func(c *code) {
			for _, v := range s.Volumes {
				c.volume(v)
			}
		})
	}
}

// needing writes a block, and asks for its package where there is anything in it.
func (c *code) needing(pkg, before, kind string, inside func(*code)) {
	imported := c.uses[library+"/constructs/"+pkg]
	length := c.body.Len()
	c.block(before+c.in(pkg, kind), "},", inside)
	if c.body.Len() == length && !imported {
		delete(c.uses, library+"/constructs/"+pkg)
	}
}

func (c *code) volume(v Volume) {
	if v.EFS == nil {
		c.line("{Name: " + quote(v.Name) + "},")
		return
	}
	c.line("{Name: "+quote(v.Name)+", EFS: &ecs.EFSVolume{", v.EFS.Source)
	c.depth++
	for _, f := range []struct{ name, value string }{{"FileSystemID", v.EFS.FileSystemID},
		{"AccessPointID", v.EFS.AccessPointID}, {"RootDirectory", v.EFS.RootDirectory}} {
		if f.value != "" {
			c.line(f.name + ": " + quote(f.value) + ",")
		}
	}
	if v.EFS.WithoutIAM {
		c.line("IAM: " + c.pointer("Bool", "false") + ",")
	}
	if v.EFS.ReadOnly {
		c.line("ReadOnly: " + c.pointer("Bool", "true") + ",")
	}
	c.depth--
	c.line("}},")
}

// check of the container's health.
func (c *code) check(prop string, container *Container) {
	if container.ContainerCheck == nil {
		return
	}
	t := container.CheckTimes
	c.block(prop+": &"+c.in("ecs", "HealthCheck")+"{", "},", func(c *code) {
		c.texts("Command", container.ContainerCheck)
		c.number("Interval", t.Interval)
		c.number("Timeout", t.Timeout)
		c.number("Retries", t.Retries)
		c.number("StartPeriod", t.StartPeriod)
	})
}

func (c *code) settings(container *Container) {
	c.text("WorkingDirectory", container.WorkingDirectory)
	c.text("User", container.User)
	c.block("DockerLabels: map[string]string{", "},", func(c *code) {
		for _, name := range sortedKeys(container.Labels) {
			c.line(quote(name)+": "+quote(container.Labels[name].Value)+",", container.Labels[name].Source)
		}
	})
	c.block("DependsOn: []ecs.Dependency{", "},", func(c *code) {
		for _, d := range container.DependsOn {
			c.line("{ContainerName: "+quote(d.Container)+", Condition: ecs."+d.Condition+"},", d.Source)
		}
	})
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

// xrayConfig listens where the SDKs of X-Ray expect its daemon, and those of OpenTelemetry a collector. Segments come
// by UDP; the receiver answers the SDKs' questions for sampling rules on the same port by TCP
// (https://aws-otel.github.io/docs/components/x-ray-receiver).
const xrayConfig = "`" + `
extensions: {health_check: {}}
receivers:
  awsxray: {endpoint: 127.0.0.1:2000, transport: udp}
  otlp: {protocols: {grpc: {endpoint: 127.0.0.1:4317}, http: {endpoint: 127.0.0.1:4318}}}
exporters: {awsxray: {}}
service:
  extensions: [health_check]
  pipelines: {traces: {receivers: [awsxray, otlp], exporters: [awsxray]}}
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
	c.check("HealthCheck", container)
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
	c.needing("queue", "Queue: &", "Props{", func(c *code) {
		c.number("VisibilityTimeout", q.VisibilityTimeout)
		c.number("MaxReceiveCount", q.Retries)
		c.number("MessageRetention", q.RetentionSeconds)
		c.yes("FIFO", q.FIFO)
		c.yes("ContentBasedDeduplication", q.Deduplicated)
	})
}

func (c *code) loadBalancer(s *Service) {
	h, t := s.HealthCheck, s.Target
	if s.Rule == nil {
		c.needing("loadbalancer", "LoadBalancer: &", "Settings{", func(c *code) { c.balancer(s.LoadBalancer) })
	} else {
		c.line("ExistingLoadBalancer: &balancer,")
		c.block("Rule: &"+c.in("loadbalancer", "Rule")+"{", "},", func(c *code) { c.rule(s.Rule) })
	}
	c.needing("loadbalancer", "HealthCheck: &", "HealthCheck{", func(c *code) {
		c.text("Path", h.Path)
		c.text("Matcher", h.Matcher)
		c.number("Interval", h.Interval)
		c.number("Timeout", h.Timeout)
		c.number("HealthyThreshold", h.HealthyThreshold)
		c.number("UnhealthyThreshold", h.UnhealthyThreshold)
	})
	c.needing("loadbalancer", "Target: &", "TargetSettings{", func(c *code) {
		if t.Protocol != nil {
			c.line("ProtocolVersion: loadbalancer."+t.Protocol.Value+",", t.Protocol.Source)
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

func (c *code) balancer(b LoadBalancer) {
	c.text("CertificateARN", b.CertificateARN)
	c.text("TLSPolicy", b.TLSPolicy)
	if b.Internal != nil && b.Internal.Value {
		c.line("Scheme: loadbalancer.SchemeInternal,", b.Internal.Source)
	}
	c.texts("IngressCIDRs", b.From)
	c.number("IdleTimeout", b.IdleTimeout)
	c.block("AccessLogs: &loadbalancer.AccessLogs{", "},", func(c *code) {
		c.text("Bucket", b.LogBucket)
		c.text("Prefix", b.LogPrefix)
	})
}

func (c *code) rule(r *Rule) {
	c.line("Priority: "+c.pointer("Number", strconv.Itoa(r.Priority))+",", r.Source)
	for _, f := range []struct {
		name   string
		values []string
	}{{"Hosts", r.Hosts}, {"Paths", r.Paths}, {"SourceCIDRs", r.From}} {
		if len(f.values) > 0 {
			c.line(f.name + ": " + c.words(f.values) + ",")
		}
	}
}

func (c *code) scaling(s *Service) {
	v := s.Scaling
	if s.Job != nil {
		c.block("Scaling: &"+c.in("scaling", "Settings")+"{", "},", func(c *code) {
			c.line("MinCapacity: " + c.pointer("Number", "0") + ",")
			c.line("MaxCapacity: " + c.pointer("Number", "0") + ", // only the scheduled task runs")
		})
		return
	}
	c.needing("scaling", "Scaling: &", "Settings{", func(c *code) {
		c.number("MinCapacity", v.Min)
		c.number("MaxCapacity", v.Max)
		c.tracking("CPUUtilization", v.CPU)
		c.tracking("MemoryUtilization", v.Memory)
		c.tracking("RequestsPerTarget", v.Requests)
		if v.Backlog != nil {
			name := s.Name
			if s.Queue.FIFO != nil && s.Queue.FIFO.Value {
				name += ".fifo"
			}
			c.line("Metrics: []scaling.MetricTracking{scaling.BacklogPerTask("+quote(name)+", "+
				decimal(v.Backlog.Value)+")},", v.Backlog.Source)
			if v.Min == nil || v.Min.Value == 0 {
				c.line("Steps: []scaling.StepScaling{scaling.WakeOnBacklog(" + quote(name) + ")},")
			}
		}
		c.block("Schedules: []scaling.Schedule{", "},", func(c *code) {
			for _, schedule := range v.Schedules {
				c.schedule(schedule)
			}
		})
	})
}

func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (c *code) tracking(field string, v *Tracking) {
	if v == nil {
		return
	}
	value := "TargetValue: " + c.pointer("Number", decimal(v.Value))
	if v.In == nil && v.Out == nil {
		c.line(field+": &scaling.TargetTracking{"+value+"},", v.Source)
		return
	}
	c.block(field+": &scaling.TargetTracking{", "},", func(c *code) {
		c.line(value+",", v.Source)
		c.number("ScaleInCooldown", v.In)
		c.number("ScaleOutCooldown", v.Out)
	})
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

func (c *code) job(j *Job) {
	if j == nil {
		return
	}
	c.block("ScheduledTasks: map[string]fargateai.ScheduledTask{", "},", func(c *code) {
		c.block(quote("run")+": {Settings: "+c.in("scheduledtask", "Settings")+"{", "}},", func(c *code) {
			c.text("Expression", &j.Expression)
			if j.Disabled {
				c.line("Disabled: " + c.pointer("Bool", "true") + ",")
			}
		})
	})
}

func (c *code) deployment(s *Service) {
	d := s.Deployment
	c.needing("ecs", "Deployment: &", "ServiceSettings{", func(c *code) {
		c.number("MinHealthyPercent", d.MinHealthy)
		c.number("MaxHealthyPercent", d.MaxHealthy)
		c.number("HealthCheckGracePeriod", d.GracePeriod)
		c.texts("SecurityGroupIDs", d.SecurityGroups)
		c.toFiles(s)
		c.block("DeploymentAlarms: &ecs.DeploymentAlarms{", "},", func(c *code) { c.texts("AlarmNames", d.Alarms) })
		c.block("CapacityProviders: []ecs.CapacityProvider{", "},", func(c *code) {
			for _, p := range d.Providers {
				base := ""
				if p.Base > 0 {
					base = ", Base: " + c.pointer("Number", decimal(p.Base))
				}
				c.line("{Name: "+p.Name+base+", Weight: "+c.pointer("Number", decimal(p.Weight))+"},", p.Source)
			}
		})
		c.connect(s)
	})
}

// toFiles lets the tasks reach the mount targets of a file system, whose group no source names.
func (c *code) toFiles(s *Service) {
	for _, v := range s.Volumes {
		if v.EFS == nil {
			continue
		}
		c.line("Egress: []ecs.Egress{ // to file systems at a private address; narrower by EFSVolume.SecurityGroupID")
		c.depth++
		for _, block := range [][2]string{{"files-10", "10.0.0.0/8"}, {"files-172", "172.16.0.0/12"},
			{"files-192", "192.168.0.0/16"}} {
			c.line("{Name: " + quote(block[0]) + ", CIDR: " + quote(block[1]) + ", Port: " + c.pointer("Number", "2049") + "},")
		}
		c.depth--
		c.line("},")
		return
	}
}

// connect makes the service a client of its peers, and where something can be called, a server.
func (c *code) connect(s *Service) {
	switch n := s.Connect; {
	case n == nil:
	case n.Client || s.Port == nil || n.Alias == nil && !s.balanced():
		c.line("ServiceConnect: &ecs.ServiceConnect{},", n.Source)
	default:
		c.line("ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{{", n.Source)
		c.depth++
		c.line("PortName: \"http\",")
		c.number("Port", s.Port)
		c.text("DNSName", n.Alias)
		c.depth--
		c.line("}}},")
	}
}
