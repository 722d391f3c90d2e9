"""CloudWatch: composite alarms. Moto's Alarm has a field for the rule, but nothing creates one."""

from moto.cloudwatch.responses import CloudWatchResponse

from .gaps import EmptyResult, add_actions

SUPPRESSOR = ("ActionsSuppressor", "ActionsSuppressorExtensionPeriod", "ActionsSuppressorWaitPeriod")


def put_composite_alarm(self):
    alarm = self.cloudwatch_backend.put_metric_alarm(
        name=self._get_param("AlarmName"),
        rule=self._get_param("AlarmRule"),
        description=self._get_param("AlarmDescription"),
        actions_enabled=self._get_param("ActionsEnabled"),
        alarm_actions=self._get_param("AlarmActions") or [],
        ok_actions=self._get_param("OKActions"),
        insufficient_data_actions=self._get_param("InsufficientDataActions"),
        tags=self._get_param("Tags"),
        **dict.fromkeys(
            (
                "namespace",
                "metric_name",
                "comparison_operator",
                "evaluation_periods",
                "period",
                "threshold",
                "statistic",
            )
        ),
        dimensions=[],
    )
    for field in SUPPRESSOR:
        setattr(alarm, field, self._get_param(field))
    return EmptyResult()


def install():
    add_actions(CloudWatchResponse, put_composite_alarm)
