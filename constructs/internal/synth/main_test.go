package synth_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// TestMain leaves the kernel running where the race detector watches. When the jsii client (1.139) closes the kernel it
// waits for its process in two goroutines at once and reads a flag before it takes its lock. That is reported as a
// race, it is not ours, and no test depends on it. The Node process ends with its input.
func TestMain(m *testing.M) {
	if !raceDetector {
		testkit.Main(m)
	}
	folder, err := os.MkdirTemp("", "synth-test.*") // for what the kernel would have cleared away
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Setenv("TMPDIR", folder)
	if _, err := kernel.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}
