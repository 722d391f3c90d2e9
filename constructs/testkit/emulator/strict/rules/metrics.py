"""Whether anybody publishes the metrics that alarms, policies and dashboards read."""

from ..learned.monitoring import READERS, read_by
from .rule import DOCS, DOUBT, on

ELB = {"LoadBalancer", "TargetGroup"}

SERVICE = {"ClusterName", "ServiceName"}

PUBLISHED = {  # namespace: the services' own documentation, dimensions that come together, names
    "AWS/ApplicationELB": (
        "elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
        [ELB, {"LoadBalancer"}, {"TargetGroup"}],
        """
        ActiveConnectionCount ClientTLSNegotiationErrorCount ConsumedLCUs
        DesyncMitigationMode_NonCompliant_Request_Count DroppedInvalidHeaderRequestCount
        HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count HTTPCode_ELB_5XX_Count HTTPCode_ELB_500_Count
        HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count HTTPCode_ELB_504_Count HTTP_Fixed_Response_Count
        NewConnectionCount NonStickyRequestCount ProcessedBytes RejectedConnectionCount RequestCount
        RuleEvaluations AnomalousHostCount HealthyHostCount HTTPCode_Target_2XX_Count
        HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count MitigatedHostCount
        RequestCountPerTarget TargetConnectionErrorCount TargetResponseTime TargetTLSNegotiationErrorCount
        UnHealthyHostCount UnhealthyRoutingRequestCount
        """,
    ),
    "AWS/ECS": (
        "AmazonECS/latest/developerguide/available-metrics.html",
        [SERVICE, {"ClusterName"}],
        "CPUUtilization MemoryUtilization CPUReservation MemoryReservation ActiveConnectionCount",
    ),
    "ECS/ContainerInsights": (
        "AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html",
        [SERVICE, {"ClusterName"}, {"ClusterName", "TaskDefinitionFamily"}],
        """
        CpuReserved CpuUtilized DeploymentCount DesiredTaskCount EphemeralStorageReserved
        EphemeralStorageUtilized MemoryReserved MemoryUtilized NetworkRxBytes NetworkTxBytes PendingTaskCount
        RestartCount RunningTaskCount ServiceCount StorageReadBytes StorageWriteBytes TaskCount TaskSetCount
        """,
    ),
    "AWS/SQS": (
        "AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
        [{"QueueName"}],
        """
        ApproximateAgeOfOldestMessage ApproximateNumberOfMessagesDelayed ApproximateNumberOfMessagesNotVisible
        ApproximateNumberOfMessagesVisible NumberOfEmptyReceives NumberOfMessagesDeleted
        NumberOfMessagesReceived NumberOfMessagesSent SentMessageSize
        """,
    ),
    "AWS/Bedrock": (
        "bedrock/latest/userguide/monitoring.html",
        [{"ModelId"}, set()],
        """
        Invocations InvocationLatency InvocationClientErrors InvocationServerErrors InvocationThrottles
        InputTokenCount OutputTokenCount OutputImageCount LegacyModelInvocations CacheReadInputTokenCount
        CacheWriteInputTokenCount TimeToFirstToken EstimatedTPMQuotaUsage
        """,
    ),
}


@on(*READERS, source="AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html", level=DOUBT)
def metric_of_aws_exists(p):
    for namespace, name, dimensions in read_by(p):
        if namespace not in PUBLISHED:
            if namespace.startswith("AWS/"):
                yield ".Namespace", namespace, "not known here"
            continue
        page, together, names = PUBLISHED[namespace]
        if name not in names.split():
            yield ".MetricName", (namespace, name), f"{page} has no such metric"
        elif dimensions not in together:
            yield ".Dimensions", (namespace, name, sorted(dimensions)), "the metric does not come with these dimensions"


UNPUBLISHED = "no metric filter and no collector here publishes the metric: the code must"
PUBLISHING = DOCS + "AmazonCloudWatch/latest/monitoring/publishingMetrics.html"


def unpublished(world):
    """Yields (metric, readers) of what no metric filter and no collector's configuration publishes.

    Only all calls together tell, since a metric may be read before it is written.
    """
    collectors = " ".join(
        str(c.get("environment")) for task in world.tasks.values() for c in task.get("containerDefinitions", [])
    )
    for metric, readers in sorted(world.reads.items(), key=str):
        namespace, name, dimensions = metric
        collected = f'namespace: "{namespace}"' in collectors or f"'{namespace}'" in collectors
        ours = not namespace.startswith("AWS/") and namespace not in PUBLISHED
        if ours and metric not in world.written and not collected:
            yield (namespace, name, sorted(dimensions)), sorted(readers)
