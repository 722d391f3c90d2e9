package beanstalk

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

var emailForm = regexp.MustCompile(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)

type (
	tree  = reader.Tree
	entry = reader.Entry
)
