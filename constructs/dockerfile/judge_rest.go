package dockerfile

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

var sudoWord = regexp.MustCompile(`(?:^|[\s;&|(])sudo(?:$|[\s;])|/etc/sudoers`)

func (r *reader) judgeRest() {
	for _, s := range r.stages {
		for _, c := range s.commands {
			if run, ok := c.Command.(*instructions.RunCommand); ok && sudoWord.MatchString(script(run.ShellDependantCmdLine)) {
				r.breaks(sudo, c.line, script(run.ShellDependantCmdLine), "commands without sudo",
					"leave it out: instructions run as root until USER")
			}
		}
	}
	if words := r.entry(); len(words) > 0 && sudoWord.MatchString(strings.Join(words, " ")) {
		entrypoint, cmd := r.starts()
		at := cmd
		if at == nil || !sudoWord.MatchString(strings.Join(at.words(), " ")) {
			at = entrypoint
		}
		r.breaks(sudo, at.line, at.name+" with sudo", "a command without sudo", "state the user with USER")
	}
	for _, s := range r.chain() {
		for _, c := range s.commands {
			switch i := c.Command.(type) {
			case *instructions.StopSignalCommand:
				if signal := r.expand(i.Signal, c.env); signal.known && !stops(signal.value) {
					r.breaks(stopSignal, c.line, "STOPSIGNAL "+signal.value, "a signal that a process can act on",
						"leave it out for SIGTERM, or state the one that the server ends on, such as SIGQUIT or SIGINT")
				}
			case *instructions.HealthCheckCommand:
				if i.Health != nil && (len(i.Health.Test) == 0 || i.Health.Test[0] != "NONE") {
					r.notice(healthCheck, c.line, "HEALTHCHECK, which ECS does not look at",
						"a health check in the task definition", "state ContainerHealthCheck of the service")
				}
			case *instructions.VolumeCommand:
				r.notice(volume, c.line, "VOLUME "+strings.Join(i.Volumes, " "),
					"a volume of the task definition for what has to outlive a task",
					"leave it out, or mount an EFS volume there")
			}
		}
	}
}

// signalNames are those of Linux that a process can act on.
var signalNames = " HUP INT QUIT ILL TRAP ABRT IOT BUS FPE USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT TSTP " +
	"TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR SYS RTMIN RTMAX "

func stops(signal string) bool {
	if number, err := strconv.Atoi(signal); err == nil {
		return number >= 1 && number <= 64 && number != 9 && number != 19
	}
	name := strings.TrimPrefix(strings.ToUpper(signal), "SIG")
	name, _, _ = strings.Cut(name, "+") // RTMIN+3
	name, _, _ = strings.Cut(name, "-")
	return name != "" && strings.Contains(signalNames, " "+name+" ")
}
