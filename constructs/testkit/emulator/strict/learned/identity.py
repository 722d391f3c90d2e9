"""What calls of IAM and STS make and delete."""

import re

from ..world import after


@after("iam:CreateRole")
def create_role(world, p, answer):
    world.roles[p["RoleName"]] = p["AssumeRolePolicyDocument"]


@after("iam:PutRolePolicy")
def put_role_policy(world, p, answer):
    world.inline[p["RoleName"]][p["PolicyName"]] = len(re.sub(r"\s", "", p["PolicyDocument"]))


@after("iam:DeleteRolePolicy")
def delete_role_policy(world, p, answer):
    world.inline[p["RoleName"]].pop(p["PolicyName"], None)


@after("iam:AttachRolePolicy")
def attach_role_policy(world, p, answer):
    world.attached[p["RoleName"]].add(p["PolicyArn"])


@after("iam:DetachRolePolicy")
def detach_role_policy(world, p, answer):
    world.attached[p["RoleName"]].discard(p["PolicyArn"])


@after("iam:UpdateAssumeRolePolicy")
def update_assume_role_policy(world, p, answer):
    world.roles[p["RoleName"]] = p["PolicyDocument"]


@after("iam:DeleteRole")
def delete_role(world, p, answer):
    world.roles.pop(p["RoleName"], None)
    world.inline.pop(p["RoleName"], None)
