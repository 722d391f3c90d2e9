// Command synthbench measures whole syntheses: the app with the fast and the plain kernel, an example of three
// services, and stacks of many.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
)

func main() {
	services := flag.Int("services", 0,
		"synthesize one stack of this many services and stop; what the benchmark runs of itself")
	runs := flag.Int("runs", 5, "runs of each program")
	flag.Parse()
	if *services > 0 {
		fargateai.Run(func(app cdktf.App) { many(app, *services) })
		return
	}
	if err := benchmark(*runs); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func benchmark(runs int) error {
	dir, err := os.MkdirTemp("", "synthbench.*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	app, err := build(dir, ".")
	if err != nil {
		return err
	}
	multi, err := build(dir, "./examples/multi-service")
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Printf("whole process, median of %d runs after one that warms up; memory is that of the largest process\n\n", runs)
	fmt.Printf("%-28s %9s %9s\n", "program", "wall", "memory")
	fast, err := report("app, fast kernel", runs, dir, nil, app)
	if err != nil {
		return err
	}
	plain, err := report("app, plain kernel", runs, dir, []string{kernel.PlainVariable + "=1"}, app)
	if err != nil {
		return err
	}
	fmt.Printf("%-28s %8.1f× %8.1f×\n\n", "plain / fast", plain.wall.Seconds()/fast.wall.Seconds(),
		float64(plain.memory)/float64(fast.memory))
	if _, err := report("examples/multi-service", runs, dir, nil, multi); err != nil {
		return err
	}
	var one measurement
	for _, n := range []int{1, 10, 50, 100} {
		m, err := report(fmt.Sprintf("%d services in one stack", n), runs, dir, nil, self, "-services", fmt.Sprint(n))
		if err != nil {
			return err
		}
		if n == 1 {
			one = m
			continue
		}
		fmt.Printf("%-28s %6.1f ms\n", "  each further service", float64((m.wall-one.wall).Milliseconds())/float64(n-1))
	}
	return nil
}

func build(dir, program string) (string, error) {
	binary := filepath.Join(dir, "program-"+filepath.Base(program))
	if out, err := exec.Command("go", "build", "-o", binary, program).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s, from the repository's root: %w\n%s", program, err, out)
	}
	return binary, nil
}

type measurement struct {
	wall   time.Duration
	memory int64 // KiB
}

func report(name string, runs int, dir string, env []string, program string, args ...string) (measurement, error) {
	var walls []time.Duration
	var memory []int64
	for i := range runs + 1 {
		cmd := exec.Command(program, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), env...)
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return measurement{}, fmt.Errorf("%s: %w\n%s", name, err, out)
		}
		if i > 0 {
			walls = append(walls, time.Since(start))
			memory = append(memory, peak(cmd.ProcessState))
		}
	}
	slices.Sort(walls)
	slices.Sort(memory)
	m := measurement{walls[len(walls)/2], memory[len(memory)/2]}
	fmt.Printf("%-28s %6.2f s %6d MB\n", name, m.wall.Seconds(), m.memory/1024)
	return m, nil
}
