package fargateai

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// keepAliveFlags say how long a server keeps an idle connection open, in seconds, by the server's name.
//
//	https://uvicorn.dev/settings/#timeouts
//	https://gunicorn.org/reference/settings/#keepalive
//	https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html
//	https://docs.litellm.ai/docs/proxy/cli
var keepAliveFlags = map[string]string{
	"uvicorn": "--timeout-keep-alive", "gunicorn": "--keep-alive", "hypercorn": "--keep-alive",
	"litellm": "--keepalive_timeout",
}

// keepAliveVariables say the same by the environment: uvicorn's own and vLLM's.
var keepAliveVariables = []string{"UVICORN_TIMEOUT_KEEP_ALIVE", "VLLM_HTTP_TIMEOUT_KEEP_ALIVE"}

// argument is a word of a command, and the path of the prop that it stands in.
type argument struct{ text, at string }

// commandProblems are contradictions between the timers and those that the command states.
func (p plan) commandProblems(ms *rules.Mistakes) {
	if p.workload.worker {
		return
	}
	words := p.arguments()
	for _, server := range check.SortedKeys(keepAliveFlags) {
		if runs(words, server) && (server != "gunicorn" || !synchronous(words)) {
			seconds, at := flag(words, keepAliveFlags[server])
			p.keepAliveProblem(ms, at, seconds)
		}
	}
	for _, name := range keepAliveVariables {
		p.keepAliveProblem(ms, "environment."+name, p.Environment[name])
	}
	p.workerTimeoutProblem(ms, words)
}

func (p plan) keepAliveProblem(ms *rules.Mistakes, at, stated string) {
	idle, known := p.knownIdleTimeout()
	kept, err := strconv.ParseFloat(stated, 64)
	if !known || err != nil || kept > idle {
		return
	}
	ms.Break(keepAliveOutlasts, at, check.Quote(stated), "more than the load balancer's idle timeout, "+
		check.Number(idle)+"s", "state "+check.Number(idle+keepAliveMargin)+" or more; $"+KeepAliveVariable+
		" is set to that where there is a maxStreamDuration")
}

// workerTimeoutProblem: gunicorn's synchronous workers are killed in the middle of an answer that takes longer
// (https://gunicorn.org/reference/settings/#timeout).
func (p plan) workerTimeoutProblem(ms *rules.Mistakes, words []argument) {
	stream := p.stream()
	stated := p.MaxStreamDuration != nil || p.workload.modelInFirstByte // other workloads only assume one
	if !runs(words, "gunicorn") || !synchronous(words) || !stated || token.IsNumber(stream) {
		return
	}
	text, at := flag(words, "--timeout")
	if text == "" {
		text, at = flag(words, "-t")
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 && seconds < stream {
		ms.Break(workerOutlastsStream, at, check.Quote(text), "at least maxStreamDuration, "+check.Number(stream)+
			", or a worker class that streams", "state --worker-class, or a longer --timeout")
	}
}

// knownIdleTimeout is that of the load balancer, where it is known here.
func (p plan) knownIdleTimeout() (seconds float64, known bool) {
	stated := optional.Value(p.LoadBalancer).IdleTimeout
	if p.ExistingLoadBalancer != nil {
		stated = p.ExistingLoadBalancer.IdleTimeout
		return optional.Value(stated), check.Known(stated)
	}
	if stated != nil {
		return *stated, check.Known(stated)
	}
	return max(p.timers.idle, loadbalancer.DefaultIdleTimeout), true
}

// arguments are the words of the command, those of a line for a shell one by one.
func (p plan) arguments() []argument {
	var out []argument
	add := func(prop string, list *[]*string) {
		if token.IsList(list) {
			return
		}
		for i, text := range optional.Texts(list) {
			words := []string{text}
			if strings.ContainsAny(text, " \n") && !token.Is(text) {
				words = shell.Words(text)
			}
			for _, word := range words {
				out = append(out, argument{word, rules.Index(prop, i)})
			}
		}
	}
	add("entryPoint", p.EntryPoint)
	add("command", p.Command)
	for _, word := range shell.Words(p.Environment["GUNICORN_CMD_ARGS"]) {
		out = append(out, argument{word, "environment.GUNICORN_CMD_ARGS"})
	}
	return out
}

func runs(words []argument, program string) bool {
	return slices.ContainsFunc(words, func(a argument) bool { return path.Base(a.text) == program })
}

// flag is the value of the last flag of that name, as programs take it.
func flag(words []argument, name string) (value, at string) {
	for i, a := range words {
		if v, joined := strings.CutPrefix(a.text, name+"="); joined {
			value, at = v, a.at
		} else if a.text == name && i+1 < len(words) {
			value, at = words[i+1].text, words[i+1].at
		}
	}
	return value, at
}

// synchronous reports whether gunicorn's workers answer one request after the other: its default.
func synchronous(words []argument) bool {
	class, _ := flag(words, "--worker-class")
	short, _ := flag(words, "-k")
	threads, _ := flag(words, "--threads")
	return (class == "" || class == "sync") && (short == "" || short == "sync") && (threads == "" || threads == "1")
}
