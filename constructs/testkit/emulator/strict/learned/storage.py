"""What calls of S3, ECR and EFS make and delete."""

import json

from ..world import after


@after("s3:CreateBucket")
def create_bucket(world, p, answer):
    world.buckets.add(p["Bucket"])


@after("s3:DeleteBucket")
def delete_bucket(world, p, answer):
    for kept in (world.bucket_policies, world.bucket_encryption, world.objects):
        kept.pop(p["Bucket"], None)
    world.buckets.discard(p["Bucket"])
    world.versioned.discard(p["Bucket"])


@after("s3:PutBucketVersioning")
def put_bucket_versioning(world, p, answer):
    if p["VersioningConfiguration"].get("Status") == "Enabled":
        world.versioned.add(p["Bucket"])


@after("s3:PutPublicAccessBlock")
def put_public_access_block(world, p, answer):
    blocks = p["PublicAccessBlockConfiguration"].get("BlockPublicPolicy")
    (world.blocked.add if blocks else world.blocked.discard)(p["Bucket"])


@after("s3:DeletePublicAccessBlock")
def delete_public_access_block(world, p, answer):
    world.blocked.discard(p["Bucket"])


@after("s3:PutObject")
def put_object(world, p, answer):
    world.objects[p["Bucket"]].add(p["Key"])


@after("s3:DeleteObject")
def delete_object(world, p, answer):
    world.objects[p["Bucket"]].discard(p["Key"])


@after("s3:DeleteObjects")
def delete_objects(world, p, answer):
    world.objects[p["Bucket"]].difference_update(each["Key"] for each in p["Delete"]["Objects"])


@after("s3:DeleteBucketPolicy")
def delete_bucket_policy(world, p, answer):
    world.bucket_policies.pop(p["Bucket"], None)


@after("s3:PutBucketPolicy")
def put_bucket_policy(world, p, answer):
    world.bucket_policies[p["Bucket"]] = json.loads(p["Policy"])


@after("s3:PutBucketEncryption")
def put_bucket_encryption(world, p, answer):
    for rule in p["ServerSideEncryptionConfiguration"]["Rules"]:
        if "ApplyServerSideEncryptionByDefault" in rule:
            world.bucket_encryption[p["Bucket"]] = rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"]


@after("ecr:CreateRepository")
def create_repository(world, p, answer):
    world.repositories.add(p["repositoryName"])


@after("ecr:DeleteRepository")
def delete_repository(world, p, answer):
    world.repositories.discard(p["repositoryName"])
    world.images.pop(p["repositoryName"], None)


@after("ecr:PutImage")
def put_image(world, p, answer):
    world.images[p["repositoryName"]].add(p.get("imageTag") or p.get("imageDigest"))


@after("ecr:BatchDeleteImage")
def batch_delete_image(world, p, answer):
    gone = {each.get("imageTag") or each.get("imageDigest") for each in p["imageIds"]}
    world.images[p["repositoryName"]] -= gone


@after("efs:CreateFileSystem")
def create_file_system(world, p, answer):
    world.file_systems.add(json.loads(answer)["FileSystemId"])


@after("efs:DeleteFileSystem")
def delete_file_system(world, p, answer):
    world.file_systems.discard(p["FileSystemId"])


@after("efs:CreateMountTarget")
def create_mount_target(world, p, answer):
    world.mount_targets[json.loads(answer)["MountTargetId"]] = p


@after("efs:ModifyMountTargetSecurityGroups")
def modify_mount_target(world, p, answer):
    if p["MountTargetId"] in world.mount_targets:
        world.mount_targets[p["MountTargetId"]] |= {"SecurityGroups": p.get("SecurityGroups", [])}


@after("efs:DeleteMountTarget")
def delete_mount_target(world, p, answer):
    world.mount_targets.pop(p["MountTargetId"], None)
