package dockerfile

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// stage is a stage whose variables are followed.
type stage struct {
	instructions.Stage
	line     int
	base     text // image, or the name of an earlier stage
	platform text
	parent   *stage // the earlier stage that it continues
	commands []instruction
}

// instruction is one of a stage, with the variables that are set before it.
type instruction struct {
	instructions.Command
	line int
	env  map[string]string // only those whose value is known
}

// text is a text with its variables filled in; it is not known where one of them comes from the builder.
type text struct {
	value string
	known bool
}

// follow fills in variables, and finds out which stage continues which.
func (r *reader) follow(stages []instructions.Stage) {
	global := map[string]string{}
	for _, arg := range r.metaArgs {
		r.setArgs(global, nil, &arg)
	}
	for i := range stages {
		s := &stage{Stage: stages[i], line: lineAt(stages[i].Location)}
		s.base, s.platform = r.expand(s.BaseName, global), r.expand(s.Platform, global)
		for _, earlier := range r.stages {
			if earlier.Name != "" && strings.EqualFold(earlier.Name, s.base.value) {
				s.parent = earlier
			}
		}
		env := map[string]string{}
		if s.parent != nil && len(s.parent.commands) > 0 {
			last := s.parent.commands[len(s.parent.commands)-1]
			env = maps.Clone(last.env)
			r.set(env, nil, last.Command)
		}
		for _, c := range s.Commands {
			s.commands = append(s.commands, instruction{c, lineAt(c.Location()), maps.Clone(env)})
			r.set(env, global, c)
		}
		r.stages = append(r.stages, s)
	}
}

func lineAt(location []parser.Range) int {
	if len(location) == 0 {
		return 1
	}
	return location[0].Start.Line
}

// set is what an instruction does to the variables.
func (r *reader) set(env, global map[string]string, c instructions.Command) {
	switch c := c.(type) {
	case *instructions.EnvCommand:
		before := maps.Clone(env)
		for _, pair := range c.Env {
			if value := r.expand(pair.Value, before); value.known {
				env[pair.Key] = value.value
			} else {
				delete(env, pair.Key)
			}
		}
	case *instructions.ArgCommand:
		r.setArgs(env, global, c)
	}
}

func (r *reader) setArgs(env, global map[string]string, c *instructions.ArgCommand) {
	for _, arg := range c.Args {
		if arg.Value == nil {
			if value, ok := global[arg.Key]; ok {
				env[arg.Key] = value
			}
			continue
		}
		if value := r.expand(*arg.Value, env); value.known {
			env[arg.Key] = value.value
		}
	}
}

// variables are those of a stage, as BuildKit's lexer asks for them.
type variables map[string]string

func (v variables) Get(name string) (string, bool) { value, ok := v[name]; return value, ok }
func (v variables) Keys() []string                 { return slices.Sorted(maps.Keys(v)) }

func (r *reader) expand(word string, env map[string]string) text {
	if !strings.Contains(word, "$") {
		lexed, err := shell.NewLex(r.escape).ProcessWordWithMatches(word, variables(env))
		if err != nil {
			return text{word, true}
		}
		return text{lexed.Result, true}
	}
	lexed, err := shell.NewLex(r.escape).ProcessWordWithMatches(word, variables(env))
	if err != nil {
		return text{word, false}
	}
	return text{lexed.Result, len(lexed.Unmatched) == 0}
}

// last is the stage that is built where none is named.
func (r *reader) last() *stage { return r.stages[len(r.stages)-1] }

// chain are the stages that the last one consists of, the earliest first. Files of others only come by COPY.
func (r *reader) chain() []*stage {
	var out []*stage
	for s := r.last(); s != nil; s = s.parent {
		out = append(out, s)
	}
	slices.Reverse(out)
	return out
}

// root is where the chain begins: its base is an image.
func (r *reader) root() *stage { return r.chain()[0] }

// stageAt is the stage that COPY --from names, by name or number.
func (r *reader) stageAt(name string) (int, bool) {
	for i, s := range r.stages {
		if s.Name != "" && strings.EqualFold(s.Name, name) {
			return i, true
		}
	}
	i, err := strconv.Atoi(name)
	return i, err == nil
}
