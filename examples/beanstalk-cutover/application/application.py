"""A chat API in the form that Elastic Beanstalk's Python platform expects: a WSGI callable called application."""

import os

from flask import Flask, jsonify, request
from openai import OpenAI

application = Flask(__name__)


@application.get("/healthz")
def healthz():
    return jsonify(status="ok")


@application.post("/chat")
def chat():
    answer = OpenAI().responses.create(model=os.environ["CHAT_MODEL"], input=request.json["message"])
    return jsonify(answer=answer.output_text)
