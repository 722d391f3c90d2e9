package codedeploy

import (
	"encoding/json"
	"maps"
	"slices"
)

// AppSpec returns the file that tells CodeDeploy what to deploy: the revision of a task definition, the container and
// port that the load balancer sends requests to, and the functions, by name or ARN, to call on the way. Its values are
// plain ones: a file knows nothing of Terraform.
//
// A pipeline that registers revisions keeps the file with an empty ARN and fills it in:
//
//	jq -c --arg arn "$TASK_DEFINITION_ARN" \
//	  '.Resources[0].TargetService.Properties.TaskDefinition = $arn
//	    | {revisionType: "AppSpecContent", appSpecContent: {content: tojson}}' \
//	  appspec.json > revision.json
//	aws deploy create-deployment --application-name llm-proxy --deployment-group-name llm-proxy \
//	  --revision file://revision.json
//
// The action aws-actions/amazon-ecs-deploy-task-definition does the same with it as codedeploy-appspec.
func AppSpec(taskDefinitionARN, container string, port float64, hooks map[Hook]string) []byte {
	type object = map[string]any
	spec := struct {
		Version   json.Number `json:"version"`
		Resources []object
		Hooks     []map[Hook]string `json:",omitempty"`
	}{
		Version: "0.0", // the only one that there is
		Resources: []object{{"TargetService": object{"Type": "AWS::ECS::Service", "Properties": object{
			"TaskDefinition":   taskDefinitionARN,
			"LoadBalancerInfo": object{"ContainerName": container, "ContainerPort": port},
		}}}},
	}
	for _, hook := range sortedHooks(hooks) {
		spec.Hooks = append(spec.Hooks, map[Hook]string{hook: hooks[hook]})
	}
	text, err := json.MarshalIndent(spec, "", "  ")
	if err != nil {
		panic(err) // of a port that is no number
	}
	return append(text, '\n')
}

func sortedHooks(hooks map[Hook]string) []Hook { return slices.Sorted(maps.Keys(hooks)) }
