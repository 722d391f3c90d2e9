package workflow

import (
	"cmp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Task of the new revision that runs once and must end well: a migration of a database before the service is touched,
// or a backfill after it was updated. The role must be allowed to run the family
// (pipeline.DeployRoleProps.MigrationFamily).
type Task struct {
	// Command that the container runs instead of its own, a word each; no shell reads it. Required.
	Command []string
	// Container that runs it, which must be an essential one: the task ends with it. Default: that of [Props].
	Container string
	// Subnets of the task by id, or variables of the repository that hold some. Default: those of the service.
	Subnets []string
	// SecurityGroups of the task, like Subnets. Default: those of the service.
	SecurityGroups []string
	// AssignPublicIP gives the task a public address; with Subnets only. Default: none with Subnets, otherwise as for the
	// service.
	AssignPublicIP bool
	// TimeoutMinutes after which the workflow fails. The task goes on, since one that is stopped halfway is worse.
	// Default: 30; together with WaitMinutes and the other task at most 350.
	TimeoutMinutes *float64
}

// DefaultTaskMinutes is the default of [Task.TimeoutMinutes].
const DefaultTaskMinutes = 30

// problems of a task, beside what else takes time in the job.
func (m *Task) problems(others float64) rules.Mistakes {
	var ps rules.Mistakes
	if len(m.Command) == 0 {
		ps.Break(rules.Required, "command", "nothing", "the words of a command", "")
	}
	for i, w := range m.Command {
		textProblems(&ps, rules.Index("command", i), w, "\n\t", "printable text")
	}
	if len(m.Command) > 0 {
		check.Required(&ps, "command[0]", m.Command[0], "a program", "")
	}
	optionalProblems(&ps, "container", m.Container, naming.IsECS, naming.WantECS)
	ids := func(path, kind string, list []string, most int) {
		if len(list) > most {
			ps.Break(taskNetwork, path, check.Number(float64(len(list))), "at most "+check.Number(float64(most)), "")
		}
		for i, id := range list {
			if !variable(id) && (!resourceID(id) || !strings.HasPrefix(id, kind)) {
				ps.Break(check.Form(id), rules.Index(path, i), check.Quote(id),
					"an id that starts with "+kind+", or a variable such as ${{ vars.NAME }}", "")
			}
		}
		check.Unique(&ps, path, list, "leave it out")
	}
	ids("subnets", "subnet-", m.Subnets, 16)
	ids("securityGroups", "sg-", m.SecurityGroups, 5)
	if m.AssignPublicIP && len(m.Subnets) == 0 {
		ps.Break(migrationNetwork, "assignPublicIP", "true without subnets", "subnets as well",
			"the subnets of the service come with the service's own setting")
	}
	check.WholeNumber(&ps, "timeoutMinutes", m.TimeoutMinutes, 1, MaxWaitMinutes, " minutes", "")
	if sum := others + m.minutes(); sum > MaxWaitMinutes && others <= MaxWaitMinutes && m.minutes() <= MaxWaitMinutes {
		ps.Break(jobTime, "timeoutMinutes", check.Number(m.minutes())+" minutes",
			"at most 350 together with what else the job waits for, "+check.Number(others), "a job ends after six hours")
	}
	return ps
}

func (m *Task) minutes() float64 {
	if m == nil {
		return 0
	}
	return optional.Or(m.TimeoutMinutes, DefaultTaskMinutes)
}

// taskConfig are the texts of the step, most of which it gets in its environment.
type taskConfig struct {
	Command, Container, Subnets, SecurityGroups, PublicIP, Minutes string

	Step, ID, Noun string
	Touched        string // what has become of the service when the task fails
	Registered     string // where the step finds the revision
}

func (m *Task) resolve(container string) taskConfig {
	command, _ := plainJSON(m.Command) // strings cannot fail
	c := taskConfig{
		Command: command, Container: cmp.Or(m.Container, container), Subnets: strings.Join(m.Subnets, ","),
		SecurityGroups: strings.Join(m.SecurityGroups, ","),
		PublicIP:       "DISABLED", Minutes: check.Number(m.minutes()),
	}
	if m.AssignPublicIP {
		c.PublicIP = "ENABLED"
	}
	return c
}

// migration is the step before the service is touched.
func (c taskConfig) migration() taskConfig {
	c.Step, c.ID, c.Noun, c.Touched = "Migrate", "migrate", "migration", "the service is as it was"
	return c
}

// backfill is the step after the service was updated.
func (c taskConfig) backfill() taskConfig {
	c.Step, c.ID, c.Noun, c.Touched = "Backfill", "backfill", "backfill", "the service has been updated"
	return c
}
