"""Route 53: the id of a hosted zone starts with Z."""

from moto.route53 import models


def install():
    create = models.create_route53_zone_id

    def create_route53_zone_id(*args, **kwargs):
        return "Z" + create(*args, **kwargs)[1:]

    models.create_route53_zone_id = create_route53_zone_id
