package apprunner

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

const (
	metadata = "App Runner's own"
	inImage  = "it ran when App Runner built the application: put it into the Dockerfile"
	pipeline = "App Runner deployed each push: see Pipeline, and fargateai workflow"
)

type amount = *migration.Said[float64]

func dropped(why string) func(*reading, field) {
	return func(r *reading, f field) { r.Each(f, migration.Dropped, why) }
}

func decided(why string) func(*reading, field) {
	return func(r *reading, f field) { r.Each(f, migration.Decision, why) }
}

func within(to string, least, most float64, unit string, into func(*migration.Service) *amount) func(*reading, field) {
	return func(r *reading, f field) {
		n, ok := r.Number(f)
		if said := r.Within(f, n, ok, to, reader.Limits{Least: least, Most: most, Unit: unit}); said != nil {
			*into(r.service) = said
		}
	}
}

// Rows of what the commands print
// (https://docs.aws.amazon.com/apprunner/latest/api/API_Service.html, API_AutoScalingConfiguration.html,
// API_VpcConnector.html and API_ObservabilityConfiguration.html), and of apprunner.yaml.
var serviceRows, scalingRows, connectorRows, observabilityRows, fileRows []row

func init() { // the rows call what reads the table
	serviceRows = append(describedRows(), sourceRows()...)
	scalingRows = []row{
		{Path: "AutoScalingConfiguration.MinSize", Do: within("Scaling.MinCapacity", 1, 5000, "",
			func(s *migration.Service) *amount { return &s.Scaling.Min })},
		{Path: "AutoScalingConfiguration.MaxSize", Do: within("Scaling.MaxCapacity", 1, 5000, "",
			func(s *migration.Service) *amount { return &s.Scaling.Max })},
		{Path: "AutoScalingConfiguration.MaxConcurrency", Do: decided("App Runner scaled by requests at the same time: let " +
			"the code publish them (PublishesInFlight), or state those of a minute as Scaling.RequestsPerTarget; until then " +
			"the service scales by CPU and requests")},
		{Path: "AutoScalingConfiguration.*", Do: dropped(metadata)},
	}
	connectorRows = []row{
		{Path: "VpcConnector.Subnets", Do: (*reading).connectorSubnets},
		{Path: "VpcConnector.SecurityGroups", Do: decided("the service makes its own security groups: open ways with " +
			"AllowTo, and let the new group in where the old one was")},
		{Path: "VpcConnector.*", Do: dropped(metadata)},
	}
	observabilityRows = []row{
		{Path: "ObservabilityConfiguration.TraceConfiguration.Vendor", Do: (*reading).traceVendor},
		{Path: "ObservabilityConfiguration.*", Do: dropped(metadata)},
	}
	fileRows = configurationRows()
}

func describedRows() []row {
	health := func(into func(*migration.HealthCheck) *amount) func(*migration.Service) *amount {
		return func(s *migration.Service) *amount { return into(&s.HealthCheck) }
	}
	const s = "Service."
	return []row{
		{Path: s + "ServiceName", Do: func(r *reading, f field) { r.Mapped(f, "NewService", "") }},
		{Path: s + "ServiceArn", Do: func(r *reading, f field) { r.Mapped(f, "StackProps.Region", "") }},
		{Path: s + "ServiceId", Do: dropped(metadata)},
		{Path: s + "ServiceUrl", Do: decided("the name *.awsapprunner.com ends with the service: give clients a name of " +
			"your own (Domain)")},
		{Path: s + "CreatedAt", Do: dropped(metadata)},
		{Path: s + "UpdatedAt", Do: dropped(metadata)},
		{Path: s + "DeletedAt", Do: dropped(metadata)},
		{Path: s + "Status", Do: dropped(metadata)},
		{Path: s + "InstanceConfiguration.Cpu", Do: (*reading).cpu},
		{Path: s + "InstanceConfiguration.Memory", Do: (*reading).memory},
		{Path: s + "InstanceConfiguration.InstanceRoleArn",
			Do: decided("the role trusts tasks.apprunner.amazonaws.com: give " +
				"the code what it allowed as TaskPolicies, or let a role that trusts ecs-tasks.amazonaws.com be Task.TaskRoleARN")},
		{Path: s + "EncryptionConfiguration.KmsKey", Do: decided("it encrypted App Runner's copy of the image: see " +
			"Image.Repository for a key of the repository")},
		{Path: s + "HealthCheckConfiguration.Protocol", Do: (*reading).checkProtocol},
		{Path: s + "HealthCheckConfiguration.Path", Do: (*reading).checkPath},
		{Path: s + "HealthCheckConfiguration.Interval", Do: within("HealthCheck.Interval", 5, 300, " s",
			health(func(h *migration.HealthCheck) *amount { return &h.Interval }))},
		{Path: s + "HealthCheckConfiguration.Timeout", Do: within("HealthCheck.Timeout", 2, 120, " s",
			health(func(h *migration.HealthCheck) *amount { return &h.Timeout }))},
		{Path: s + "HealthCheckConfiguration.HealthyThreshold", Do: within("HealthCheck.HealthyThreshold", 2, 10, "",
			health(func(h *migration.HealthCheck) *amount { return &h.HealthyThreshold }))},
		{Path: s + "HealthCheckConfiguration.UnhealthyThreshold", Do: within("HealthCheck.UnhealthyThreshold", 2, 10, "",
			health(func(h *migration.HealthCheck) *amount { return &h.UnhealthyThreshold }))},
		{Path: s + "AutoScalingConfigurationSummary.*", Do: dropped("see describe-auto-scaling-configuration")},
		{Path: s + "NetworkConfiguration.EgressConfiguration.EgressType", Do: (*reading).egress},
		{Path: s + "NetworkConfiguration.EgressConfiguration.VpcConnectorArn", Do: (*reading).egressConnector},
		{Path: s + "NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible", Do: (*reading).public},
		{Path: s + "NetworkConfiguration.IpAddressType", Do: (*reading).addresses},
		{Path: s + "ObservabilityConfiguration.ObservabilityEnabled", Do: (*reading).traces},
		{Path: s + "ObservabilityConfiguration.ObservabilityConfigurationArn", Do: dropped("see " +
			"describe-observability-configuration")},
	}
}

func sourceRows() []row {
	const (
		s     = "Service.SourceConfiguration."
		image = s + "ImageRepository."
		code  = s + "CodeRepository."
		said  = code + "CodeConfiguration.CodeConfigurationValues."
	)
	rows := []row{
		{Path: s + "AutoDeploymentsEnabled", Do: decided(pipeline)},
		{Path: s + "AuthenticationConfiguration.AccessRoleArn", Do: dropped("ECS pulls with a role that is made")},
		{Path: s + "AuthenticationConfiguration.ConnectionArn", Do: decided(pipeline)},
		{Path: image + "ImageIdentifier", Do: (*reading).image},
		{Path: image + "ImageRepositoryType", Do: dropped("the image names its registry")},
		{Path: image + "ImageConfiguration.Port", Do: (*reading).port},
		{Path: image + "ImageConfiguration.StartCommand", Do: (*reading).command},
		{Path: image + "ImageConfiguration." + variables, Whole: true, Do: (*reading).variables},
		{Path: image + "ImageConfiguration.RuntimeEnvironmentSecrets", Whole: true, Do: (*reading).secrets},
		{Path: code + "RepositoryUrl", Do: (*reading).repository},
		{Path: code + "SourceDirectory", Do: (*reading).sourceDirectory},
		{Path: code + "SourceCodeVersion.*", Do: dropped("the pipeline decides which commit is built")},
		{Path: code + "CodeConfiguration.ConfigurationSource", Do: func(r *reading, f field) {
			r.Mapped(f, "NewService", "")
		}},
		{Path: said + "Runtime", Do: (*reading).runtime},
		{Path: said + "BuildCommand", Do: decided(inImage)},
		{Path: said + "StartCommand", Do: (*reading).command},
		{Path: said + "Port", Do: (*reading).port},
		{Path: said + variables, Whole: true, Do: (*reading).variables},
		{Path: said + "RuntimeEnvironmentSecrets", Whole: true, Do: (*reading).secrets},
	}
	for i := range rows {
		if do := rows[i].Do; strings.HasPrefix(rows[i].Path, said) {
			rows[i].Do = func(r *reading, f field) {
				if r.inFile && !r.inAPI {
					r.Each(f, migration.Dropped, "apprunner.yaml counts, as the configuration's source says")
					return
				}
				do(r, f)
			}
		}
	}
	return rows
}

// configurationRows are those of apprunner.yaml
// (https://docs.aws.amazon.com/apprunner/latest/dg/config-file-ref.html).
func configurationRows() []row {
	return []row{
		{Path: "version", Do: dropped("it is that of the file's form")},
		{Path: "runtime", Do: (*reading).runtime},
		{Path: "build.commands.pre-build", Do: decided(inImage)},
		{Path: "build.commands.build", Do: decided(inImage)},
		{Path: "build.commands.post-build", Do: decided(inImage)},
		{Path: "build.env", Do: decided("a variable of the build: state it as ENV or ARG in the Dockerfile")},
		{Path: "run.runtime-version", Do: decided("take the version into the FROM of the Dockerfile")},
		{Path: "run.pre-run", Do: decided("it ran before the application, in its container: put it into the Dockerfile")},
		{Path: "run.command", Do: (*reading).command},
		{Path: "run.network.port", Do: (*reading).port},
		{Path: "run.network.env", Do: (*reading).portVariable},
		{Path: "run.env", Do: (*reading).listedVariables},
		{Path: "run.secrets", Do: (*reading).listedSecrets},
	}
}
