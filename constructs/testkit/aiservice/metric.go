package aiservice

import (
	"context"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"
)

// publish reports how many requests are in flight, in CloudWatch's embedded metric format, until the context ends
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
func (s *Service) publish(ctx context.Context) {
	if s.config.ClusterName == "" || s.config.ServiceName == "" {
		return
	}
	type metric struct {
		Name, Unit        string
		StorageResolution int
	}
	type directive struct {
		Namespace  string
		Dimensions [][]string
		Metrics    []metric
	}
	type metadata struct {
		Timestamp         int64
		CloudWatchMetrics []directive
	}
	of := []directive{{metrics.Namespace, [][]string{{"ClusterName", "ServiceName"}},
		[]metric{{metrics.InFlightRequests, "Count", 1}}}}
	tick := time.NewTicker(s.config.MetricInterval)
	defer tick.Stop()
	for {
		n, _ := s.admission.state()
		s.log.Info("load", "_aws", metadata{time.Now().UnixMilli(), of},
			"ClusterName", s.config.ClusterName, "ServiceName", s.config.ServiceName, metrics.InFlightRequests, n)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
