package beanstalk

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// samples are folders of testdata, in the shapes of public applications.
var samples = []string{"python-web", "docker-single", "worker", "multi-container", "compose"}

// The programs that samples become, and what is said of each setting.
func TestSamples(t *testing.T) {
	for _, name := range samples {
		t.Run(name, func(t *testing.T) {
			files := imported(t, os.DirFS(filepath.Join("testdata", name)), name)
			for _, file := range files.Names() {
				testkit.Golden(t, path.Join("golden", name, file), files[file])
			}
		})
	}
}

func imported(t *testing.T, folder fs.FS, name string) migration.Files {
	t.Helper()
	app, err := Read(folder, name)
	return readertest.Written(t, app, err)
}

// No value of a sample that repeats a credential is written or told.
func TestEveryValueMayBeACredential(t *testing.T) {
	read := func(files fs.FS) (*migration.Application, error) { return Read(files, "app") }
	for _, name := range samples {
		t.Run(name, func(t *testing.T) {
			readertest.EveryValue(t, os.DirFS(filepath.Join("testdata", name)), read, map[string]string{
				".ebextensions/zz.config": "option_settings:\n  " + environmentNamespace + ":\n    OPENAI_API_KEY: " +
					readertest.Canary + "\n"})
		})
	}
}

// The golden programs compile, and vet has nothing to say.
func TestSamplesCompile(t *testing.T) { readertest.Compile(t) }

// No value of a credential gets into what is written: all of those in the samples hold the word canary.
func TestNoCredentialIsWritten(t *testing.T) {
	for _, name := range samples {
		if !strings.Contains(strings.ToLower(sampleText(t, name)), "canary") {
			t.Errorf("%s holds no canary", name)
		}
		for file, text := range imported(t, os.DirFS(filepath.Join("testdata", name)), name) {
			if strings.Contains(strings.ToLower(string(text)), "canary") {
				t.Errorf("%s of %s holds the value of a credential", file, name)
			}
		}
	}
}

func sampleText(t *testing.T, name string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(filepath.Join("testdata", name), func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		out.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Of each namespace of AWS's list, some sample states an option.
func TestSamplesHaveEveryNamespace(t *testing.T) {
	var text strings.Builder
	for _, name := range samples {
		text.WriteString(sampleText(t, name))
	}
	for _, row := range options {
		namespace := strings.TrimSuffix(row.namespace, "*")
		if !strings.Contains(text.String(), namespace) {
			t.Errorf("no sample has %s", row.namespace)
		}
	}
}

// Each option of the mapping that this package is written after is known by name, and stands in some sample.
func TestSamplesHaveTheMappedOptions(t *testing.T) {
	var text strings.Builder
	for _, name := range samples {
		text.WriteString(sampleText(t, name))
	}
	for namespace, names := range map[string]string{
		groupNamespace: "MinSize MaxSize",
		triggerNamespace: "MeasureName Statistic Unit UpperThreshold LowerThreshold BreachDuration " +
			"UpperBreachScaleIncrement",
		scheduleNamespace:    "MinSize MaxSize Recurrence",
		launchConfiguration:  "InstanceType IamInstanceProfile RootVolumeSize",
		instances:            "InstanceTypes",
		environmentNamespace: "PORT",
		secretsNamespace:     "OPENAI_API_KEY",
		defaultProcess: "HealthCheckPath HealthCheckInterval HealthCheckTimeout HealthyThresholdCount " +
			"UnhealthyThresholdCount MatcherHTTPCode Port Protocol DeregistrationDelay StickinessEnabled",
		"aws:elbv2:listener:443": "SSLCertificateArns SSLPolicy",
		balancerNamespace: "IdleTimeout AccessLogsS3Bucket AccessLogsS3Enabled " +
			"AccessLogsS3Prefix SecurityGroups",
		classicPolicies:                        "ConnectionSettingIdleTimeout",
		"aws:elasticbeanstalk:cloudwatch:logs": "StreamLogs RetentionInDays DeleteOnTerminate",
		sqsdNamespace: "WorkerQueueURL HttpPath MimeType HttpConnections InactivityTimeout " +
			"VisibilityTimeout MaxRetries",
		"aws:elasticbeanstalk:environment":            "EnvironmentType",
		"aws:elasticbeanstalk:command":                "DeploymentPolicy",
		"aws:elasticbeanstalk:trafficsplitting":       "NewVersionPercent",
		vpcNamespace:                                  "VPCId Subnets ELBSubnets AssociatePublicIpAddress",
		"aws:elasticbeanstalk:xray":                   "XRayEnabled",
		"aws:elasticbeanstalk:healthreporting:system": "SystemType",
		"aws:elasticbeanstalk:managedactions":         "ManagedActionsEnabled",
		"aws:elasticbeanstalk:hostmanager":            "LogPublicationControl",
		"aws:elasticbeanstalk:environment:proxy":      "ProxyServer",
	} {
		for name := range strings.FieldsSeq(names) {
			if !slices.ContainsFunc(options,
				func(r row) bool { return r.matches(setting{namespace: namespace, option: name}) }) {
				t.Errorf("%s %s is not known", namespace, name)
			}
			if !strings.Contains(text.String(), name) || !strings.Contains(text.String(), namespace) {
				t.Errorf("no sample has %s %s", namespace, name)
			}
		}
	}
	for word := range strings.FieldsSeq("container_commands commands files packages leader_only {{resolve:ssm " +
		"{{resolve:secretsmanager AWSEBDockerrunVersion " +
		"Authentication Ports HostPort Volumes Logging Entrypoint Command containerDefinitions links " +
		"hostPort sourcePath awseb-logs- authentication") {
		if !strings.Contains(text.String(), word) {
			t.Errorf("no sample has %s", word)
		}
	}
}

// Every setting is reported: mapped, dropped or to be decided.
func TestEveryOptionIsReported(t *testing.T) {
	app, err := Read(os.DirFS("testdata/python-web"), "python-web")
	if err != nil {
		t.Fatal(err)
	}
	reported := map[int]bool{}
	for _, g := range app.Gaps {
		if g.File == "settings.json" {
			reported[g.Line] = true
		}
	}
	text, err := os.ReadFile("testdata/python-web/settings.json")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(text), "\n") {
		if strings.Contains(line, `"Value"`) && !reported[i+1] {
			t.Errorf("line %d is not reported: %s", i+1, line)
		}
	}
}

const oneOption = "  aws:autoscaling:asg:\n    MaxSize: "

// The strongest source wins, and the others are reported as overridden.
func TestPrecedence(t *testing.T) {
	files := map[string]string{
		".ebextensions/01.config":                      "option_settings:\n" + oneOption + "1",
		".ebextensions/02.config":                      "option_settings:\n" + oneOption + "2",
		"env.yaml":                                     "OptionSettings:\n" + oneOption + "3",
		".elasticbeanstalk/saved_configs/prod.cfg.yml": "OptionSettings:\n" + oneOption + "4",
		"settings.json": `{"ConfigurationSettings": [{"OptionSettings": [` +
			`{"Namespace": "aws:autoscaling:asg", "OptionName": "MaxSize", "Value": "5"}]}]}`,
	}
	for _, strongest := range []struct {
		file string
		want float64
	}{{"settings.json", 5}, {".elasticbeanstalk/saved_configs/prod.cfg.yml", 4}, {"env.yaml", 3},
		{".ebextensions/02.config", 2}, {".ebextensions/01.config", 1}} {
		app, err := Read(readertest.Sources(files), "app")
		if err != nil {
			t.Fatal(err)
		}
		if got := app.Services[0].Scaling.Max; got == nil || got.Value != strongest.want ||
			got.Source.File != strongest.file {
			t.Errorf("got %v, want %v of %s", got, strongest.want, strongest.file)
		}
		overridden := 0
		for _, g := range app.Gaps {
			if strings.HasPrefix(g.Why, "overridden in "+strongest.file) {
				overridden++
			}
		}
		if overridden != len(files)-1 {
			t.Errorf("%s overrides %d, want %d", strongest.file, overridden, len(files)-1)
		}
		delete(files, strongest.file)
	}
}

// Damaged sources are refused with file, line and reason, all at once.
func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"nothing": {nil, []string{".: got nothing of Elastic Beanstalk"}},
		"damaged JSON": {map[string]string{"Dockerrun.aws.json": "{\n  \"AWSEBDockerrunVersion\": \"1\",\n  \"Image\" {}\n}"},
			[]string{"Dockerrun.aws.json:3: got damaged JSON"}},
		"damaged YAML": {map[string]string{".ebextensions/a.config": "option_settings:\n  a: [\n"},
			[]string{".ebextensions/a.config:"}},
		"all at once": {map[string]string{
			".ebextensions/a.config": "option_settings:\n" + oneOption + "many",
			"Procfile":               "web: run\nno process\n",
			"Dockerrun.aws.json":     `{"AWSEBDockerrunVersion": "4"}`,
		}, []string{
			`.ebextensions/a.config:3: aws:autoscaling:asg MaxSize: got "many", want a whole number`,
			"Procfile:2: got what is no process, want NAME: COMMAND",
			"Dockerrun.aws.json:1: AWSEBDockerrunVersion: got a text, want \"1\", 2 or \"3\"",
		}},
		"two saved configurations": {map[string]string{
			".elasticbeanstalk/saved_configs/a.cfg.yml": "OptionSettings: {}",
			".elasticbeanstalk/saved_configs/b.cfg.yml": "OptionSettings: {}",
		}, []string{"got 2 saved configurations"}},
		"ports that collide": {map[string]string{"docker-compose.yml": "services:\n  a:\n    image: a:1\n    ports: " +
			"['80:8080']\n" +
			"  b:\n    image: b:1\n    ports: ['81:8080']\n"},
			[]string{"docker-compose.yml:7: services b ports: got port 8080 of b, on which a listens, too"}},
		"no flag": {map[string]string{".ebextensions/a.config": "option_settings:\n  aws:ec2:instances:\n    " +
			"EnableSpot: perhaps\n"},
			[]string{`got "perhaps", want true or false`}},
		"no ARN": {map[string]string{".ebextensions/a.config": "option_settings:\n  " + secretsNamespace + ":\n    KEY: " +
			"plain-canary\n"},
			[]string{"environment secret KEY: got what is no such ARN"}},
	} {
		_, err := Read(readertest.Sources(c.files), "app")
		if err == nil {
			t.Errorf("%s: got no problem", name)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in\n%v", name, want, err)
			}
		}
		if strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: the problem tells a value: %v", name, err)
		}
	}
}

func TestInstanceSize(t *testing.T) {
	for name, want := range map[string][2]float64{
		"t3.micro": {0, 1024}, "m5.large": {2048, 8192}, "c6g.xlarge": {4096, 8192}, "r5.2xlarge": {8192, 65536},
		"m6gd.medium": {1024, 4096},
	} {
		cpu, memory, ok := instanceSize(name)
		if !ok || cpu != want[0] || memory != want[1] {
			t.Errorf("instanceSize(%q) = %v, %v, %v, want %v", name, cpu, memory, ok, want)
		}
	}
	for _, name := range []string{"", "p3.2xlarge", "m5.metal", "t3.48xlarge", "large"} {
		if _, _, ok := instanceSize(name); ok {
			t.Errorf("instanceSize(%q) is known", name)
		}
	}
	for name, want := range map[string]bool{"t4g.small": true, "m6gd.large": true, "a1.large": true, "g4dn.xlarge": false,
		"m5.large": false} {
		if graviton.MatchString(name) != want {
			t.Errorf("graviton %s is not %v", name, want)
		}
	}
}
