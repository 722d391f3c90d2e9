// Command fargateai is the companion of the constructs: what a pipeline, a reviewer or a migration needs beside the
// synthesis. It starts no Node.
//
//	go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai --help
package main

import (
	"os"

	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

func main() {
	interrupt.SurviveFull()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
