// Command aiservice runs a sample AI service, configured by environment variables as the constructs set them.
package main

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai/internal/aiservice"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGTERM, os.Interrupt)
	config, err := aiservice.FromEnvironment(os.Getenv)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", config.Port))
	if err != nil {
		return err
	}
	return aiservice.Serve(signals, listener, config, os.Stdout)
}
