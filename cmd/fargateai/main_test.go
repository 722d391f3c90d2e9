package main

import (
	"os"
	"testing"
)

// commandVariable makes the test binary the command, instead of running tests.
const commandVariable = "FARGATEAI_TEST_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(commandVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}
