package ecs

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestStorageKey(t *testing.T) {
	key := func(name, arn string, want ...string) checktest.Case[ClusterProps] {
		return checktest.Case[ClusterProps]{Name: name, Want: want,
			Change: func(p *ClusterProps) { p.EphemeralStorageKMSKeyARN = arn }}
	}
	const of, rule = "arn:aws:kms:eu-west-1:210987654321:", "ephemeralStorageKMSKeyARN ecs-storage-key"
	checktest.Run(t, func() ClusterProps { return ClusterProps{Name: "ai"} },
		func(p *ClusterProps) error { return p.Validate() }, []checktest.Case[ClusterProps]{
			key("key", of+"key/1b2c3d4e-5f60-4a7b-8c9d-0e1f2a3b4c5d"),
			key("reference", aReference),
			key("part of a reference", of+"key/"+aReference),
			key("alias", of+"alias/disks", "ephemeralStorageKMSKeyARN invalid"),
			key("multi-region", of+"key/mrk-1234567890abcdef1234567890abcdef", rule),
			key("id", "1b2c3d4e-5f60-4a7b-8c9d-0e1f2a3b4c5d", "ephemeralStorageKMSKeyARN invalid"),
		})
}
