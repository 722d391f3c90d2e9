package providernames

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Production are settings with which the app and the examples make what they do not make unconfigured.
var Production = []string{
	"FARGATEAI_DOMAIN=names.acme.dev", "FARGATEAI_HOSTED_ZONE_ID=Z0123456789ABCDEFGHIJ", "FARGATEAI_IMAGE_TAG=v1.4.2",
	"FARGATEAI_ALARM_EMAIL=ops@acme.dev", "FARGATEAI_REDIS_HOST=redis.acme.dev", "FARGATEAI_STATE_BUCKET=acme-state",
	"FARGATEAI_RUNNER_CIDR=10.20.0.0/16", "FARGATEAI_ACTIVATE_COST_TAG=true",
	"FARGATEAI_IMAGE_DIGEST=sha256:" + digest, "FARGATEAI_DATA_KEY_ARN=" + dataKey,
	"FARGATEAI_PERMISSIONS_BOUNDARY=arn:aws:iam::210987654321:policy/boundary",
}

const (
	digest  = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	dataKey = "arn:aws:kms:eu-west-1:210987654321:key/1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d"
)

// Goldens returns the stacks that the constructs' tests keep, by file.
func Goldens(root string) (map[string][]byte, error) {
	files, err := filepath.Glob(filepath.Join(root, "constructs", "*", "testdata", "*.json"))
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, file := range append(files, filepath.Join(root, "testdata", "production.json")) {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var document struct {
			Resource, Terraform map[string]any
		}
		if json.Unmarshal(text, &document) == nil && document.Resource != nil && document.Terraform != nil {
			out[file] = text
		}
	}
	return out, nil
}
