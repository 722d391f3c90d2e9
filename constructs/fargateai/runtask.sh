#!/usr/bin/env bash
# Runs a command once, in a task of SERVICE_NAME with its network, roles, variables and secrets, and ends with its exit code:
#
#   bash SERVICE_NAME-run-task.sh python -m migrate
#
# It asks Terraform in the stack's folder, ../../stacks/STACK_NAME from here, or where TERRAFORM_FOLDER says. It needs terraform,
# the AWS CLI and jq. When it is interrupted, the task goes on.
set -euo pipefail
if [[ $# -eq 0 ]]; then
  echo "usage: $0 WORD…, the command; without one the task would do what the service does, and never end" >&2
  exit 2
fi

request=$(terraform -chdir="${TERRAFORM_FOLDER:-$(dirname "$0")/../../stacks/STACK_NAME}" output -raw OUTPUT_NAME)
cluster=$(jq -r .cluster <<< "$request")
export AWS_REGION
AWS_REGION=$(cut -d: -f4 <<< "$cluster")
words='[]'
for word; do
  words=$(jq -c --arg word "$word" '. + [$word]' <<< "$words")
done
request=$(jq --arg container SERVICE_NAME --argjson words "$words" \
  '.overrides = {containerOverrides: [{name: $container, command: $words}]}' <<< "$request")

answer=$(aws ecs run-task --cli-input-json "$request" --output json)
task=$(jq -r '.tasks[0].taskArn // empty' <<< "$answer")
if [[ -z "$task" ]]; then
  echo "ECS starts no task: $(jq -r '[.failures[]? | "\(.reason) \(.detail // "")"] | join(", ")' <<< "$answer")" >&2
  exit 1
fi
echo "$task" >&2

unseen=0
while :; do
  answer=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --output json)
  status=$(jq -r '.tasks[0].lastStatus // "MISSING"' <<< "$answer")
  echo "$status" >&2
  if [[ "$status" == STOPPED ]]; then
    break
  elif [[ "$status" == MISSING && $((unseen += 1)) -gt 4 ]]; then # for a moment ECS may not know the task
    echo "ECS knows no task $task any more" >&2
    exit 1
  fi
  sleep 10
done
code=$(jq -r --arg container SERVICE_NAME '.tasks[0].containers[]? | select(.name == $container) | .exitCode // empty' <<< "$answer")
if [[ "$code" != 0 ]]; then
  jq -r '.tasks[0] | [.stoppedReason, .containers[]?.reason] | map(values) | join(", ")' <<< "$answer" >&2
fi
exit "${code:-1}"
