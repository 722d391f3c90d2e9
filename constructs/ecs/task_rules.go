package ecs

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *TaskDefinitionProps) Validate() error { return p.problems().Err() }

// roleName is what IAM allows.
var roleName = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{1,64}$`)

func (p *TaskDefinitionProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	naming.CheckECS(&ps, "family", p.Family, "name the family like the service")
	fargate.CheckSize(&ps, "cpu", "memoryLimitMiB", p.CPU, p.MemoryLimitMiB)
	p.CPUArchitecture.problems(&ps)
	check.WholeNumber(&ps, "ephemeralStorageGiB", p.EphemeralStorageGiB, fargate.MinEphemeralStorageGiB,
		fargate.MaxEphemeralStorageGiB, " GiB",
		"leave it out for the 20 GiB that are included")
	arn.Check(&ps, "executionRoleARN", p.ExecutionRoleARN, "iam", "")
	arn.Check(&ps, "taskRoleARN", p.TaskRoleARN, "iam", "")
	if p.TaskRoleARN != "" && len(p.TaskPolicies) > 0 {
		ps.Break(rules.Exclusive, "taskPolicies", fmt.Sprintf("%d with taskRoleARN", len(p.TaskPolicies)), "none",
			"grant them where the role is made, or let a role be made")
	}
	if p.SkipDestroy != nil && !*p.SkipDestroy {
		ps.Break(earlierRevisions, "skipDestroy", "false", "true, which is the default",
			"deregister revisions that nothing runs with aws ecs deregister-task-definition")
	}
	if p.TaskRoleARN != "" && p.TaskRoleARN == p.ExecutionRoleARN {
		ps.Break(separateRoles, "taskRoleARN", "the execution role", "a role of its own",
			"the code would hold the permissions to read every secret that starts it")
	}
	roleNameProblems(&ps, "executionRoleName", p.ExecutionRoleName, p.ExecutionRoleARN)
	roleNameProblems(&ps, "taskRoleName", p.TaskRoleName, p.TaskRoleARN)
	if p.TaskRoleName != "" && p.TaskRoleName == p.ExecutionRoleName {
		ps.Break(rules.Unique, "taskRoleName", check.Quote(p.TaskRoleName)+", the execution role's",
			"a name of its own", "")
	}
	for i, condition := range p.Preconditions {
		at := rules.Index("preconditions", i)
		check.Required(&ps, rules.Join(at, "condition"), condition.Condition, "a Terraform expression", "")
		check.Required(&ps, rules.Join(at, "errorMessage"), condition.ErrorMessage, "a sentence",
			"it is all that the user of the plan is told")
	}
	p.volumeProblems(&ps)
	p.sidecarProblems(&ps)
	whole := p.merged()
	problems := whole.mergedProblems(len(p.Containers))
	if len(ps)+len(problems) == 0 { // a definition can be made of it
		whole.sizeProblems(&problems)
	}
	return append(ps, p.origins(problems)...)
}

// problems tells Windows, which Fargate offers, from what nobody does.
func (a CPUArchitecture) problems(ps *rules.Mistakes) {
	if strings.HasPrefix(strings.ToUpper(string(a)), "WINDOWS") {
		ps.Break(linuxOnly, "cpuArchitecture", check.Quote(string(a)), "ARM64 or X86_64, with Linux",
			"Windows is not supported; build the image for Linux")
		return
	}
	check.OneOf(ps, "cpuArchitecture", a, ARM64, X86_64)
}

func roleNameProblems(ps *rules.Mistakes, path, name, adopted string) {
	switch {
	case name == "":
	case adopted != "":
		ps.Break(rules.Exclusive, path, check.Quote(name)+" with a role that exists", "nothing",
			"its owner has named it")
	case !token.Is(name) && !roleName.MatchString(name):
		ps.Break(rules.Invalid, path, check.Quote(name), "1 to 64 letters, digits and _ + = , . @ -", "")
	}
}

// mergedProblems are the rules that hold for the application and its sidecars together. The first own containers are
// the application's.
func (p *TaskDefinitionProps) mergedProblems(own int) rules.Mistakes {
	var ps rules.Mistakes
	for i := range p.ExecutionGrants {
		ps.Under(rules.Index("executionGrants", i), p.ExecutionGrants[i].problems())
	}
	sids := make([]string, len(p.TaskPolicies))
	for i := range p.TaskPolicies {
		sids[i] = p.TaskPolicies[i].Sid
		ps.Under(rules.Index("taskPolicies", i), p.TaskPolicies[i].problems())
	}
	check.Unique(&ps, "taskPolicies", sids, "IAM wants every Sid of a policy once")
	policySizeProblems(&ps, p.TaskPolicies)
	p.containerListProblems(&ps, own)
	p.mountProblems(&ps)
	p.overrideProblems(&ps)
	return ps
}

// mountProblems: what is not mounted is a mistake where it holds data.
func (p *TaskDefinitionProps) mountProblems(ps *rules.Mistakes) {
	mounted := map[string]bool{}
	for _, c := range p.Containers {
		for _, m := range c.Mounts {
			mounted[m.VolumeName] = true
		}
	}
	for i, v := range p.Volumes {
		if v.EFS != nil && !mounted[v.Name] {
			ps.Break(volumeMounted, rules.Index("volumes", i), check.Quote(v.Name)+", which nothing mounts",
				"a mount in one of the containers", "add it to mounts, or leave the volume out")
		}
	}
}

func (p *TaskDefinitionProps) volumeProblems(ps *rules.Mistakes) {
	names := make([]string, len(p.Volumes))
	for i, v := range p.Volumes {
		path := rules.Index("volumes", i)
		names[i] = v.Name
		if !naming.IsECS(v.Name) { // a reference, too, is no name of a volume
			ps.Break(check.Form(v.Name), path+".name", check.Quote(v.Name), naming.WantECS, "")
		}
		e := v.EFS
		if e == nil {
			continue
		}
		form.FileSystem.Check(ps, path+".efs.fileSystemID", e.FileSystemID)
		form.AccessPoint.CheckStated(ps, path+".efs.accessPointID", e.AccessPointID)
		form.SecurityGroup.CheckStated(ps, path+".efs.securityGroupID", e.SecurityGroupID)
		if e.AccessPointID != "" && e.RootDirectory != "" && e.RootDirectory != "/" {
			ps.Break(efsRootDirectory, path+".efs.rootDirectory",
				check.Quote(e.RootDirectory)+" with an access point", "nothing", "the access point decides the directory")
		}
	}
	check.Unique(ps, "volumes", names, "name each volume once")
}

func (p *TaskDefinitionProps) containerListProblems(ps *rules.Mistakes, own int) {
	if own == 0 {
		ps.Break(rules.Required, "containers", "", "at least one container", "")
	}
	if len(p.Containers) > fargate.MaxContainers {
		ps.Break(rules.Range, "containers", fmt.Sprint(len(p.Containers)), fmt.Sprintf("at most %d", fargate.MaxContainers),
			"AWS allows no more in a task definition")
	}
	names := make([]string, len(p.Containers))
	essential := false
	for i, c := range p.Containers {
		names[i] = c.Name
		essential = essential || i < own && c.essential()
		ps.Under(rules.Index("containers", i), p.containerProblems(c))
		if c.Logging == nil && p.LogOptions["awslogs-group"] == "" {
			ps.Break(rules.Required, rules.Index("containers", i)+".logging", "", "a log driver",
				"set the task definition's logOptions, e.g. logs.Group.Options()")
		}
	}
	check.Unique(ps, "containers", names, "name each container once")
	if own > 0 && !essential {
		ps.Break(essentialContainer, "containers", "no essential container", "at least one",
			"a task without one would never stop")
	}
	p.portProblems(ps)
	p.scratchProblems(ps)
	p.reservationProblems(ps)
	p.cycleProblems(ps)
	p.firelensProblems(ps)
}

// portProblems: all containers of a task share one network interface.
func (p *TaskDefinitionProps) portProblems(ps *rules.Mistakes) {
	taken, named := map[string]string{}, map[string]string{}
	for i, c := range p.Containers {
		for j, port := range c.Ports {
			at := rules.Index(rules.Index("containers", i)+".ports", j)
			if check.Known(port.ContainerPort) {
				key := check.Number(*port.ContainerPort) + "/" + string(port.resolve().Protocol)
				if other, again := taken[key]; again {
					ps.Break(containerPort, at+".containerPort", key+" again",
						"a port that no other container of the task uses",
						"it is taken by "+other+"; containers of a task share one network interface")
				}
				taken[key] = at
			}
			if port.Name != "" {
				if other, again := named[port.Name]; again {
					ps.Break(rules.Unique, at+".name", check.Quote(port.Name)+" again", "a name of its own",
						"it names "+other)
				}
				named[port.Name] = at
			}
		}
	}
}

// scratchProblems: two directories must not fall on one volume, nor on one that is declared.
func (p *TaskDefinitionProps) scratchProblems(ps *rules.Mistakes) {
	taken := map[string]string{}
	for i, v := range p.Volumes {
		taken[v.Name] = rules.Index("volumes", i)
	}
	for i, c := range p.Containers {
		for j, path := range p.scratch(c) {
			at := rules.Index(rules.Index("containers", i)+".scratch", j)
			name := scratchVolume(c.Name, path)
			if other, again := taken[name]; again {
				ps.Break(rules.Unique, at, check.Quote(path), "a directory whose volume "+name+" is not taken",
					"it is taken by "+other)
			}
			taken[name] = at
		}
	}
}

// reservationProblems: what containers reserve must fit into the task.
func (p *TaskDefinitionProps) reservationProblems(ps *rules.Mistakes) {
	if p.CPU != nil && !check.Known(p.CPU) || p.MemoryLimitMiB != nil && !check.Known(p.MemoryLimitMiB) {
		return
	}
	var cpu, memory float64
	for _, c := range p.Containers {
		reserved := c.MemoryReservationMiB
		if reserved == nil {
			reserved = c.MemoryLimitMiB
		}
		if c.CPU != nil && !check.Known(c.CPU) || reserved != nil && !check.Known(reserved) {
			return
		}
		cpu += optional.Value(c.CPU)
		memory += optional.Value(reserved)
	}
	taskCPU, taskMemory := optional.Or(p.CPU, fargate.DefaultCPU), optional.Or(p.MemoryLimitMiB, fargate.DefaultMemoryMiB)
	fix := "lower the containers' shares"
	if c, m, ok := fargate.Fit(max(cpu, taskCPU), max(memory, taskMemory)); ok {
		fix = fmt.Sprintf("the smallest size that holds them is %s CPU units with %s MiB", check.Number(c), check.Number(m))
	}
	if cpu > taskCPU {
		ps.Break(taskReservation, "cpu", check.Number(taskCPU),
			"at least the "+check.Number(cpu)+" CPU units that its containers reserve together", fix)
	}
	if memory > taskMemory {
		ps.Break(taskReservation, "memoryLimitMiB", check.Number(taskMemory)+" MiB",
			"at least the "+check.Number(memory)+" MiB that its containers reserve together", fix)
	}
}

// cycleProblems: containers that wait for each other never start.
func (p *TaskDefinitionProps) cycleProblems(ps *rules.Mistakes) {
	waits := map[string][]string{}
	for _, c := range p.Containers {
		for _, d := range c.DependsOn {
			waits[c.Name] = append(waits[c.Name], d.ContainerName)
		}
	}
	for i, c := range p.Containers {
		seen := map[string]bool{}
		var reaches func(from string) bool
		reaches = func(from string) bool {
			for _, next := range waits[from] {
				if next == c.Name {
					return true
				}
				if !seen[next] {
					seen[next] = true
					if reaches(next) {
						return true
					}
				}
			}
			return false
		}
		if reaches(c.Name) {
			ps.Break(dependencyCircle, rules.Index("containers", i)+".dependsOn",
				"a circle through "+check.Quote(c.Name), "an order in which the containers can start", "")
		}
	}
}
