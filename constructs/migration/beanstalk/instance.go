package beanstalk

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	instanceForm = regexp.MustCompile(`^([a-z]+)(\d)([a-z-]*)\.([a-z0-9]+)$`)
	// graviton are the families with processors of ARM: a1, and those with a g behind their number.
	graviton = regexp.MustCompile(`^(a1|[a-z]+\d+g[a-z]*)\.`)
)

// burst are the MiB of the types that save up CPU credits
// (https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html).
var burst = map[string]float64{"nano": 512, "micro": 1024, "small": 2048, "medium": 4096, "large": 8192,
	"xlarge":  16384,
	"2xlarge": 32768}

// perCPU are the GiB for each vCPU of a family.
var perCPU = map[string]float64{"a": 2, "c": 2, "m": 4, "r": 8}

// instanceSize is the CPU units and MiB of an instance type. Of types with credits CPU units are 0: what they may use
// all the time is a part of what they have.
func instanceSize(name string) (cpu, memory float64, ok bool) {
	parts := instanceForm.FindStringSubmatch(name)
	if parts == nil {
		return 0, 0, false
	}
	family, size := parts[1], parts[4]
	if family == "t" {
		memory, ok = burst[size]
		return 0, memory, ok
	}
	gib, ok := perCPU[family]
	cpus := 0.0
	switch size {
	case "medium":
		cpus = 1
	case "large":
		cpus = 2
	case "xlarge":
		cpus = 4
	default:
		n, err := strconv.Atoi(strings.TrimSuffix(size, "xlarge"))
		if err != nil || !strings.HasSuffix(size, "xlarge") {
			return 0, 0, false
		}
		cpus = 4 * float64(n)
	}
	return cpus * 1024, cpus * gib * 1024, ok
}
