package ecs

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// definition is the container in the shape of ECS's RegisterTaskDefinition. What ECS fills in itself is left out, so
// that a plan shows only what somebody decided.
func (c containerConfig) definition() map[string]any {
	d := map[string]any{
		"name":                   c.Name,
		"image":                  c.Image,
		"essential":              *c.Essential,
		"readonlyRootFilesystem": *c.ReadonlyRootFilesystem,
		"linuxParameters":        c.linuxParameters(),
		"logConfiguration":       c.logging.definition(),
	}
	put := func(key string, list []any) {
		if len(list) > 0 {
			d[key] = list
		}
	}
	put("portMappings", each(c.Ports, Port.definition))
	for key, list := range map[string]any{
		"environment": pairs(c.Environment, "value", func(value string) string { return value }),
		"secrets":     pairs(c.Secrets, "valueFrom", func(s Secret) string { return s.ValueFrom }),
	} {
		if list != nil {
			d[key] = list
		}
	}
	put("environmentFiles", each(known(c.EnvironmentFiles),
		func(object string) map[string]any { return map[string]any{"type": "s3", "value": object} }))
	put("mountPoints", each(c.Mounts, Mount.definition))
	put("dependsOn", each(c.DependsOn, Dependency.definition))
	put("ulimits", each(c.Ulimits, func(u Ulimit) map[string]any {
		return map[string]any{"name": u.Name, "softLimit": u.Soft, "hardLimit": u.Hard}
	}))
	put("systemControls", each(check.SortedKeys(c.SystemControls), func(name string) map[string]any {
		return map[string]any{"namespace": name, "value": c.SystemControls[name]}
	}))
	for key, list := range map[string]*[]*string{"command": c.Command, "entryPoint": c.EntryPoint} {
		if list != nil {
			d[key] = list
		}
	}
	for key, text := range map[string]string{"workingDirectory": c.WorkingDirectory, "user": c.User} {
		if text != "" {
			d[key] = text
		}
	}
	for key, number := range map[string]*float64{
		"startTimeout": c.StartTimeout, "stopTimeout": c.StopTimeout,
		"cpu": c.CPU, "memory": c.MemoryLimitMiB, "memoryReservation": c.MemoryReservationMiB,
	} {
		if number != nil {
			d[key] = *number
		}
	}
	if len(c.DockerLabels) > 0 {
		d["dockerLabels"] = c.DockerLabels
	}
	if c.HealthCheck != nil {
		d["healthCheck"] = c.HealthCheck.definition()
	}
	if f := c.FirelensConfiguration; f != nil {
		firelens := map[string]any{"type": string(f.Type)}
		if len(f.Options) > 0 {
			firelens["options"] = f.Options
		}
		d["firelensConfiguration"] = firelens
	}
	if s := c.RepositoryCredentials; s != nil {
		d["repositoryCredentials"] = map[string]any{"credentialsParameter": s.ValueFrom}
	}
	if r := c.RestartPolicy; r != nil {
		policy := map[string]any{"enabled": true, "restartAttemptPeriod": *r.RestartAttemptedIn}
		if len(r.IgnoredExitCodes) > 0 {
			policy["ignoredExitCodes"] = each(r.IgnoredExitCodes, func(code float64) float64 { return code })
		}
		d["restartPolicy"] = policy
	}
	return d
}

func (c containerConfig) linuxParameters() map[string]any {
	d := map[string]any{"initProcessEnabled": *c.InitProcess}
	if len(c.Tmpfs) > 0 {
		d["tmpfs"] = each(c.Tmpfs, Tmpfs.definition)
	}
	return d
}

func (t Tmpfs) definition() map[string]any {
	programs := "noexec"
	if *t.Executable {
		programs = "exec"
	}
	options := []any{"rw", "nosuid", "nodev", programs, "mode=" + t.Mode}
	if t.UserID != nil {
		options = append(options, "uid="+check.Number(*t.UserID))
	}
	if t.GroupID != nil {
		options = append(options, "gid="+check.Number(*t.GroupID))
	}
	return map[string]any{"containerPath": t.ContainerPath, "size": *t.SizeMiB, "mountOptions": options}
}

func (p Port) definition() map[string]any {
	d := map[string]any{"containerPort": *p.ContainerPort, "hostPort": *p.ContainerPort,
		"protocol": string(p.Protocol)}
	if p.Name != "" {
		d["name"] = p.Name
	}
	if p.AppProtocol != "" {
		d["appProtocol"] = string(p.AppProtocol)
	}
	return d
}

func (m Mount) definition() map[string]any {
	return map[string]any{"sourceVolume": m.VolumeName, "containerPath": m.ContainerPath, "readOnly": *m.ReadOnly}
}

func (d Dependency) definition() map[string]any {
	return map[string]any{"containerName": d.ContainerName, "condition": string(d.Condition)}
}

func (h HealthCheck) definition() map[string]any {
	return map[string]any{
		"command":     h.Command,
		"interval":    *h.Interval,
		"timeout":     *h.Timeout,
		"retries":     *h.Retries,
		"startPeriod": *h.StartPeriod,
	}
}

func (l Logging) definition() map[string]any {
	d := map[string]any{"logDriver": string(l.Driver)}
	if len(l.Options) > 0 {
		d["options"] = l.Options
	}
	if len(l.SecretOptions) > 0 {
		d["secretOptions"] = pairs(l.SecretOptions, "valueFrom", func(s Secret) string { return s.ValueFrom })
	}
	return d
}

// pairs is a map as ECS writes it: a list of names and, under key, values, sorted by name; nil for an empty one. What
// is known wins over maps that only Terraform knows.
func pairs[V any](m map[string]V, key string, value func(V) string) any {
	m, references := token.MapKeys(m)
	if len(references) > 0 {
		whole := token.Each{Element: "{ name = key, " + key + " = val }"}
		for _, reference := range references {
			whole.Over = append(whole.Over, reference)
		}
		if len(m) > 0 {
			known := map[string]string{}
			for name, v := range m {
				known[name] = value(v)
			}
			whole.Over = append(whole.Over, known)
		}
		return whole
	}
	if len(m) == 0 {
		return nil
	}
	return each(check.SortedKeys(m), func(name string) map[string]any {
		return map[string]any{"name": name, key: value(m[name])}
	})
}

func each[T, U any](list []T, f func(T) U) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = f(x)
	}
	return out
}

// known are the values of a list whose length is known.
func known(list *[]*string) []string {
	if list == nil || token.IsList(list) {
		return nil
	}
	out := make([]string, len(*list))
	for i, s := range *list {
		out[i] = *s
	}
	return out
}
