package copilot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/retention"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (b *building) disk(f field) {
	n, ok := b.Number(f)
	switch {
	case !ok:
	case n < fargate.MinEphemeralStorageGiB:
		b.Mapped(f, "Task.EphemeralStorageGiB", fmt.Sprintf("every task has %d GiB", fargate.IncludedEphemeralGiB))
	default:
		b.service.DiskGiB = b.Within(f, n, ok, "Task.EphemeralStorageGiB", reader.Limits{
			Least: fargate.MinEphemeralStorageGiB, Most: fargate.MaxEphemeralStorageGiB, Unit: " GiB"})
	}
}

func (b *building) readOnly(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.Mapped(f, "Container.ReadonlyRootFilesystem", "it is read-only unless stated otherwise")
	} else if ok {
		b.Decide(f, "the file system is read-only here: name what the code writes to as WritablePaths")
	}
}

// volumes are file systems of EFS, or scratch space.
func (b *building) volumes(f field) {
	for _, e := range f.Last() {
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
		b.volume(part, e.Key)
	}
}

func (b *building) volume(f field, name string) {
	target := f.Get("path").Text()
	readOnly := f.Get("read_only").Text() != "false" // Copilot's default is true
	switch {
	case !f.IsMap():
		b.Refuse(f.Problem(f.Path, "a mapping with path", ""))
		return
	case !reader.Volume.MatchString(name) || target != "" && !mountable(target):
		b.Decide(f, "state the volume in Volumes and Container.Mounts")
		return
	}
	for _, e := range f.Last() {
		if !slices.Contains([]string{"path", "read_only", "efs"}, e.Key) {
			b.Each(field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)},
				migration.Decision, unknownField)
		}
	}
	v, ok := b.fileSystem(f, name, readOnly)
	if !ok || target != "" && !b.App.Clean(target, f.Source) {
		return
	}
	b.service.Volumes = append(b.service.Volumes, v)
	if target != "" {
		b.service.Mounts = append(b.service.Mounts, migration.Mount{Volume: name, Path: target, ReadOnly: readOnly,
			Source: f.Source})
	}
}

func mountable(target string) bool {
	return len(target) < 242 && strings.HasPrefix(target, "/") && strings.Trim(target, "/") != "" &&
		!strings.ContainsAny(target, " :\\$")
}

// fileSystem is the volume, if there is one here.
func (b *building) fileSystem(f field, name string, readOnly bool) (migration.Volume, bool) {
	efs := f.Get("efs")
	id := efs.Get("id")
	part := field{Path: f.Path + ".efs", Tree: efs, Source: efs.Source(f.Path + ".efs")}
	switch {
	case !efs.Exists() || efs.IsNull() || efs.Text() == "false":
		b.Mapped(f, "Volumes", "scratch space, which ends with the task")
		return migration.Volume{Name: name}, true
	case !id.Exists():
		b.Decide(part, "the file system belongs to Copilot's environment, and is deleted with it: copy it to one of your "+
			"own (AWS DataSync), and state it in Volumes and Container.Mounts")
		return migration.Volume{}, false
	case !form.FileSystem.Fits(id.Text()):
		b.Decide(part, "the id of the file system is not stated: state it in Volumes and Container.Mounts")
		return migration.Volume{}, false
	}
	if b.around.network == nil {
		b.Decide(part, "its mount targets are in another network than the one that is made: state ExistingNetwork, or a way "+
			"there, and the volume in Volumes and Container.Mounts")
		return migration.Volume{}, false
	}
	out := &migration.EFS{FileSystemID: id.Text(), Source: id.Source(part.Path + ".id"), ReadOnly: readOnly}
	if root := efs.Get("root_dir").Text(); root != "" && root != "/" && b.App.Clean(root, efs.Get("root_dir").Source(
		part.Path+".root_dir")) {
		out.RootDirectory = root
	}
	if point := at(efs, "auth.access_point_id").Text(); form.AccessPoint.Fits(point) {
		out.AccessPointID, out.RootDirectory = point, ""
	}
	out.WithoutIAM = at(efs, "auth.iam").Text() == "false" && out.AccessPointID == ""
	b.Each(part, migration.Mapped, "")
	b.Decide(part, "the group of its mount targets has to let the tasks in at TCP 2049: state it as SecurityGroupID in "+
		"Volumes, and take Deployment.Egress away")
	b.Mapped(f, "Volumes, Container.Mounts", "")
	return migration.Volume{Name: name, EFS: out}, true
}

func (b *building) connect(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.service.Connect = &migration.Connect{Source: f.Source}
		b.Mapped(f, "Deployment.ServiceConnect", "")
	} else if ok {
		b.Dropped(f, "there is no Service Connect unless stated")
	}
}

func (b *building) alias(f field) {
	text, ok := b.Said(f)
	if !ok {
		return
	}
	b.service.Connect = &migration.Connect{Source: f.Source}
	if !reader.Host.MatchString(text) && migration.ServiceName(text) != text {
		b.Decide(f, "it is no name that Service Connect takes: the service's own was taken")
		return
	}
	b.service.Connect.Alias = migration.Say(text, f.Source)
	b.Mapped(f, "Deployment.ServiceConnect", "")
}

func (b *building) placement(f field) {
	text, ok := b.Said(f)
	switch {
	case !ok:
	case text == "public" || text == "private":
		b.placed = text
		b.Mapped(f, "Network", "")
	default:
		b.Decide(f, "it is neither public nor private")
	}
}

func (b *building) subnets(f field) {
	b.Each(f, migration.Decision, "the services share a network here: state these subnets as ExistingNetwork")
}

func (b *building) groups(f field) {
	var ids []string
	for _, item := range f.Items() {
		if !form.SecurityGroup.Fits(item.Text()) {
			b.Decide(f, "a group's id is not stated: state the groups as Deployment.SecurityGroupIDs")
			return
		}
		ids = append(ids, item.Text())
	}
	slices.Sort(ids)
	switch ids = slices.Compact(ids); {
	case len(ids) == 0:
		b.Decide(f, "a list of groups is missing: state them as Deployment.SecurityGroupIDs")
	case len(ids) > 4:
		b.Decide(f, "a service takes four more groups at most: "+ownGroups)
	case b.around.network == nil:
		b.Decide(f, "the groups belong to another network than the one that is made: "+ownGroups)
	default:
		b.service.Deployment.SecurityGroups = migration.Say(ids, f.Source)
		b.Mapped(f, "Deployment.SecurityGroupIDs", "")
	}
}

func (b *building) rolling(f field) {
	text, ok := b.Said(f)
	switch {
	case !ok:
	case text == "default":
		b.Mapped(f, "Deployment", "ECS starts new tasks before it stops old ones")
	case text == "recreate":
		b.service.Deployment.MinHealthy = migration.Say(0.0, f.Source)
		b.service.Deployment.MaxHealthy = migration.Say(100.0, f.Source)
		b.Mapped(f, "Deployment.MinHealthyPercent, MaxHealthyPercent", "")
	default:
		b.Decide(f, "it is neither default nor recreate")
	}
}

func (b *building) alarms(f field) {
	names := f.Words(func(text string) []string { return []string{text} })
	if len(names) == 0 || !f.IsList() || slices.ContainsFunc(names, func(name string) bool {
		return name == "" || !b.App.Clean(name, f.Source)
	}) {
		b.Decide(f, "state the alarms as Deployment.DeploymentAlarms")
		return
	}
	b.service.Deployment.Alarms = migration.Say(names, f.Source)
	b.Mapped(f, "Deployment.DeploymentAlarms", "")
}

func (b *building) fifo(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.service.Queue.FIFO = migration.Say(true, f.Source)
		b.Mapped(f, "Queue.FIFO", "")
	} else if ok {
		b.Dropped(f, "a queue has no order unless stated")
	}
}

func (b *building) deduplication(f field) {
	b.service.Queue.FIFO = migration.Say(true, f.Source)
	if on, ok := b.Yes(f); ok && on {
		b.service.Queue.Deduplicated = migration.Say(true, f.Source)
	}
	b.Mapped(f, "Queue.ContentBasedDeduplication", "")
}

func (b *building) subscriptions(f field) {
	for i, item := range f.Items() {
		path := fmt.Sprintf("%s.%d", f.Path, i+1)
		part := field{Path: path, Tree: item, Source: item.Source(path)}
		why := "subscribe the worker's queue to the topic (sns.NewSnsTopicSubscription, and a policy of the queue), or let " +
			"the sender write to the queue itself"
		if item.Get("queue").Exists() {
			why = "it had a queue of its own, in COPILOT_TOPIC_QUEUE_URIS: one worker reads one queue here; make a worker for " +
				"each"
		}
		b.Each(part, migration.Decision, why)
	}
}

func (b *building) retention(f field) {
	n, ok := b.Number(f)
	switch {
	case !ok:
	case n == 0 || !slices.Contains(retention.Days(), n):
		b.Decide(f, "CloudWatch Logs keeps lines for certain numbers of days only: state Logs.RetentionDays")
	default:
		b.service.LogRetentionDays = migration.Say(n, f.Source)
		b.Mapped(f, "Logs.RetentionDays", "")
	}
}

func (b *building) tracing(f field) {
	if text, ok := b.Said(f); ok && text == "awsxray" {
		b.service.XRay = migration.Say(true, f.Source)
		b.Mapped(f, "Sidecars", "a collector listens for X-Ray and OpenTelemetry, and sends to X-Ray")
	} else if ok {
		b.Decide(f, "the vendor is not known here: see ecs.ADOTCollector")
	}
}

// schedule is when a job runs: as cron or rate of AWS, as five fields of crontab, or by a word.
func (b *building) schedule(f field) {
	text, ok := b.Said(f)
	if !ok {
		return
	}
	j := &migration.Job{Disabled: text == "none"}
	expression, ok := expressionOf(text)
	if !ok {
		b.Refuse(migration.Problem{Source: f.Source, Got: "a time that AWS's schedules cannot say",
			Want: "cron(…), rate(…), @every 1h, @daily or five fields of cron",
			Fix:  "of day of the month and day of the week one has to be *"})
		return
	}
	j.Expression = migration.Said[string]{Value: expression, Source: f.Source}
	b.service.Job = j
	if j.Disabled {
		b.Mapped(f, "ScheduledTasks", "it does not run until Disabled is taken away: state its time first")
		return
	}
	b.Mapped(f, "ScheduledTasks", "")
}

func expressionOf(text string) (string, bool) {
	words := map[string]string{"@yearly": "cron(0 0 1 1 ? *)", "@annually": "cron(0 0 1 1 ? *)",
		"@monthly": "cron(0 0 1 * ? *)", "@weekly": "cron(0 0 ? * SUN *)", "@daily": "cron(0 0 * * ? *)",
		"@midnight": "cron(0 0 * * ? *)", "@hourly": "cron(0 * * * ? *)", "none": "cron(0 0 * * ? *)"}
	out := words[text]
	switch every, isEvery := strings.CutPrefix(text, "@every "); {
	case out != "":
		return out, true
	case isEvery:
		return rate(every)
	case strings.HasPrefix(text, "cron(") || strings.HasPrefix(text, "rate("):
		out = text
	default:
		return reader.Cron(text)
	}
	var ms rules.Mistakes
	schedule.Check(&ms, "e", out)
	return out, len(ms) == 0
}
