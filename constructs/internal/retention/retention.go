// Package retention knows for how long CloudWatch Logs can keep log lines.
package retention

import "slices"

// days in ascending order:
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
var days = []float64{1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
	3653}

// Days are the numbers of days that CloudWatch Logs accepts, and before them 0, which Terraform takes for "for ever".
func Days() []float64 { return slices.Concat([]float64{0}, days) }
