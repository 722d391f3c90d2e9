package evalgate

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	baseline = rules.Rule{
		ID:     "evalgate-baseline",
		Judges: "A baseline has cases that ran, and no faults.",
		Why:    "There is nothing to compare with otherwise, and every result would pass.",
	}
	rangeOfMetric = rules.Rule{
		ID:     "evalgate-range",
		Judges: "A metric whose range is stated has a least or largest mean.",
		Why:    "Its name may be misspelled, and then nothing is held against it.",
	}
)
