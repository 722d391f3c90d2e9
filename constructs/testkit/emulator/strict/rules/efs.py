"""File systems of EFS, and how tasks mount them."""

from .ecs_tasks import API as ECS
from .rule import on

API = "efs/latest/ug/"


@on("efs:CreateMountTarget", source=API + "API_CreateMountTarget.html")
def mount_target(call, world):
    p = call.params
    if p["FileSystemId"].split("/")[-1] not in world.file_systems:
        yield ".FileSystemId", p["FileSystemId"], "no such file system yet"
    zone = zone_of(p, world)
    for other in world.mount_targets.values():
        if zone and other["FileSystemId"] == p["FileSystemId"] and zone_of(other, world) == zone:
            yield ".SubnetId", p["SubnetId"], f"MountTargetConflict: the file system has one in {zone}"
    if len(p.get("SecurityGroups", [])) > 5:
        yield ".SecurityGroups", len(p["SecurityGroups"]), "want at most 5"


def zone_of(mount, world):
    return world.subnets.get(mount["SubnetId"], {}).get("AvailabilityZone")


@on("efs:DeleteFileSystem", source=API + "API_DeleteFileSystem.html")
def file_system_is_free(call, world):
    name = call.params["FileSystemId"]
    users = [made for made, mount in world.mount_targets.items() if mount["FileSystemId"] == name]
    if users:
        yield ".FileSystemId", name, f"FileSystemInUse: it has the mount targets {users}"


@on("efs:CreateFileSystem", source=API + "API_CreateFileSystem.html")
def file_system_throughput(p):
    provisioned = p.get("ThroughputMode") == "provisioned"
    if provisioned != ("ProvisionedThroughputInMibps" in p):
        yield ".ThroughputMode", p.get("ThroughputMode"), "provisioned has a throughput, the other modes have none"
    if p.get("PerformanceMode") == "maxIO" and p.get("ThroughputMode") == "elastic":
        yield ".PerformanceMode", "maxIO", "not with elastic throughput"
    if "KmsKeyId" in p and not p.get("Encrypted"):
        yield ".KmsKeyId", p["KmsKeyId"], "only of an encrypted file system"


@on("ecs:RegisterTaskDefinition", source=ECS + "API_EFSVolumeConfiguration.html")
def task_file_system(p):
    for i, volume in enumerate(p.get("volumes", [])):
        efs, at = volume.get("efsVolumeConfiguration"), f".volumes[{i}].efsVolumeConfiguration"
        if not efs:
            continue
        authorization, encrypted = efs.get("authorizationConfig", {}), efs.get("transitEncryption") == "ENABLED"
        if authorization.get("iam") == "ENABLED" and not encrypted:
            yield f"{at}.transitEncryption", efs.get("transitEncryption"), "IAM needs it ENABLED"
        if authorization.get("accessPointId") and not encrypted:
            yield f"{at}.transitEncryption", efs.get("transitEncryption"), "an access point needs it ENABLED"
        if authorization.get("accessPointId") and efs.get("rootDirectory", "/") not in ("", "/"):
            yield f"{at}.rootDirectory", efs["rootDirectory"], "an access point has its own: want / or none"
        if "transitEncryptionPort" in efs and not encrypted:
            yield f"{at}.transitEncryptionPort", efs["transitEncryptionPort"], "only with transitEncryption"
