//go:build linux

package program_test

import (
	"os"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
)

// programVariable names the program of faults_test.go that the test binary is, instead of running tests.
const programVariable = "FARGATEAI_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if build := programs[os.Getenv(programVariable)]; build != nil {
		fargateai.Run(build)
	}
	os.Exit(m.Run())
}
