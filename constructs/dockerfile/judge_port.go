package dockerfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// exposed are the ports of EXPOSE. They are not known where one of them is not.
type exposed struct {
	numbers []int
	line    int
	known   bool
}

func (r *reader) exposed() exposed {
	out := exposed{known: true}
	for _, s := range r.chain() {
		for _, c := range s.commands {
			e, ok := c.Command.(*instructions.ExposeCommand)
			if !ok {
				continue
			}
			out.line = c.line
			for _, word := range e.Ports {
				value := r.expand(word, c.env)
				ports, ok := portRange(value.value)
				switch {
				case !value.known:
					out.known = false
				case !ok:
					r.breaks(samePort, c.line, "EXPOSE "+value.value, "ports from 1 to 65535, such as 8080 or 8080/tcp", "")
					out.known = false
				default:
					out.numbers = append(out.numbers, ports...)
				}
			}
		}
	}
	return out
}

// portRange are the ports of 8080, 8080/tcp or 8000-8003.
func portRange(text string) ([]int, bool) {
	numbers, protocol, stated := strings.Cut(strings.ToLower(text), "/")
	if stated && protocol != "tcp" && protocol != "udp" && protocol != "sctp" {
		return nil, false
	}
	first, last, ranges := strings.Cut(numbers, "-")
	if !ranges {
		last = first
	}
	from, err := strconv.Atoi(first)
	if err != nil || from < 1 || from > maxPort {
		return nil, false
	}
	to, err := strconv.Atoi(last)
	if err != nil || to < from || to > maxPort {
		return nil, false
	}
	var out []int
	for port := from; port <= to; port++ {
		out = append(out, port)
	}
	return out, true
}

// said is a port that the image says, and where.
type said struct {
	port int
	line int
	text string
}

// says are PORT and the option of the command.
func (r *reader) says() (out []said) {
	for _, s := range r.chain() {
		for _, c := range s.commands {
			env, ok := c.Command.(*instructions.EnvCommand)
			if !ok {
				continue
			}
			for _, pair := range env.Env {
				if pair.Key != "PORT" {
					continue
				}
				out = slices.DeleteFunc(out, func(said) bool { return true }) // the last one counts
				value := r.expand(pair.Value, c.env)
				if port, err := strconv.Atoi(value.value); err == nil && value.known {
					out = append(out, said{port, c.line, "PORT=" + value.value})
				}
			}
		}
	}
	entrypoint, cmd := r.starts()
	if port := listens(strings.Join(r.entry(), " ")); port > 0 {
		at := cmd
		if cmd == nil || listens(strings.Join(cmd.words(), " ")) == 0 {
			at = entrypoint
		}
		out = append(out, said{port, at.line, fmt.Sprintf("%s that listens on %d", at.name, port)})
	}
	return out
}

func (r *reader) judgePorts() {
	expose := r.exposed()
	r.image.Ports = slices.Compact(slices.Sorted(slices.Values(expose.numbers)))
	says := r.says()
	port := r.context.Port
	if port > 0 {
		for _, s := range says {
			if s.port != port {
				r.breaks(samePort, s.line, s.text, fmt.Sprintf("%d, the port that the service routes to", port),
					"change one of them")
			}
		}
	} else if len(says) > 0 {
		port = says[len(says)-1].port // the command knows better than PORT
	}
	if port > 0 && expose.known && len(expose.numbers) > 0 && !slices.Contains(expose.numbers, port) {
		want := fmt.Sprintf("%d, where the application listens", port)
		if r.context.Port > 0 {
			want = fmt.Sprintf("%d, the port that the service routes to", port)
		}
		r.breaks(samePort, expose.line, "EXPOSE "+numbersText(r.image.Ports), want, "change one of them")
	}
}

func numbersText(numbers []int) string {
	if len(numbers) > 5 {
		return fmt.Sprintf("%d-%d", numbers[0], numbers[len(numbers)-1])
	}
	return strings.Trim(fmt.Sprint(numbers), "[]")
}
