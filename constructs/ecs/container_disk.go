package ecs

import (
	"path"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// modeForm is what chmod takes as digits.
var modeForm = regexp.MustCompile(`^[0-7]{3,4}$`)

// maxID is the greatest id of a user or group of Linux.
const maxID = 1<<32 - 2

// diskProblems: each directory is absolute, below the root, and mounted once.
func (c Container) diskProblems(ps *rules.Mistakes, volumes []Volume) {
	taken := map[string]string{}
	mount := func(at, directory string) {
		directoryProblems(ps, at, directory)
		if other, again := taken[path.Clean(directory)]; again && !token.Is(directory) {
			ps.Break(mountDirectory, at, check.Quote(directory), "a directory that nothing else is mounted on",
				"it is taken by "+other)
		}
		taken[path.Clean(directory)] = at
	}
	if token.IsList(c.Scratch) {
		ps.Break(rules.KnownValue, "scratch", "a list that Terraform computes", "directories",
			"each becomes a volume named after it")
	}
	for i, directory := range known(c.Scratch) {
		at := rules.Index("scratch", i)
		directoryProblems(ps, at, directory)
		taken[path.Clean(directory)] = at // one that comes twice is told with its volume
	}
	for i, t := range c.Tmpfs {
		at := rules.Index("tmpfs", i)
		mount(at+".containerPath", t.ContainerPath)
		t.problems(ps, at)
	}
	for i, m := range c.Mounts {
		at := rules.Index("mounts", i)
		exists := false
		for _, v := range volumes {
			exists = exists || v.Name == m.VolumeName
		}
		if !exists {
			ps.Break(mountVolume, at+".volumeName", check.Quote(m.VolumeName), "the name of one of the volumes",
				"add it to volumes")
		}
		mount(at+".containerPath", m.ContainerPath)
	}
}

func (t Tmpfs) problems(ps *rules.Mistakes, at string) {
	if t.SizeMiB == nil {
		ps.Break(rules.Required, at+".sizeMiB", "", "the MiB of memory that the directory may grow to", "")
	}
	check.WholeNumber(ps, at+".sizeMiB", t.SizeMiB, 1, fargate.MaxMemoryMiB, " MiB", "it is memory of the task")
	for name, id := range map[string]*float64{"userID": t.UserID, "groupID": t.GroupID} {
		check.WholeNumber(ps, rules.Join(at, name), id, 0, maxID, "", "use the numbers that the image's /etc/passwd has")
		if id != nil && token.IsNumber(*id) {
			ps.Break(rules.KnownValue, rules.Join(at, name), "a number that Terraform computes", "a number",
				"it becomes a part of a text")
		}
	}
	if t.Mode != "" && !token.Is(t.Mode) && !modeForm.MatchString(t.Mode) {
		ps.Break(rules.Invalid, at+".mode", check.Quote(t.Mode), `3 or 4 octal digits, such as "0700"`, "")
	}
}

func directoryProblems(ps *rules.Mistakes, at, directory string) {
	switch {
	case token.Is(directory):
	case directory == "":
		ps.Break(rules.Required, at, "", "an absolute path", "")
	case !strings.HasPrefix(directory, "/"):
		ps.Break(rules.Invalid, at, check.Quote(directory), "an absolute path", "")
	case path.Clean(directory) == "/":
		ps.Break(mountDirectory, at, check.Quote(directory), "a directory below /",
			"a volume over the root would hide the image")
	}
}
