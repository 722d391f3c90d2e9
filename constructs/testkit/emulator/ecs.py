"""ECS: a service keeps every field it was created with, is steady at once, and the circuit breaker rolls back."""

from moto.core.utils import camelcase_to_underscores, utcnow
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.moto_api._internal import mock_random

# A task whose image holds this never becomes healthy.
BAD_IMAGE = "bad-image"

# What moto's CreateService drops and aws_ecs_service reads back.
FIELDS = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
)


def install():
    create, update = EC2ContainerServiceResponse.create_service, EC2ContainerServiceResponse.update_service

    def create_service(self):
        result = create(self)
        service, given = result.result["service"], self._get_params()
        for field in FIELDS:
            if given.get(field) is not None:
                setattr(service, camelcase_to_underscores(field), given[field])
        if not hasattr(service, "availability_zone_rebalancing"):
            service.availability_zone_rebalancing = "DISABLED"
        deploy(self.ecs_backend, service, given, previous=None)
        return result

    def update_service(self):
        given = dict(self._get_params())  # moto's update takes its own apart
        cluster, name = given.get("cluster", "default"), given["service"].split("/")[-1]
        service = self.ecs_backend.describe_services(cluster, [name])[0][0]
        previous, configuration = service.task_definition, getattr(service, "deployment_configuration", {})
        result = update(self)
        # What an update does not name stays; moto replaces the whole.
        service.deployment_configuration = {**configuration, **given.get("deploymentConfiguration", {})}
        deploy(self.ecs_backend, service, given, previous)
        return result

    EC2ContainerServiceResponse.create_service = create_service
    EC2ContainerServiceResponse.update_service = update_service
    EC2ContainerServiceBackend.delete_service = forget(EC2ContainerServiceBackend.delete_service)


def deploy(backend, service, given, previous):
    """Brings the service into its steady state: wait_for_steady_state waits for one deployment with all its tasks."""
    if getattr(service, "capacity_provider_strategy", None):
        service.launch_type = None
    healthy = True
    if service.task_definition:
        wanted = backend.describe_task_definition(service.task_definition)
        service.task_definition = wanted.arn
        if any(BAD_IMAGE in c.get("image", "") for c in wanted.container_definitions):
            healthy = rolls_back(service) and previous is not None
            if healthy:
                service.task_definition = previous
    service.running_count = service.desired_count if healthy else 0
    service.pending_count = service.desired_count - service.running_count
    if service.deployment_controller["type"] != "ECS":
        return
    service.deployments = [
        {
            "id": f"ecs-svc/{mock_random.randint(0, 32**12)}",
            "status": "PRIMARY",
            "taskDefinition": service.task_definition,
            "desiredCount": service.desired_count,
            "runningCount": service.running_count,
            "pendingCount": service.pending_count,
            "failedTasks": 0 if healthy else 3,
            "rolloutState": "COMPLETED" if healthy else "IN_PROGRESS",
            "createdAt": utcnow(),
            "updatedAt": utcnow(),
            "launchType": service.launch_type,
            "capacityProviderStrategy": getattr(service, "capacity_provider_strategy", None),
            "platformVersion": service.platform_version,
            "networkConfiguration": service.network_configuration,
            # The service itself does not have these: aws_ecs_service reads them from its primary deployment.
            "serviceConnectConfiguration": kept(service, given, "serviceConnectConfiguration"),
            "volumeConfigurations": kept(service, given, "volumeConfigurations"),
        }
    ]


def kept(service, given, field):
    attribute = f"last_{field}"
    setattr(service, attribute, given.get(field, getattr(service, attribute, None)))
    return getattr(service, attribute)


def rolls_back(service):
    configuration = getattr(service, "deployment_configuration", None) or {}
    breaker = configuration.get("deploymentCircuitBreaker") or {}
    return bool(breaker.get("enable") and breaker.get("rollback"))


def forget(delete):
    """A deleted service runs nothing any more; moto keeps its count."""

    def delete_service(self, cluster_name, service_name, force):
        service = delete(self, cluster_name, service_name, force)
        service.running_count = service.desired_count = 0
        service.deployments = []
        return service

    return delete_service
