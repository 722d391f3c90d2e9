package evalgate

import "testing"

// What a file says in words that no known writer has, but that are plain, is heard.
func TestPlainWordsAreHeard(t *testing.T) {
	with := func(attribute string) string {
		return junitOf(`<testsuite name="s">` + times(60, `<testcase name="a#" `+attribute+`/>`) + `</testsuite>`)
	}
	inside := func(element string) string {
		return junitOf(`<testsuite name="s">` + times(60, `<testcase name="a#">`+element+`</testcase>`) + `</testsuite>`)
	}
	neutral := func(more string) string { return `{"total": 60, "passed": 60, "failed": 0` + more + `}` }
	row := func(test string) string {
		return `{"results": {"results": [` + listed(60, `{"success": true, "testIdx": #, "promptIdx": 0, "vars": {"q": "#"}`+
			test+`}`) + `], "stats": {"successes": 60, "failures": 0, "errors": 0}}}`
	}
	const rate, ended = "pass rate: got 0.00 %", "r: got a run with an error"
	judge(t, []reading{
		{"an outcome", with(`outcome="Failed"`), Gate{}, rate},
		{"an outcome that passed", with(`outcome="Passed"`), Gate{}, ""},
		{"an outcome of its own", with(`outcome="meh"`), Gate{}, `r: case "a0": got the status "meh"`},
		{"no success", with(`success="False"`), Gate{}, rate},
		{"a success", with(`success="True"`), Gate{}, ""},
		{"as many assertions as passed", with(`passed="3"`), Gate{}, ""},
		{"not executed", with(`executed="False"`), Gate{}, "cases that ran: got 0"},
		{"executed", with(`executed="True"`), Gate{}, ""},
		{"an element that failed", inside(`<failed/>`), Gate{}, rate},
		{"an exception", inside(`<exception>x</exception>`), Gate{}, rate},
		{"what it wrote", inside(`<system-err>error</system-err><attachments/>`), Gate{}, ""},
		{"the neutral form", neutral(`, "finishedAt": "2026-01-01", "dataset": "golden"`), Gate{}, ""},
		{"no success of all", neutral(`, "success": false`), Gate{}, "r: got counts of a run without success"},
		{"success of all", neutral(`, "success": true, "complete": true, "errors": [], "aborted": false`), Gate{}, ""},
		{"errors of all", neutral(`, "errors": ["the judge timed out"]`), Gate{}, ended},
		{"as many errors", neutral(`, "errors": 3`), Gate{}, ended},
		{"no errors", neutral(`, "errors": 0, "exceptions": {}`), Gate{}, ""},
		{"not complete", neutral(`, "complete": false`), Gate{}, ended},
		{"aborted", neutral(`, "aborted": true`), Gate{}, ended},
		{"a count in capitals", neutral(`, "Failed": 60`), Gate{}, `r: got the member "Failed", want failed`},
		{"no assertion, and no grading", row(`, "testCase": {"vars": {"q": "#"}, "assert": []}`), Gate{}, rate},
		{"assertions, and no grading", row(`, "testCase": {"vars": {"q": "#"}, "assert": [{"type": "equals"}]}`), Gate{}, ""},
		{"an old file without tests", row(``), Gate{}, ""},
	})
}
