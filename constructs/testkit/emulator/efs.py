"""EFS: the backup policy of a file system can be set, and stays readable after it was disabled."""

from moto.efs.models import FileSystem
from moto.efs.responses import EFSResponse

from .gaps import ActionResult, add_actions


def put_backup_policy(self):
    policy = {"Status": self._get_param("BackupPolicy")["Status"]}
    self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")].put_policy = policy
    return ActionResult({"BackupPolicy": policy})


def install():
    created = FileSystem.backup_policy
    FileSystem.backup_policy = property(lambda self: getattr(self, "put_policy", None) or created.fget(self))
    add_actions(EFSResponse, put_backup_policy)
