package fargate

import (
	"math"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func problems(cpu, memory *float64) string {
	var ps rules.Mistakes
	CheckSize(&ps, "cpu", "memoryLimitMiB", cpu, memory)
	return ps.Error()
}

func ptr(n float64) *float64 { return &n }

func TestEveryOfferedSizePassesAndItsNeighboursDoNot(t *testing.T) {
	pairs, misses := 0, 0
	for _, cpu := range CPUs() {
		for _, memory := range Memories(cpu) {
			pairs++
			if got := problems(&cpu, &memory); got != "" {
				t.Errorf("%v/%v: %s", cpu, memory, got)
			}
			for _, off := range []float64{-1, 1} {
				misses++
				if got := problems(&cpu, ptr(memory+off)); got == "" {
					t.Errorf("%v/%v went through", cpu, memory+off)
				}
			}
		}
		if got := problems(ptr(cpu+1), ptr(2048)); !strings.HasPrefix(got, "cpu: got") {
			t.Errorf("cpu %v: %q", cpu+1, got)
		}
	}
	figure.Say(t, "fargate-sizes", pairs)
	figure.Say(t, "fargate-near-misses", misses)
	if pairs != 77 {
		t.Errorf("got %d sizes, want the 77 that AWS lists", pairs)
	}
}

func TestCheckSizeNamesTheRemedy(t *testing.T) {
	for _, test := range []struct {
		cpu, memory *float64
		want        string
	}{
		{nil, nil, ""},
		{ptr(300), ptr(1024), "cpu: got 300, want one of 256, 512, 1024, 2048, 4096, 8192, 16384, 32768 CPU units; the " +
			"next larger size is 512 CPU units with 1024 MiB"},
		{ptr(256), ptr(4096), "memoryLimitMiB: got 4096 MiB, want one of 512, 1024, 2048 MiB with 256 CPU units; the next " +
			"larger size is 512 CPU units with 4096 MiB"},
		{ptr(1024), nil, "memoryLimitMiB: got 1024 MiB, want 2048 to 8192 in steps of 1024 MiB with 1024 CPU units; the " +
			"next larger size is 1024 CPU units with 2048 MiB"},
		{ptr(16384), ptr(999999),
			"memoryLimitMiB: got 999999 MiB, want 32768 to 122880 in steps of 8192 MiB with 16384 CPU units"},
		{ptr(32768), ptr(65536), "memoryLimitMiB: got 65536 MiB, want one of 61440, 122880, 249856 MiB with 32768 CPU " +
			"units; the next larger size is 32768 CPU units with 122880 MiB"},
		{ptr(-1.9e289), ptr(7), ""},
		{ptr(256), ptr(-1.9e289), ""},
	} {
		if got := problems(test.cpu, test.memory); got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}

func FuzzFit(f *testing.F) {
	f.Add(0.0, 0.0)
	f.Add(600.0, 1500.0)
	f.Add(32768.0, 249856.0)
	f.Fuzz(func(t *testing.T, cpu, memory float64) {
		c, m, ok := Fit(cpu, memory)
		if !ok {
			if cpu <= MaxCPU && memory <= MaxMemoryMiB {
				t.Errorf("no size for %v/%v", cpu, memory)
			}
			return
		}
		if c < cpu || m < memory || problems(&c, &m) != "" {
			t.Errorf("%v/%v does not hold %v/%v", c, m, cpu, memory)
		}
		if !math.IsNaN(cpu) && !math.IsNaN(memory) {
			if c2, m2, _ := Fit(c, m); c2 != c || m2 != m {
				t.Errorf("%v/%v is not the smallest size for itself", c, m)
			}
		}
	})
}
