"""Keeps every request that the emulator gets, with its answer, until the judge is asked.

Requests are judged when a test is over, not while Terraform waits for the answer.
"""

import io
import json
import re
import threading
from dataclasses import dataclass

from .judge import Judge

PATH = "/fargateai/judged"
OWN = ("/moto-api", "/fargateai/")  # the emulator's own addresses
SCOPE = re.compile(r"Credential=([^/]*)/\d+/([^/]+)/([^/]+)/")
ANSWER = 20_000  # bytes of an answer: the ids of what a call made come first


@dataclass(frozen=True)
class Request:
    method: str
    uri: str
    headers: dict
    body: bytes
    status: int = 200
    answer: str = ""

    @property
    def scope(self):
        """Whose key signed it, for which region and service."""
        found = SCOPE.search(self.headers.get("authorization", ""))
        return found.groups() if found else None


class Recording:
    def __init__(self):
        self.lock, self.heard, self.judge = threading.Lock(), [], Judge()

    def add(self, request):
        with self.lock:
            self.heard.append(request)

    def clear(self):
        with self.lock:
            self.heard, self.judge = [], Judge()

    def report(self):
        with self.lock:
            for request in self.heard:
                self.judge.hear(request)
            self.heard = []
            return self.judge.report()


def serve(app):
    """Answers PATH with what the judge says of the requests since the emulator was emptied; the rest is app's."""
    recording = Recording()

    def serving(environ, start_response):
        path = environ.get("PATH_INFO", "")
        if path == PATH:
            return answer_json(recording.report(), start_response)
        if path.endswith("/moto-api/reset"):
            recording.clear()
        if path.startswith(OWN):
            return app(environ, start_response)
        body = body_of(environ)
        status = []

        def started(code, *rest):
            status.append(int(code.split()[0]))
            return start_response(code, *rest)

        answer = b"".join(app(environ, started))
        text = answer[:ANSWER].decode("utf-8", "replace")
        recording.add(Request(environ["REQUEST_METHOD"], uri_of(environ), headers_of(environ), body, status[-1], text))
        return [answer]

    return serving


def answer_json(value, start_response):
    body = json.dumps(value).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def body_of(environ):
    """Reads the body, and puts it back for the emulator."""
    length = environ.get("CONTENT_LENGTH")
    if environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read()
    else:
        body = environ["wsgi.input"].read(int(length)) if length else b""
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return body


def uri_of(environ):
    return environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"]


def headers_of(environ):
    headers = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return headers
