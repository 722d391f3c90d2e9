"""Runs moto with the additions of this folder on a free loopback port.

It prints the port as one line of JSON, and ends when its standard input closes: that is when the test binary ends,
however it ends.
"""

import json
import os
import sys
import threading
import warnings

from werkzeug.serving import WSGIRequestHandler, make_server

from moto.core.responses import ActionResult, BaseResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import (
    autoscaling,
    bedrock,
    budgets,
    cloudwatch,
    codedeploy,
    costexplorer,
    ec2,
    ecs,
    efs,
    elbv2,
    leftovers,
    logs,
    route53,
    s3,
    servicediscovery,
    sqs,
    stepfunctions,
    wafv2,
)
from .gaps import Refusal
from .strict import recording

SERVICES = (
    ec2,
    ecs,
    autoscaling,
    logs,
    cloudwatch,
    budgets,
    costexplorer,
    bedrock,
    codedeploy,
    efs,
    elbv2,
    route53,
    s3,
    servicediscovery,
    sqs,
    stepfunctions,
    wafv2,
)


def refuse_gaps():
    """An action that moto lacks is a plain error at once; moto's own HTTP 500 would be retried for minutes."""
    call = BaseResponse.call_action
    warnings.filterwarnings("ignore", message=".*NotEmulated does not match an error shape")

    def call_action(self):
        try:
            return call(self)
        except NotImplementedError:
            gap = f"the emulator has no {self.service_name}:{self._get_action()}; add it to constructs/testkit/emulator"
            return self.serialized(ActionResult(Refusal("NotEmulated", gap)))

    BaseResponse.call_action = call_action


class Quiet(WSGIRequestHandler):
    """Logs failures of the emulator, not every request."""

    def log_request(self, code="-", size="-"):
        if str(code).startswith("5"):
            super().log_request(code, size)


def main():
    for service in SERVICES:
        service.install()
    refuse_gaps()
    app = recording.serve(leftovers.serve(DomainDispatcherApplication(create_backend_app)))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()
    os._exit(0)  # open connections of Terraform's must not keep the process


if __name__ == "__main__":
    main()
