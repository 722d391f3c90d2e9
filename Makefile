# `make` lists the targets. CI runs the targets lint, test and trust.
GO ?= go
LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.2
EXAMPLES := $(patsubst %/main.go,%,$(wildcard examples/*/main.go))

.DEFAULT_GOAL := help
.PHONY: help synth unit test trust scan bench newcomer fuzz properties lint vulnerabilities fmt clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

synth: ## write the Terraform JSON of the app and of every example
	$(GO) run .
	@for dir in $(EXAMPLES); do echo; (cd $$dir && $(GO) run .) || exit 1; done

unit: ## the fast tests: rules, synthesis, goldens; no Terraform
	$(GO) vet ./...
	$(GO) test -short -p 3 ./...

test: ## every test, with the real Terraform CLI, AWS provider, cdktf CLI and an AWS emulator
	$(GO) vet ./...
	@# Vetted already, and no debugger reads the tests. What takes longest starts first; most of it is waiting, so much of it runs at a time.
	@# `go run gotest.tools/gotestsum@v1.13.0 tool slowest --jsonfile bin/tests.json` tells afterwards what took long.
	@mkdir -p bin
	$(GO) run gotest.tools/gotestsum@v1.13.0 --format pkgname-and-test-fails --jsonfile bin/tests.json \
	  --post-run-command 'sh -c "echo $$((TESTS_TOTAL - TESTS_FAILED - TESTS_SKIPPED)) passed, $$TESTS_FAILED failed, $$TESTS_SKIPPED skipped"' \
	  -- -vet=off -ldflags='-s -w' -p 4 -parallel 8 -timeout 60m ./examples ./constructs/fargateai ./constructs/testkit ./constructs/codedeploy ./constructs/network \
	  ./constructs/migration/internal/roundtrip ./constructs/scheduledtask ./constructs/module ./constructs/pipeline/workflow \
	  ./constructs/internal/kernel ./constructs/loadbalancer ./...

trust: ## the figures of the last `make test` beside their goals; README=1 writes them into README.md
	@$(GO) run ./internal/trust $(if $(README),-readme) bin/tests.json

scan: ## Trivy and tfsec on the app and the examples, as `make test` runs them; the first time they compile for minutes
	$(GO) test -count 1 -timeout 30m -v -run '^TestScanners$$' ./examples

bench: ## time and memory of a synthesis: fast and plain kernel, and 1 to 100 services
	$(GO) run ./constructs/fargateai/internal/synthbench

newcomer: ## time a newcomer's path: clean clone to first synthesis and to the end of make unit
	@.ci/newcomer

fuzz: ## run every fuzz target for FUZZTIME (default 60s)
	@for package in $$($(GO) list ./constructs/...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzzminimizetime 5x -fuzztime $(or $(FUZZTIME),60s) $$package || exit 1; \
	  done; \
	done

properties: ## 100,000 random services through the rules, 300 through synthesis, every program 20 times; CI tries fewer
	$(GO) test -timeout 60m -run '^(TestAnyServiceIsJudged|TestRandomServicesSynthesize)$$' ./constructs/fargateai \
	  -rapid.checks 100000 -random.services 300 -random.validated 50
	$(GO) test -timeout 60m -run '^TestEveryProgramSynthesizes$$' ./examples -identical.runs 20

lint: ## what the compiler does not see; nothing is printed when there is nothing to change
	@# A cache of its own: findings are cached by content, and would be told under the paths of another checkout.
	@GOLANGCI_LINT_CACHE=$(CURDIR)/bin/lint $(GO) run $(LINT) run --show-stats=false

vulnerabilities: ## what is known of the code that is really called; needs https://vuln.go.dev
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

fmt: ## format the Go code
	gofmt -w .

clean: ## remove what the programs wrote
	rm -rf cdktf.out examples/*/cdktf.out bin
