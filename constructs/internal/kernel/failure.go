package kernel

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tempfolder"
)

// Explain turns a failure of the kernel into the sentence a user can act on.
func Explain(failure any) error {
	text := fmt.Sprint(failure)
	if err, ok := failure.(error); ok {
		text = err.Error()
	}
	text = strings.TrimPrefix(text, "Error: ")
	if i := strings.Index(text, "\n    at "); i >= 0 { // a JavaScript stack trace helps nobody here
		text = text[:i]
	}
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "JsiiError: @jsii/kernel.Fault Error for package tarball") {
		text += "; what jsii keeps of packages may be damaged: delete the folder " + packageCache()
	}
	if unwritten.MatchString(text) {
		text += "; it is Node that could not write: make room, or name another output folder in CDKTF_OUTDIR"
	}
	return errors.New(text)
}

// unwritten are the texts of Node's errors of files that cannot be written.
var unwritten = regexp.MustCompile(`^(ENOSPC|EDQUOT|EFBIG|EROFS|EIO): `)

// Ended reports whether a failure is that of a call to a Node process that is no more.
func Ended(failure any) bool {
	err, ok := failure.(error)
	if !ok {
		return false
	}
	switch err.Error() {
	case "no response received from child process", "this process has been closed": // of jsii's client
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrClosed) ||
		errors.Is(err, syscall.EPIPE)
}

// ErrEnded is what [Ended] finds.
var ErrEnded = errors.New("the Node process that runs CDKTF has ended before its work was done: somebody stopped it, " +
	"or there was no memory left; run the program again, with more memory, or with less in one stack")

// ErrUnstarted is a Node that did not come to its first answer.
var ErrUnstarted = errors.New("does not run CDKTF")

// explainStart explains why Node does not run, or does not load CDKTF.
func explainStart(failure any) error {
	err, ok := failure.(error)
	if !ok || !unstarted(err) {
		return Explain(failure)
	}
	var file *fs.PathError
	if errors.As(err, &file) && strings.HasPrefix(file.Path, os.TempDir()) {
		return tempfolder.Explain(err)
	}
	name := nodeName()
	if os.Getenv("JSII_RUNTIME") != "" {
		return fmt.Errorf("the command in JSII_RUNTIME does not run CDKTF: %w", Explain(failure))
	}
	return fmt.Errorf("%s %w: %w; what it printed may tell more", name, ErrUnstarted, Explain(failure))
}

// unstarted reports whether a failure is that of a process that does not speak as jsii does.
func unstarted(err error) bool {
	var notJSON *json.SyntaxError
	var otherJSON *json.UnmarshalTypeError
	var notFound *exec.Error
	var notRun *fs.PathError
	return Ended(err) || errors.As(err, &notJSON) || errors.As(err, &otherJSON) || errors.As(err, &notFound) ||
		errors.As(err, &notRun) || strings.HasPrefix(err.Error(), "invalid handshake payload") ||
		strings.HasPrefix(err.Error(), "incompatible runtime version")
}

var number = regexp.MustCompile(`\d+`)

// Kill ends the Node process at once, and waits for nothing of it. It is for a program that is told to stop: a Node
// that works hears no request, and would go on writing.
func Kill() {
	text, err := os.ReadFile(filepath.Join(temporary, pidsFile))
	if temporary == "" || err != nil {
		return
	}
	for _, pid := range number.FindAllString(string(text), -1) {
		id, err := strconv.Atoi(pid)
		if err != nil {
			continue
		}
		if process, err := os.FindProcess(id); err == nil {
			_ = process.Kill()
		}
	}
}

// pidsFile holds the ids of the processes that preload.cjs runs in, beside it.
const pidsFile = "pids"
