"""Route 53: the id of a hosted zone starts with Z, a health check keeps the alarm that it follows, and a change of
records is in force when it is answered. The provider sleeps for 10 to 30 seconds before it first asks about a change
that has an id."""

from moto.core.responses import ActionResult
from moto.route53 import models
from moto.route53.responses import Route53


def install():
    create = models.create_route53_zone_id

    def create_route53_zone_id(*args, **kwargs):
        return "Z" + create(*args, **kwargs)[1:]

    models.create_route53_zone_id = create_route53_zone_id

    change = Route53.change_resource_record_sets

    def change_resource_record_sets(self):
        change(self)
        return ActionResult({})

    Route53.change_resource_record_sets = change_resource_record_sets

    keep_alarms()


def keep_alarms():
    create, update = Route53.create_health_check, Route53.update_health_check
    config = models.HealthCheck.health_check_config.fget

    def keep(result, params):
        check = result.result["HealthCheck"]
        for name in ("AlarmIdentifier", "InsufficientDataHealthStatus"):
            if params(name) is not None:
                check.__dict__.setdefault("alarm", {})[name] = params(name)
        return result

    def create_health_check(self):
        return keep(create(self), self._get_param("HealthCheckConfig").get)

    def update_health_check(self):
        return keep(update(self), self._get_param)

    def health_check_config(self):
        if self.type_ != "CLOUDWATCH_METRIC":
            return config(self)
        return {"Type": self.type_, "Inverted": self.inverted, "Disabled": self.disabled, **self.__dict__.get("alarm", {})}

    Route53.create_health_check, Route53.update_health_check = create_health_check, update_health_check
    models.HealthCheck.health_check_config = property(health_check_config)
