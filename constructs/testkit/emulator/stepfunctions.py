"""Step Functions: the check of a definition, which the provider asks for before it plans a state machine, and the list
of its versions.
"""

from moto.stepfunctions.responses import StepFunctionResponse

from .gaps import ActionResult, add_actions


def validate_state_machine_definition(self):
    # Moto parses the language only to run state machines; the parser takes seconds to import.
    from moto.stepfunctions.parser.asl.static_analyser.static_analyser import StaticAnalyser

    diagnostics = []
    try:
        StaticAnalyser().analyse(self._get_param("definition"))
    except Exception as error:  # of the grammar, or of a value that it does not know
        diagnostics.append({"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": repr(error)})
    return ActionResult({"result": "FAIL" if diagnostics else "OK", "diagnostics": diagnostics, "truncated": False})


def list_state_machine_versions(self):
    versions = self.stepfunction_backend.describe_state_machine(self._get_param("stateMachineArn")).versions.values()
    newest_first = sorted(versions, key=lambda version: version.version, reverse=True)
    versions = [{"stateMachineVersionArn": v.arn, "creationDate": v.creation_date} for v in newest_first]
    return ActionResult({"stateMachineVersions": versions})


def install():
    add_actions(StepFunctionResponse, validate_state_machine_definition, list_state_machine_versions)
