package beanstalk

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

var (
	vpcForm    = regexp.MustCompile(`^vpc-[0-9a-f]{8,17}$`)
	subnetForm = regexp.MustCompile(`^subnet-[0-9a-f]{8,17}$`)
	emailForm  = regexp.MustCompile(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
	bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	prefixForm = regexp.MustCompile(`^[A-Za-z0-9!_.*'()/-]{1,200}$`)
)

type (
	tree  = reader.Tree
	entry = reader.Entry
)
