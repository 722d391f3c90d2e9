package workflow_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func ExampleGitHub() {
	text, err := workflow.GitHub(&workflow.Props{
		Region:        "eu-west-1",
		RepositoryURL: "${{ vars.REPOSITORY_URL }}",
		Cluster:       "ai",
		Service:       "llm-proxy",
		RoleARN:       "${{ vars.DEPLOY_ROLE_ARN }}",
		Settings: workflow.Settings{
			Environment: "production",
			TestCommand: "go test ./...",
			Evaluation:  &workflow.Evaluation{Command: "npm run eval", Results: []string{"results.json"}, Version: "v0.3.0"},
			SmokeURL:    "https://llm.acme.dev/health",
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "- name: "); ok {
			fmt.Println(name)
		}
	}
	// Output:
	// Test
	// Build
	// Pack
	// Install fargateai
	// Evaluate
	// Pack the results
	// Eval gate
	// Install crane
	// Unpack the image
	// Push
	// Install fargateai
	// Judge the evaluation again
	// Register the task definition
	// Update the service
	// Wait for the rollout
	// Detect a rollback
	// Smoke test
	// Put the previous revision back
	// Summary
}

func ExampleInfrastructure() {
	text, err := workflow.Infrastructure(&workflow.InfrastructureProps{
		Region:       "eu-west-1",
		Stack:        "llm-proxy",
		Environment:  "production",
		PlanRoleARN:  "${{ vars.PLAN_ROLE_ARN }}",
		ApplyRoleARN: "${{ vars.APPLY_ROLE_ARN }}",
		Backend:      map[string]string{"bucket": "${{ vars.STATE_BUCKET }}"},
		Version:      "v0.3.0",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "- name: "); ok {
			fmt.Println(name)
		}
	}
	// Output:
	// Synthesize
	// Pack
	// Install fargateai
	// Unpack the stack
	// Check the stack
	// Review
	// Install fargateai
	// Unpack the stack
	// Check the stack
	// Initialize
	// Plan
	// Review
	// Hand over the review
	// Seal the plan
	// Comment on the pull request
	// Unpack the stack
	// Open the plan
	// Initialize
	// Compare the state
	// Apply
}

func ExampleProps_Validate() {
	err := (&workflow.Props{
		Region:        "eu-west-1",
		RepositoryURL: "${{ vars.REPOSITORY_URL }}",
		Cluster:       "ai",
		Service:       "llm-*",
		RoleARN:       "${{ secrets.ROLE }}",
		Settings: workflow.Settings{
			TestCommand: "echo ${{ github.event.pull_request.title }}",
		},
	}).Validate()
	var mistakes rules.Mistakes
	errors.As(err, &mistakes)
	for _, m := range mistakes {
		fmt.Printf("%s (%s): %s\n", m.Path, m.Rule, m.Got)
	}
	// Output:
	// roleARN (invalid): "${{ secrets.ROLE }}"
	// service (invalid): "llm-*"
	// testCommand (workflow-expression): "echo ${{ github.event.pull_request.title }}"
}
