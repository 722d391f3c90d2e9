"""Which findings of the rules have come up: every place of a rule that yields one is to be reached by a mistake."""

import ast
import sys
from contextlib import contextmanager
from pathlib import Path

from .. import rules

FOLDER = Path(rules.__file__).parent


@contextmanager
def watched(reached):
    """Notes every line of the rules, as (file, line), from which a finding came while this lasts."""

    def trace(frame, event, arg):
        return noting if frame.f_code.co_filename.startswith(str(FOLDER)) else None

    def noting(frame, event, arg):
        if event == "return" and arg is not None:  # so a generator ends a step in which it yields
            while frame and frame.f_code.co_filename.startswith(str(FOLDER)):
                reached.add((frame.f_code.co_filename, frame.f_lineno))
                frame = frame.f_back
        return noting

    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(None)


def silent(reached):
    """The places that yield findings and were not reached, as they stand in the rules."""
    for file in sorted(FOLDER.glob("*.py")):
        text = file.read_text()
        for node in ast.walk(ast.parse(text)):
            lines = range(node.lineno, node.end_lineno + 1) if isinstance(node, ast.Yield | ast.YieldFrom) else ()
            if lines and not any((str(file), line) in reached for line in lines):
                yield f"{file.name}:{node.lineno}: {text.splitlines()[node.lineno - 1].strip()}"
