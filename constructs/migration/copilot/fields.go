package copilot

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

type field = reader.Field

// row says what becomes of a field of a manifest, and which kinds of workloads have it.
type row struct {
	path  string
	kinds kind
	whole bool
	do    func(*building, field)
}

const (
	ownGroups = "the service makes its own security groups: open ways with AllowFrom and AllowTo, and let the new group " +
		"in where the old one was"
	noStep    = "tasks are not scaled by it: state Scaling.Metrics, or keep to CPU and requests"
	inBuild   = "give it to docker build, which the pipeline runs"
	otherRule = "one more rule of the load balancer is one more target: see Deployment.Targets, or Rule.Paths where it " +
		"leads to the same port"
	networkBalancer = "there is no Network Load Balancer here: an Application Load Balancer takes HTTP and TLS; for " +
		"other protocols make one beside the service, and state Deployment.Targets"
	fromExport = "the value is an export of a CloudFormation stack: state it, or read it with a data source"
	router     = "a router of logs: see ecs.FireLens, or leave it to CloudWatch Logs"
)

// rows are all fields that Copilot documents, and some that only its code names
// (https://aws.github.io/copilot-cli/docs/manifest/overview/, the pages of each kind).
var rows []reader.Row[*building]

func init() { // the rows call what reads the table
	for _, table := range [][]row{identityRows(), imageRows(), sizeRows(), httpRows(), scalingRows(), restRows()} {
		for _, r := range table {
			rows = append(rows, reader.Row[*building]{Path: r.path, Whole: r.whole, Do: r.checked})
		}
	}
}

// checked is what a row does for workloads of its kinds.
func (r row) checked(b *building, f field) {
	if r.kinds&b.kind == 0 {
		b.Each(f, migration.Decision, kindNames[b.kind]+" has no such field in Copilot's documentation")
		return
	}
	if f.IsNull() {
		b.Dropped(f, "it is empty")
		return
	}
	r.do(b, f)
}

func dropped(why string) func(*building, field) {
	return func(b *building, f field) { b.Each(f, migration.Dropped, why) }
}

func decided(why string) func(*building, field) {
	return func(b *building, f field) { b.Each(f, migration.Decision, why) }
}

func mapped(to, why string) func(*building, field) {
	return func(b *building, f field) { b.Each(f, migration.Mapped, why); b.App.Gaps[len(b.App.Gaps)-1].To = to }
}

type amount = *migration.Said[float64]

// number and seconds map a field within limits.
func number(to string, least, most float64, into func(*migration.Service) *amount) func(*building, field) {
	return limited((*building).Number, to, reader.Limits{Least: least, Most: most}, into)
}

func seconds(to string, least, most float64, into func(*migration.Service) *amount) func(*building, field) {
	return limited((*building).Seconds, to, reader.Limits{Least: least, Most: most, Unit: " s"}, into)
}

func limited(read func(*building, field) (float64, bool), to string, l reader.Limits,
	into func(*migration.Service) *amount) func(*building, field) {
	return func(b *building, f field) {
		n, ok := read(b, f)
		if said := b.Within(f, n, ok, to, l); said != nil {
			*into(b.service) = said
		}
	}
}

func identityRows() []row {
	return []row{
		{"name", all, false, mapped("NewService", "")},
		{"type", all, false, (*building).typed},
		{"cpu", all, false, (*building).cpu},
		{"memory", all, false, (*building).memory},
		{"platform", all, false, (*building).platform},
		{"platform.osfamily", all, false, (*building).family},
		{"platform.architecture", all, false, (*building).architecture},
		{"exec", services | job, false, (*building).exec},
		{"exec.enable", services | job, false, (*building).exec},
		{"tags", requestDriven, true, (*building).tags},
		{"on.schedule", job, false, (*building).schedule},
		{"retries", job, false, decided("a task that starts and fails is not run again: let the code try again, or an " +
			"operator; alarms hear of it")},
		{"timeout", job, false, decided("a task that runs longer is not stopped: let the command end itself, such as " +
			"with timeout(1)")},
	}
}

func imageRows() []row {
	times := func(into func(*migration.CheckTimes) *amount) func(*migration.Service) *amount {
		return func(s *migration.Service) *amount { return into(&s.CheckTimes) }
	}
	return []row{
		{"image.build", all, true, (*building).build},
		{"image.location", all, false, (*building).location},
		{"image.port", all, false, (*building).port},
		{"image.credentials", onECS, false, decided("state the secret as Container.RepositoryCredentials")},
		{"image.labels", onECS, true, (*building).labels},
		{"image.depends_on", onECS, true, (*building).dependsOn},
		{"image.healthcheck.command", onECS, false, (*building).check},
		{"image.healthcheck.interval", onECS, false, seconds("ContainerHealthCheck.Interval", 5, 300,
			times(func(c *migration.CheckTimes) *amount { return &c.Interval }))},
		{"image.healthcheck.timeout", onECS, false, seconds("ContainerHealthCheck.Timeout", 2, 60,
			times(func(c *migration.CheckTimes) *amount { return &c.Timeout }))},
		{"image.healthcheck.retries", onECS, false, number("ContainerHealthCheck.Retries", 1, 10,
			times(func(c *migration.CheckTimes) *amount { return &c.Retries }))},
		{"image.healthcheck.start_period", onECS, false, seconds("ContainerHealthCheck.StartPeriod", 0, 300,
			times(func(c *migration.CheckTimes) *amount { return &c.StartPeriod }))},
		{"entrypoint", onECS, false, (*building).entryPoint},
		{"command", all, false, (*building).command},
		{"variables", all, true, (*building).variables},
		{"secrets", all, true, (*building).secrets},
		{"env_file", onECS, false, (*building).envFile},
	}
}

func sizeRows() []row {
	return []row{
		{"storage.ephemeral", onECS, false, (*building).disk},
		{"storage.readonly_fs", onECS, false, (*building).readOnly},
		{"storage.volumes", onECS, true, (*building).volumes},
		{"network.connect", services, false, (*building).connect},
		{"network.connect.alias", web | backend, false, (*building).alias},
		{"network.vpc.placement", all, false, (*building).placement},
		{"network.vpc.placement.subnets", all, true, (*building).subnets},
		{"network.vpc.security_groups", onECS, false, (*building).groups},
		{"network.vpc.security_groups.groups", onECS, false, (*building).groups},
		{"network.vpc.security_groups.from_cfn", onECS, false, decided(fromExport)},
		{"network.vpc.security_groups.deny_default", onECS, false, dropped("tasks are in a group of their own, which lets " +
			"nobody in who is not stated")},
	}
}

func restRows() []row {
	queue := func(into func(*migration.Queue) *amount) func(*migration.Service) *amount {
		return func(s *migration.Service) *amount { return into(&s.Queue) }
	}
	const throughput = "a queue of FIFO takes 300 calls a second: see AWS's page on high throughput before more come"
	return []row{
		{"deployment.rolling", services, false, (*building).rolling},
		{"deployment.rollback_alarms", services, false, (*building).alarms},
		{"deployment.rollback_alarms.*", services, false, decided("an alarm that Copilot made: state it in Guardrails, " +
			"whose alarms roll a deployment back, or as Deployment.DeploymentAlarms")},
		{"publish.topics", all, true, decided("make the topic with sns.NewSnsTopic, let the service publish by " +
			"TaskPolicies, and hand its ARN over; the code found it in COPILOT_SNS_TOPIC_ARNS")},
		{"subscribe.queue.delay", worker, false, decided("the queue has no delay: let senders state DelaySeconds")},
		{"subscribe.queue.retention", worker, false, seconds("Queue.MessageRetention", 60, 1209600,
			queue(func(q *migration.Queue) *amount { return &q.RetentionSeconds }))},
		{"subscribe.queue.timeout", worker, false, seconds("Queue.VisibilityTimeout", 1, 43200,
			queue(func(q *migration.Queue) *amount { return &q.VisibilityTimeout }))},
		{"subscribe.queue.dead_letter.tries", worker, false, number("Queue.MaxReceiveCount", 1, 1000,
			queue(func(q *migration.Queue) *amount { return &q.Retries }))},
		{"subscribe.queue.fifo", worker, false, (*building).fifo},
		{"subscribe.queue.fifo.content_based_deduplication", worker, false, (*building).deduplication},
		{"subscribe.queue.fifo.*", worker, false, decided(throughput)},
		{"subscribe.topics", worker, true, (*building).subscriptions},
		{"logging.retention", onECS, false, (*building).retention},
		{"logging.image", onECS, false, decided(router)},
		{"logging.destination", onECS, true, decided(router)},
		{"logging.enableMetadata", onECS, false, decided(router)},
		{"logging.secretOptions", onECS, true, decided(router)},
		{"logging.configFilePath", onECS, false, decided(router)},
		{"logging.variables", onECS, true, decided(router)},
		{"logging.secrets", onECS, true, decided(router)},
		{"logging.env_file", onECS, false, decided(router)},
		{"observability.tracing", services | requestDriven, false, (*building).tracing},
		{"taskdef_overrides", onECS, true, decided("see Task.ContainerOverrides, and the props of the service")},
		{"sidecars", onECS, true, (*building).sidecars},
	}
}
