package beanstalk

import (
	"io/fs"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// resourceType is a type of CloudFormation, and no other text.
var resourceType = regexp.MustCompile(`^(AWS|Custom)(::[A-Za-z0-9_@-]{1,60}){1,3}$`)

// moves says where a section of .ebextensions goes, of which Fargate has no equivalent.
var moves = map[string]string{
	"packages":      "install it in the Dockerfile",
	"groups":        "make it in the Dockerfile",
	"users":         "make it in the Dockerfile, and state User",
	"sources":       "copy it in the Dockerfile",
	"files":         "copy it in the Dockerfile, or hand it over as Configuration",
	"commands":      "run it in the Dockerfile",
	"services":      "a container has one process: run it as a sidecar, or as a service of its own",
	"option_values": "this library does not know the key",
}

// customization reports a section of .ebextensions that is no option.
func (r *reading) customization(e entry) {
	switch e.Key {
	case "container_commands":
		for _, c := range e.Value.Entries() {
			why := "run it in the Dockerfile, or before the application starts"
			if strings.EqualFold(c.Value.Get("leader_only").Text(), "true") {
				why = "it ran on one instance only: make it the pipeline's Workflow.Migration, or run it with NAME-run-task.sh"
			}
			r.App.Report(c.Value.Source(e.Key+" "+c.Key), migration.Decision, "", why)
		}
	case "Resources":
		for _, c := range e.Value.Entries() {
			kind := resourceType.FindString(c.Value.Get("Type").Text())
			why := "Beanstalk made it with CloudFormation, and deletes it with the environment: make or import it in the stack"
			if strings.HasPrefix(kind, "AWS::CloudWatch::Alarm") {
				why = "an alarm: see Guardrails for those that come with the service"
			}
			r.App.Report(c.Value.Source(strings.TrimSpace(e.Key+" "+c.Key+" "+kind)), migration.Decision, "", why)
		}
	case "Outputs", "Parameters", "Mappings", "Conditions":
		r.App.Report(e.Value.Source(e.Key), migration.Dropped, "", "it belongs to the environment's CloudFormation stack")
	default:
		why, ok := moves[e.Key]
		if !ok {
			why = "this library does not know the key"
		}
		names := e.Value.Entries()
		if len(names) == 0 {
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "", why)
		}
		for _, c := range names {
			r.App.Report(c.Value.Source(e.Key+" "+c.Key), migration.Decision, "", why)
		}
	}
}

// hooks reports the files of .platform, which extend the instances of Amazon Linux 2 and later.
func (r *reading) hooks() {
	if _, err := fs.Stat(r.Files, ".platform"); err != nil {
		return
	}
	_ = fs.WalkDir(r.Files, ".platform", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		r.Found++
		why := "it extended the instance, which there is none of: move it into the Dockerfile"
		switch {
		case strings.Contains(file, "/nginx/"), strings.Contains(file, "/httpd/"):
			why = "it configured the proxy on the instance, which there is none of: the load balancer forwards to the " +
				"container as it is"
		case strings.Contains(file, "/predeploy/"):
			why = "it ran before a deployment: move it into the Dockerfile, or make it the pipeline's Workflow.Migration"
		case strings.Contains(file, "/postdeploy/"):
			why = "it ran after a deployment: make it the pipeline's Workflow.Backfill"
		}
		r.App.Report(migration.Source{File: file, Name: file}, migration.Decision, "", why)
		return nil
	})
}
