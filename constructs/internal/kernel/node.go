package kernel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// leastNode is the oldest Node release that CDKTF 0.21 supports.
const leastNode = 20

// patience is how long Node may take to say its version, on a busy machine too.
var patience = 20 * time.Second

// install is what to do about a Node that does not serve.
var install = fmt.Sprintf("install Node %d or newer (https://nodejs.org), or set JSII_NODE to its path", leastNode)

func nodeName() string {
	if name := os.Getenv("JSII_NODE"); name != "" {
		return name
	}
	return "node"
}

// findNode explains a Node that does not serve before jsii starts it: the jsii client waits for ever for an answer, and
// panics about a wrong one.
func findNode() error {
	if os.Getenv("JSII_RUNTIME") != "" {
		return nil
	}
	name := nodeName()
	if _, err := exec.LookPath(name); err != nil {
		if filepath.Base(name) != name && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s cannot be run: %w; %s", name, errors.Unwrap(err), install)
		}
		return fmt.Errorf("%s was not found on PATH: CDKTF runs on Node.js; %s", name, install)
	}
	version, err := versionOf(name)
	if err != nil {
		return fmt.Errorf("%s cannot be run: %w; %s", name, err, install)
	}
	number := strings.TrimPrefix(version, "v")
	major, _, _ := strings.Cut(number, ".")
	if n, err := strconv.Atoi(major); err != nil {
		return fmt.Errorf("%s says that its version is %q, and is not Node.js; %s", name, version, install)
	} else if n < leastNode {
		return fmt.Errorf("Node %s is too old: %s", number, install) //nolint:staticcheck // Node is a name
	}
	return nil
}

// versionOf is what Node says that it is, in a word. With options of the user's it runs a line of JavaScript: that
// shows what it cannot load.
func versionOf(name string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	args := []string{"--version"}
	options := strings.TrimSpace(os.Getenv("NODE_OPTIONS"))
	if options != "" {
		args = []string{"--print", "process.version"}
	}
	cmd := exec.CommandContext(ctx, name, args...)
	defer alone(cmd)()
	cmd.WaitDelay = time.Second
	said, complained := &limited{}, &limited{}
	cmd.Stdout, cmd.Stderr = said, complained
	defer interrupt.Clear(cancel)()
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) { // it has ended, and left something running
		err = nil
	}
	switch line := telling.FindString(string(complained.text)); {
	case ctx.Err() != nil:
		return "", fmt.Errorf("it does not say its version within %s", patience)
	case said.over:
		return said.word(), nil
	case err != nil && line != "" && options != "":
		return "", fmt.Errorf("%w: %s; it is run with NODE_OPTIONS=%s", err, line, options)
	case err != nil && line != "":
		return "", fmt.Errorf("%w: %s", err, line)
	}
	return said.word(), err
}

// telling is the line of what Node prints that says what is wrong.
var telling = regexp.MustCompile(`(?m)^(\w*Error|FATAL ERROR|\S*node\S*): .*`)

// limited keeps the beginning of what a program writes, and stops one that writes on.
type limited struct {
	text []byte
	over bool
}

const most = 64 << 10

var errOver = errors.New("it writes on and on")

func (l *limited) Write(text []byte) (int, error) {
	if len(l.text)+len(text) > most {
		l.over = true
		return 0, errOver
	}
	l.text = append(l.text, text...)
	return len(text), nil
}

// word is the first one of a line.
func (l *limited) word() string {
	word, _, _ := strings.Cut(strings.TrimSpace(string(l.text)), "\n")
	return word[:min(len(word), 40)]
}
