"""Application Auto Scaling: tags, without which the provider reads no aws_appautoscaling_target."""

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from .gaps import ActionResult, EmptyResult, add_actions, records


def tags_of(response):
    kept = records(response.applicationautoscaling_backend, "tags")
    return kept.setdefault(response._get_param("ResourceARN"), {})


def tag_resource(self):
    tags_of(self).update(self._get_param("Tags"))
    return EmptyResult()


def untag_resource(self):
    for key in self._get_param("TagKeys"):
        tags_of(self).pop(key, None)
    return EmptyResult()


def list_tags_for_resource(self):
    return ActionResult({"Tags": tags_of(self)})


def install():
    register = ApplicationAutoScalingResponse.register_scalable_target

    def register_scalable_target(self):
        answer = register(self)
        backend = self.applicationautoscaling_backend
        target = backend.describe_scalable_targets(
            self._get_param("ServiceNamespace"), [self._get_param("ResourceId")], self._get_param("ScalableDimension")
        )[0]
        if self._get_param("Tags"):
            records(backend, "tags")[target.arn] = self._get_param("Tags")
        return answer

    add_actions(
        ApplicationAutoScalingResponse, register_scalable_target, tag_resource, untag_resource, list_tags_for_resource
    )
