package dockerfile

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

const (
	reference = "https://docs.docker.com/reference/dockerfile/"
	practices = "https://docs.docker.com/build/building/best-practices/"
)

// What a scaffold needs.
var (
	onePlatform = rules.Rule{
		ID:     "dockerfile-platform",
		Judges: "The folder shows one platform, and one program that its tools build.",
		Why:    "A Dockerfile for the wrong one builds an image that does not start.",
	}
	locked = rules.Rule{
		ID:     "dockerfile-lock",
		Judges: "Dependencies are installed from one lock file.",
		Why:    "Otherwise an image has other versions than the one that was tested.",
	}
	supportedVersion = rules.Rule{
		ID:     "dockerfile-version",
		Judges: "The version that is stated has an official image, and gets security fixes.",
		Why:    "Nothing can be built from it otherwise, and holes in an old one stay open.",
	}
	keptFile = rules.Rule{
		ID:     "dockerfile-kept",
		Judges: "A file that exists is not written again.",
		Why:    "What somebody wrote into it would be lost.",
	}
	scaffoldLimit = rules.Rule{
		ID:     "dockerfile-scaffold-limit",
		Judges: "What the application needs is in the Dockerfile that is written.",
		Why:    "The files say that something is needed, but not always how it is made.",
	}
)

// What a Dockerfile is judged by.
var (
	syntax = rules.Rule{
		ID:     "dockerfile-syntax",
		Judges: "BuildKit can parse the file.",
		Why:    "The build ends with the same message.",
		Source: reference,
	}
	baseTag = rules.Rule{
		ID:     "dockerfile-base-tag",
		Judges: "A base image has a tag that says a version, or a digest.",
		Why:    "latest is another image tomorrow, and a build of the same commit another application.",
		Source: practices + "#pin-base-image-versions",
	}
	architecture = rules.Rule{
		ID:     "dockerfile-architecture",
		Judges: "The image that runs is built for the architecture of the task.",
		Why:    "A task of the other one ends with exec format error.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html",
	}
	userRule = rules.Rule{
		ID:     "dockerfile-user",
		Judges: "The container does not run as root.",
		Why:    "A hole in the application is then one in everything that the container can reach.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
	}
	signals = rules.Rule{
		ID:     "dockerfile-signals",
		Judges: "Signals reach the application: it runs without a shell, or the shell makes way for it.",
		Why:    "A shell does not pass SIGTERM on: requests are cut off when the task stops, after a wait for nothing.",
		Source: "https://aws.amazon.com/blogs/containers/graceful-shutdowns-with-ecs/",
	}
	command = rules.Rule{
		ID:     "dockerfile-command",
		Judges: "The image says what it runs.",
		Why:    "The base image has no application, and its own command ends at once.",
		Source: reference + "#cmd",
	}
	singleCommand = rules.Rule{
		ID:     "dockerfile-single-command",
		Judges: "A stage has one CMD and one ENTRYPOINT.",
		Why:    "Only the last counts, without a word.",
		Source: reference + "#cmd",
	}
	samePort = rules.Rule{
		ID:     "dockerfile-port",
		Judges: "EXPOSE, PORT and the command say the port that the service routes to.",
		Why:    "The load balancer gets no answer, and clients a 502.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
	}
	secret = rules.Rule{
		ID:     "dockerfile-secret",
		Judges: "No instruction of any stage holds a credential, and no build argument is one.",
		Why:    "Who can pull the image, or reads the build's cache or provenance, reads it.",
		Source: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
	}
	secretFile = rules.Rule{
		ID:     "dockerfile-secret-file",
		Judges: "No file that holds credentials is copied into a stage.",
		Why:    "It stays in its layer, even where a later instruction deletes it.",
		Source: "https://docs.docker.com/build/building/secrets/",
	}
	remoteAdd = rules.Rule{
		ID:     "dockerfile-remote-add",
		Judges: "ADD of an address states the checksum of what it fetches.",
		Why:    "Otherwise the image holds whatever the server sends on the day of the build.",
		Source: reference + "#add---checksum",
	}
	ignoreFile = rules.Rule{
		ID:     "dockerfile-ignore",
		Judges: "A folder that is copied as a whole has a .dockerignore.",
		Why:    "The history of git, .env files and dependencies of another machine come along.",
		Source: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
	}
	sudo = rules.Rule{
		ID:     "dockerfile-sudo",
		Judges: "No instruction uses or installs sudo.",
		Why:    "The build is root already, and the application must not become it.",
		Source: practices + "#user",
	}
	stopSignal = rules.Rule{
		ID:     "dockerfile-stop-signal",
		Judges: "STOPSIGNAL is a signal that a process can act on.",
		Why:    "SIGKILL and SIGSTOP end or halt it at once: requests are cut off at every deployment.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html",
	}
	stageRule = rules.Rule{
		ID:     "dockerfile-stage",
		Judges: "COPY --from names a stage before it, or an image.",
		Why:    "The build ends there.",
		Source: reference + "#copy---from",
	}
)

// What a notice is about.
var (
	packages = rules.Rule{
		ID:     "dockerfile-packages",
		Judges: "Packages are installed without recommended ones, and their lists are removed in the same instruction.",
		Why:    "The image gets larger and its tasks start later.",
		Source: practices + "#apt-get",
	}
	healthCheck = rules.Rule{
		ID:     "dockerfile-health-check",
		Judges: "Health checks stand in the task definition.",
		Why:    "ECS does not look at those of an image.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html",
	}
	volume = rules.Rule{
		ID:     "dockerfile-volume",
		Judges: "What has to outlive a task lies on a volume of the task definition.",
		Why:    "A VOLUME of an image goes with its task on Fargate.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html",
	}
)
