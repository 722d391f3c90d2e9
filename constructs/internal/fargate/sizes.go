// Package fargate holds AWS Fargate's fixed numbers: the sizes of a task and the limits of its timers and disks.
//
// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html.
package fargate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of a Fargate task.
const (
	MaxStopTimeout                 = 120 // seconds
	MinEphemeralStorageGiB         = 21  // the 20 GiB that every task has cannot be asked for
	MaxEphemeralStorageGiB         = 200
	IncludedEphemeralGiB           = 20
	MaxContainers                  = 10 // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
	DefaultCPU                     = 512
	DefaultMemoryMiB               = 1024
	mib                    float64 = 1024
)

// size is the memory, in MiB, that goes with a number of CPU units: from least to most in equal steps, or what is
// listed.
type size struct {
	cpu, least, most, step float64
	listed                 []float64
}

var sizes = []size{
	{cpu: 256, listed: []float64{0.5 * mib, 1 * mib, 2 * mib}},
	{cpu: 512, least: 1 * mib, most: 4 * mib, step: 1 * mib},
	{cpu: 1024, least: 2 * mib, most: 8 * mib, step: 1 * mib},
	{cpu: 2048, least: 4 * mib, most: 16 * mib, step: 1 * mib},
	{cpu: 4096, least: 8 * mib, most: 30 * mib, step: 1 * mib},
	{cpu: 8192, least: 16 * mib, most: 60 * mib, step: 4 * mib},
	{cpu: 16384, least: 32 * mib, most: 120 * mib, step: 8 * mib},
	// Since June 2026 (https://github.com/aws-cloudformation/cfn-lint/pull/4668, of 2026-09-01).
	{cpu: MaxCPU, listed: []float64{60 * mib, 120 * mib, MaxMemoryMiB}},
}

// The largest task.
const (
	MaxCPU       = 32768
	MaxMemoryMiB = 244 * mib
)

func (s size) memories() []float64 {
	if s.listed != nil {
		return s.listed
	}
	var out []float64
	for m := s.least; m <= s.most; m += s.step {
		out = append(out, m)
	}
	return out
}

// CPUs returns the numbers of CPU units that a task may have.
func CPUs() []float64 {
	out := make([]float64, len(sizes))
	for i, s := range sizes {
		out[i] = s.cpu
	}
	return out
}

// Memories returns the amounts of memory, in MiB, that a task of cpu units may have; nil when there is no such task.
func Memories(cpu float64) []float64 {
	for _, s := range sizes {
		if s.cpu == cpu {
			return s.memories()
		}
	}
	return nil
}

// Fit returns the smallest size that holds cpu units and memory MiB, and whether there is one.
func Fit(cpu, memory float64) (cpuUnits, memoryMiB float64, ok bool) {
	for _, s := range sizes {
		if s.cpu < cpu {
			continue
		}
		for _, m := range s.memories() {
			if m >= memory {
				return s.cpu, m, true
			}
		}
	}
	return 0, 0, false
}

// CheckSize requires a size that Fargate offers. nil stands for the default.
func CheckSize(ps *rules.Mistakes, cpuPath, memoryPath string, cpu, memory *float64) {
	if cpu != nil && !check.Known(cpu) || memory != nil && !check.Known(memory) {
		return // Terraform knows only at plan time
	}
	units, mebibytes := optional.Or(cpu, DefaultCPU), optional.Or(memory, DefaultMemoryMiB)
	memories := Memories(units)
	if slices.Contains(memories, mebibytes) {
		return
	}
	fix := ""
	if c, m, ok := Fit(units, mebibytes); ok {
		fix = fmt.Sprintf("the next larger size is %s CPU units with %s MiB", check.Number(c), check.Number(m))
	}
	if memories == nil {
		if slices.Contains(CPUs(), units*1024) {
			fix = fmt.Sprintf("1 vCPU is 1024 CPU units: state %s", check.Number(units*1024))
		}
		ps.Break(taskSize, cpuPath, check.Number(units), "one of "+words(CPUs())+" CPU units", fix)
		return
	}
	if slices.Contains(memories, mebibytes*1024) {
		fix = fmt.Sprintf("1 GB is 1024 MiB: state %s", check.Number(mebibytes*1024))
	}
	ps.Break(taskSize, memoryPath, check.Number(mebibytes)+" MiB",
		fmt.Sprintf("%s MiB with %s CPU units", Offered(units), check.Number(units)), fix)
}

// Offered describes the memories of a size, in MiB.
func Offered(cpu float64) string {
	for _, s := range sizes {
		if s.cpu == cpu && s.step > 0 {
			return fmt.Sprintf("%s to %s in steps of %s", check.Number(s.least), check.Number(s.most), check.Number(s.step))
		}
	}
	return "one of " + words(Memories(cpu))
}

func words(numbers []float64) string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = check.Number(n)
	}
	return strings.Join(out, ", ")
}
