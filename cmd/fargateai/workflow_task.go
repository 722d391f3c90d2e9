package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
)

// taskFlags are those of a one-off task: a migration or a backfill.
type taskFlags struct {
	workflow.Task
	minutes string
}

func (f *taskFlags) declare(flags *pflag.FlagSet, kind, when string) {
	flags.StringArrayVar(&f.Command, kind+"-command", nil,
		"`WORD` of the command that a task must run well "+when+"; may be repeated")
	flags.StringVar(&f.Container, kind+"-container", "",
		"`NAME` of the container that runs it (default: that of --container)")
	flags.StringArrayVar(&f.Subnets, kind+"-subnet", nil,
		"`ID` of a subnet of that task; may be repeated (default: those of the service)")
	flags.StringArrayVar(&f.SecurityGroups, kind+"-security-group", nil,
		"`ID` of a security group of that task; may be repeated (default: those of the service)")
	flags.BoolVar(&f.AssignPublicIP, kind+"-public-ip", false,
		"give that task a public address; with --"+kind+"-subnet")
	flags.StringVar(&f.minutes, kind+"-minutes", "",
		fmt.Sprintf("`MINUTES` that it may take (default %d)", workflow.DefaultTaskMinutes))
}

// task is the task that the flags ask for, or nil.
func (f taskFlags) task(number func(flag, text string) *float64, kind string) *workflow.Task {
	f.TimeoutMinutes = number("--"+kind+"-minutes", f.minutes)
	if len(f.Command)+len(f.Subnets)+len(f.SecurityGroups) == 0 && f.Container+f.minutes == "" && !f.AssignPublicIP {
		return nil
	}
	return &f.Task
}

// taskFlag names the flag of a prop of a one-off task.
func taskFlag(prop string) (flag string, ok bool) {
	kind, field, _ := strings.Cut(prop, ".")
	if kind != "migration" && kind != "backfill" {
		return "", false
	}
	flag, ok = map[string]string{"command": "command", "container": "container", "subnets": "subnet",
		"securityGroups": "security-group", "assignPublicIP": "public-ip", "timeoutMinutes": "minutes"}[field]
	return kind + "-" + flag, ok
}
