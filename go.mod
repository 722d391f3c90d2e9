module github.com/fargate-ai/fargate-ai-service

go 1.25.0

require (
	github.com/BurntSushi/toml v1.5.0 // Pipfile and pyproject.toml of an application without a Dockerfile
	github.com/Masterminds/semver/v3 v3.5.0 // which Node, PHP or Ruby an application asks for
	github.com/agext/levenshtein v1.2.3 // "did you mean" of the command line
	github.com/aws/constructs-go/constructs/v10 v10.4.2 // the tree of constructs; the version that cdktf 0.21 was made with
	github.com/aws/jsii-runtime-go v1.139.0 // runs CDKTF, which is JavaScript
	github.com/cdktf/cdktf-provider-aws-go/aws/v19 v19.65.1 // the AWS provider's resources; nothing newer for cdktf 0.21 exists
	github.com/google/go-cmp v0.7.0 // differences in tests
	github.com/hashicorp/go-version v1.7.0 // which Terraform the test kit takes
	github.com/hashicorp/hc-install v0.9.2 // finds or installs Terraform for tests, and verifies its signature
	github.com/hashicorp/hcl/v2 v2.25.0 // reads what Terraform's expressions and modules mean, as Terraform does
	github.com/hashicorp/terraform-cdk-go/cdktf v0.21.0 // CDK for Terraform; its last release, see docs/upgrading.md
	github.com/hashicorp/terraform-exec v0.23.0 // runs Terraform in the test kit
	github.com/hashicorp/terraform-json v0.25.0 // plans and states in the test kit
	github.com/mattn/go-runewidth v0.0.21 // how wide a text is on a terminal
	github.com/moby/buildkit v0.27.1 // Docker's own parser of Dockerfiles
	github.com/rhysd/actionlint v1.7.12 // judges the workflows in tests
	github.com/spf13/cobra v1.10.2 // the command line
	github.com/spf13/pflag v1.0.9 // its flags
	github.com/zclconf/go-cty v1.19.0 // values of Terraform's expressions, with hcl
	go.yaml.in/yaml/v3 v3.0.5 // YAML of applications, API descriptions and workflows
	golang.org/x/mod v0.38.0 // reads go.mod in tests
	golang.org/x/term v0.45.0 // whether the output is a terminal
	golang.org/x/tools v0.48.0 // reads our own source in tests
	pgregory.net/rapid v1.3.0 // random inputs in tests
)

require (
	github.com/ProtonMail/go-crypto v1.3.0 // indirect
	github.com/apparentlymart/go-textseg/v15 v15.0.0 // indirect
	github.com/apparentlymart/go-textseg/v17 v17.0.1 // indirect
	github.com/bmatcuk/doublestar/v4 v4.10.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/cloudflare/circl v1.6.1 // indirect
	github.com/containerd/typeurl/v2 v2.2.3 // indirect
	github.com/docker/go-units v0.5.0 // indirect
	github.com/fatih/color v1.19.0 // indirect
	github.com/gogo/protobuf v1.3.2 // indirect
	github.com/hashicorp/go-cleanhttp v0.5.2 // indirect
	github.com/hashicorp/go-retryablehttp v0.7.8 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.23 // indirect
	github.com/mattn/go-shellwords v1.0.12 // indirect
	github.com/mitchellh/go-wordwrap v1.0.1 // indirect
	github.com/moby/docker-image-spec v1.3.1 // indirect
	github.com/opencontainers/go-digest v1.0.0 // indirect
	github.com/opencontainers/image-spec v1.1.1 // indirect
	github.com/pkg/errors v0.9.1 // indirect
	github.com/planetscale/vtprotobuf v0.6.1-0.20240319094008-0393e58bdf10 // indirect
	github.com/robfig/cron/v3 v3.0.1 // indirect
	github.com/tonistiigi/go-csvvalue v0.0.0-20240814133006-030d3b2625d0 // indirect
	github.com/yuin/goldmark v1.7.17 // indirect
	go.yaml.in/yaml/v4 v4.0.0-rc.3 // indirect
	golang.org/x/crypto v0.46.0 // indirect
	golang.org/x/lint v0.0.0-20241112194109-818c5a804067 // indirect
	golang.org/x/sync v0.22.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
	golang.org/x/telemetry v0.0.0-20260708182218-49f421fb7959 // indirect
	golang.org/x/text v0.32.0 // indirect
	golang.org/x/tools/cmd/godoc v0.1.0-deprecated // indirect
	golang.org/x/tools/godoc v0.1.0-deprecated // indirect
	google.golang.org/protobuf v1.36.11 // indirect
)
