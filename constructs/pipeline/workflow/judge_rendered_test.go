package workflow

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// What the library renders is known, but for the values of props. So a job or a step that no set of props gives is a
// hole, whatever it does: the other rules of the judge say why what is rendered is safe.

// free are the members that hold a value of a prop, which may be any constant; ofVariables may be variables, too.
var (
	free = setOf(`STACK DIRECTORY LOCK ENVIRONMENT BACKEND CLUSTER SERVICE CONTAINER IMAGE REPOSITORY FAMILY FILE FREE URL
		TEST_URL TASK_CONTAINER COMMAND SUBNETS SECURITY_GROUPS PUBLIC_IP TASK_MINUTES WAIT_MINUTES APPLICATION GROUP PORT
		HOOKS MARKER aws-region role-to-assume role-duration-seconds context file platforms terraform_version
		working-directory runs-on timeout-minutes environment`)
	ofVariables = setOf(`CLUSTER IMAGE REPOSITORY URL TEST_URL SUBNETS SECURITY_GROUPS APPLICATION GROUP HOOKS BACKEND
		role-to-assume`)
	// inScripts are the values of props in scripts.
	inScripts = []*regexp.Regexp{
		regexp.MustCompile(`fargateai@(?:v[0-9.]+(?:-[0-9A-Za-z.-]+)?|[0-9a-f]{12,40})\b`),
		regexp.MustCompile(`(?s)fargateai" eval-gate \\\n.*`),
		regexp.MustCompile(`stack-check --backend [a-z0-9]+(?: --provider [a-z0-9._/:-]+)+`),
		regexp.MustCompile(`plan-review --markdown(?: --fail-on (?:critical|high|medium|low))?`),
		regexp.MustCompile(`files=\((?:'[^']*' ?)+\)`),
		regexp.MustCompile(`rm -f --(?: '[^']*')+`),
		regexp.MustCompile(`'refs/heads/[^']+'`),
		regexp.MustCompile(`eval-history/[^/"]+/[^/"]+/`),
	}
	secretOfItsName = regexp.MustCompile(`^\$\{\{ secrets\.[A-Z_][A-Z0-9_]* \}\}$`)
	ofTheUser       = setOf("Test Evaluate Synthesize") // their commands, too
)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		out[word] = true
	}
	return out
}

// masked is a value of the YAML without the values of props.
func masked(name string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, member := range v {
			out[key] = masked(key, member)
		}
		return out
	case []any:
		var out []any
		for _, element := range v {
			out = append(out, masked("", element))
		}
		return out
	case string:
		if ofVariables[name] {
			v = variableForm.ReplaceAllString(v, "…")
		}
		if name == "IMAGE" {
			if _, digest, is := strings.Cut(v, "@"); is {
				return "…@" + digest
			}
		}
		if free[name] && !expansion(v) {
			return "…"
		}
		for _, value := range inScripts {
			v = value.ReplaceAllString(v, "…")
		}
		return v
	case int:
		if free[name] {
			return "…"
		}
	}
	return v
}

// partOf is a job of a workflow without its steps, or a step, without the values of props.
type partOf struct{ at, text string }

func parts(text []byte) (out []partOf) {
	var all struct {
		Jobs map[string]map[string]any
	}
	if yaml.Unmarshal(text, &all) != nil {
		return nil
	}
	put := func(at string, v map[string]any) {
		canonical, _ := json.Marshal(masked("", v)) // YAML's values are JSON's
		out = append(out, partOf{at, string(canonical)})
	}
	for id, job := range all.Jobs {
		steps, _ := job["steps"].([]any)
		delete(job, "steps")
		put(id, job)
		for _, s := range steps {
			step, _ := s.(map[string]any)
			name, _ := step["name"].(string)
			if uses, _ := step["uses"].(string); name == "" {
				name, _, _ = strings.Cut(uses, "@")
			}
			if ofTheUser[name] {
				step["run"] = name
				env, _ := step["env"].(map[string]any)
				for key, value := range env {
					if s, _ := value.(string); secretOfItsName.MatchString(s) && strings.Contains(s, "."+key+" ") {
						delete(env, key)
					}
				}
				if len(env) == 0 {
					delete(step, "env")
				}
			}
			put(id+" "+name, step)
		}
	}
	return out
}

// rendered are the parts of what the props give, each with every way to evaluate, approve, push and test.
var rendered = sync.OnceValue(func() map[partOf]bool {
	out := map[partOf]bool{}
	add := func(text []byte, err error) {
		if err != nil {
			panic(err)
		}
		for _, part := range parts(text) {
			out[part] = true
		}
	}
	evaluations := []*Evaluation{nil}
	for _, e := range []Evaluation{{}, {Baseline: "main.json"}, {History: true}, {Baseline: "main.json", History: true}} {
		e.Command, e.Results, e.Version = "make eval", []string{"r.json"}, "v0.3.0"
		evaluations = append(evaluations, &e)
	}
	for _, p := range variants() {
		for i := range 8 * len(evaluations) {
			q := p
			q.Evaluation = evaluations[i/8]
			q.Environment, q.PushRoleARN, q.TestCommand = "", "", ""
			if i&1 > 0 {
				q.Environment = "production"
			}
			if i&2 > 0 {
				q.PushRoleARN = "${{ vars.PUSH_ROLE_ARN }}"
			}
			if i&4 > 0 {
				q.TestCommand = "make test"
			}
			add(GitHub(&q))
		}
	}
	for _, p := range infrastructures() {
		add(Infrastructure(&p))
	}
	return out
})

// asRendered judges whether a workflow is one that the library renders.
func (j *judge) asRendered() {
	for _, part := range parts([]byte(j.text)) {
		j.hole(!rendered()[part], "not-rendered", "%s", part.at)
	}
}

// values judges what props say at two places.
func (j *judge) values() {
	role := func(id string) string {
		for _, s := range j.Jobs[id].Steps {
			if role := s.With["role-to-assume"]; role != "" {
				return role
			}
		}
		return ""
	}
	j.hole(role("apply") != "" && role("plan") == role("apply"), "one-role", "%s", "plan")
	apply := j.Jobs["apply"]
	j.hole(apply.Steps != nil && apply.Environment != apply.Env["ENVIRONMENT"], "another-environment", "%s", "apply")
	j.hole(j.Jobs["deploy"].Environment != "" && j.Jobs["promote"].Steps != nil && j.Jobs["promote"].Environment == "",
		"no-approval", "%s", "promote")
	quoted := regexp.MustCompile(`'[^']*'`)
	packed := ""
	for _, s := range j.Jobs["evaluate"].Steps {
		if _, after, is := strings.Cut(s.Run, "files=("); is {
			list, _, _ := strings.Cut(after, ")\n")
			packed = strings.Join(quoted.FindAllString(list, -1), " ")
		}
	}
	for id, job := range j.Jobs {
		for _, s := range job.Steps {
			if _, after, is := strings.Cut(s.Run, `fargateai" eval-gate`); is {
				var judged []string
				for line := range strings.Lines(after) {
					if line = strings.TrimSuffix(strings.TrimSpace(line), ` \`); strings.HasPrefix(line, "'") {
						judged = append(judged, line)
					}
				}
				j.hole(strings.Join(judged, " ") != packed, "results-of-whom", "%s", id)
			}
		}
	}
}
