//go:build linux

package program_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// programs are what a fault meets, each in a process of its own. All make the same stacks; the fault differs.
var programs = map[string]func(cdktf.App){
	"sound":  func(app cdktf.App) { make2(app) },
	"early":  func(app cdktf.App) { pause(); make2(app) },
	"middle": func(app cdktf.App) { visiting(app, pause) },
	"kernel killed": func(app cdktf.App) {
		visiting(app, func() {
			for _, pid := range children() {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		})
	},
	"aspect panics":       func(app cdktf.App) { visiting(app, func() { panic("no such team") }) },
	"aspect errs":         func(app cdktf.App) { visiting(app, func() { _ = os.Args[len(os.Args)] }) },
	"aspect fails":        func(app cdktf.App) { visiting(app, func() { panic(errors.New("no such team")) }) },
	"no room for a stack": func(app cdktf.App) { visiting(app, func() { limit(children()...) }) },
	"no room for an artifact": func(app cdktf.App) {
		visiting(app, func() { limit(os.Getpid()) })
		attach(app.Node().FindChild(jsii.String("two")).(cdktf.TerraformStack), "large",
			func() string { return strings.Repeat("text ", 1000) })
	},
	"many artifacts":    many,
	"pause in artifact": func(app cdktf.App) { attach(make2(app), "slow", func() string { pause(); return "" }) },
}

// make2 makes two stacks that say the value of the variable VERSION, and returns the second one.
func make2(app cdktf.App) constructs.Construct {
	output(fargateai.NewStack(app, "one", &fargateai.StackProps{Region: "eu-west-1"}), os.Getenv("VERSION"))
	two := fargateai.NewStack(app, "two", &fargateai.StackProps{Region: "eu-west-1"})
	output(two, os.Getenv("VERSION"))
	return two
}

func output(stack constructs.Construct, value string) {
	cdktf.NewTerraformOutput(stack, jsii.String("out"+strconv.Itoa(len(value))),
		&cdktf.TerraformOutputConfig{Value: value})
}

func attach(stack constructs.Construct, name string, text func() string) {
	bridge.Attach(constructs.NewConstruct(stack, jsii.String(name)), bridge.Artifact{Path: name + ".txt",
		Render: func([]byte) ([]byte, string) { return []byte(text()), "" }})
}

// many has so many files that writing them takes long enough to be met by a signal.
func many(app cdktf.App) {
	c := constructs.NewConstruct(make2(app), jsii.String("many"))
	for i := range 300 {
		bridge.Attach(c, bridge.Artifact{Path: fmt.Sprintf("%04d.txt", i),
			Render: func([]byte) ([]byte, string) { return []byte(os.Getenv("VERSION")), "" }})
	}
}

type aspect struct{ do func() }

// Visit implements cdktf.IAspect.
func (a *aspect) Visit(constructs.IConstruct) { a.do() }

func visiting(app cdktf.App, do func()) {
	cdktf.Aspects_Of(make2(app)).Add(&aspect{do})
}

// pause says that the program is where it waits to be met, and waits.
func pause() {
	_ = os.WriteFile("reached", nil, 0o600)
	for range 1000 {
		if _, err := os.Stat("go on"); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// limit has a process write files of a few bytes only: a disk that is full cannot be had here.
func limit(pids ...int) {
	for _, pid := range pids {
		most := syscall.Rlimit{Cur: 100, Max: 100}
		_, _, _ = syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(pid), syscall.RLIMIT_FSIZE,
			uintptr(unsafe.Pointer(&most)), 0, 0, 0)
	}
}

func children() (pids []int) {
	tasks, _ := filepath.Glob("/proc/self/task/*/children")
	for _, file := range tasks {
		text, _ := os.ReadFile(file)
		for word := range strings.FieldsSeq(string(text)) {
			if pid, err := strconv.Atoi(word); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// site is a folder with a program's earlier output, and what must not stay after a run.
type site struct {
	t                    *testing.T
	dir, temporary, mark string
	before               map[string]string
}

const variable = "FARGATEAI_TEST_MARK" // by which processes of a site are found

// newSite is a folder with the output of a run whose VERSION is earlier.
func newSite(t *testing.T, program string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), temporary: t.TempDir()}
	s.mark = variable + "=" + s.dir
	if code, printed := s.run(s.command(program, "VERSION=earlier")); code != 0 {
		t.Fatalf("the first run: %d\n%s", code, printed)
	}
	s.before = tree(t, s.dir)
	return s
}

// command is a program in the site, in a process group of its own.
func (s *site) command(program string, env ...string) *exec.Cmd {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(self)
	return s.within(cmd, append([]string{programVariable + "=" + program}, env...)...)
}

func (s *site) within(cmd *exec.Cmd, env ...string) *exec.Cmd {
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "CDKTF_OUTDIR=", "VERSION=later", "TMPDIR="+s.temporary, s.mark)
	cmd.Env = append(cmd.Env, env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var printed bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &bytes.Buffer{}
	}
	cmd.Stderr = &printed
	return cmd
}

func (s *site) run(cmd *exec.Cmd) (code int, stderr string) {
	s.t.Helper()
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	return s.wait(cmd)
}

func (s *site) wait(cmd *exec.Cmd) (code int, stderr string) {
	s.t.Helper()
	stuck := time.AfterFunc(patience, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	defer stuck.Stop()
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode(), cmd.Stderr.(*bytes.Buffer).String()
}

// patience is how long a program may take on a busy machine, with the slower kernel.
const patience = 4 * time.Minute

// reached waits until the program pauses, and lets the next one pause.
func (s *site) reached() {
	s.t.Helper()
	file := filepath.Join(s.dir, "reached")
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if os.Remove(file) == nil {
			return
		}
	}
	s.t.Fatal("the program does not come to where it waits")
}

// survived fails the test unless what a run printed is the message, with its exit code, and it left all as it was.
func (s *site) survived(code int, printed string, want int, message string) {
	s.t.Helper()
	s.says(code, printed, want, message)
	if diff := cmp.Diff(s.before, tree(s.t, s.dir)); diff != "" {
		s.t.Errorf("the output is not as it was:\n%s", diff)
	}
	s.nothingLeft()
}

func (s *site) says(code int, printed string, want int, message string) {
	s.t.Helper()
	if code != want {
		s.t.Errorf("the exit code is %d, want %d", code, want)
	}
	if !strings.Contains(printed, message) || !strings.Contains(printed, "error: ") {
		s.t.Errorf("%q is missing in:\n%s", message, printed)
	}
	for _, no := range []string{"goroutine", "panic", "    at ", ".go:1", "node:internal"} {
		if strings.Contains(printed, no) {
			s.t.Errorf("%q reached the user:\n%s", no, printed)
		}
	}
}

// nothingLeft fails the test for a process, or a file for a while, that a run left behind.
func (s *site) nothingLeft() {
	s.t.Helper()
	var left []string
	for range 50 {
		if left = s.processes(); len(left) == 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if len(left) > 0 {
		s.t.Errorf("processes are left: %v", left)
	}
	entries, err := os.ReadDir(s.temporary)
	if err != nil || len(entries) > 0 {
		s.t.Errorf("%v is left in the folder for temporary files, %v", entries, err)
	}
}

func (s *site) processes() (pids []string) {
	files, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil && bytes.Contains(append(text, 0), []byte(s.mark+"\x00")) {
			pids = append(pids, filepath.Base(filepath.Dir(file)))
		}
	}
	return pids
}

// tree is every file below a folder with its text, and every folder.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == root {
			return err
		}
		name := strings.TrimPrefix(path, root)
		if entry.IsDir() {
			out[name+"/"] = ""
			return nil
		}
		text, err := os.ReadFile(path)
		out[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fakeNode is a program called node, in a folder for PATH.
func fakeNode(t *testing.T, text string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "node"), []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Whatever goes wrong, a program says what in words, ends with 1, and leaves the earlier output as it was.
func TestFaults(t *testing.T) {
	testkit.Heavy(t)
	s := newSite(t, "sound")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	const plain = "FARGATEAI_PLAIN_KERNEL=1"
	const old = "error: Node 16.20.2 is too old: install Node 20 or newer"
	const noTemporary = "error: the folder for temporary files, "
	faults := []struct {
		name, program string
		env           []string
		message       string
	}{
		{"kernel killed", "kernel killed", nil, "error: the Node process that runs CDKTF has ended before"},
		{"Node missing", "sound", []string{"PATH=/nonexistent"}, "error: node was not found on PATH"},
		{"Node elsewhere", "sound", []string{"JSII_NODE=/nonexistent/node"}, "error: /nonexistent/node was not found"},
		{"Node too old", "sound", []string{"PATH=" + fakeNode(t, "echo v16.20.2")}, old},
		{"Node too old, plain", "sound", []string{"PATH=" + fakeNode(t, "echo v16.20.2"), plain}, old},
		{"no Node", "sound", []string{"PATH=" + fakeNode(t, "echo 'usage: node HOST'")}, "and is not Node.js; install"},
		{"broken Node", "sound", []string{"PATH=" + fakeNode(t, "exit 3")}, "error: node cannot be run: exit status 3"},
		{"option unknown to Node", "sound", []string{"NODE_OPTIONS=--no-such-option"},
			"error: node cannot be run: exit status 9: node: --no-such-option is not allowed in NODE_OPTIONS; it is run with"},
		{"temporary folder missing", "sound", []string{"TMPDIR=/nonexistent"}, noTemporary + "/nonexistent: open"},
		{"temporary folder missing, plain", "sound", []string{"TMPDIR=/nonexistent", plain}, noTemporary + "/nonexistent: "},
		{"temporary folder is a file", "sound", []string{"TMPDIR=" + file}, noTemporary + file},
		{"output folder is a file", "sound", []string{"CDKTF_OUTDIR=" + file}, "error: the output folder " + file},
		{"output folder in a file", "sound", []string{"CDKTF_OUTDIR=" + file + "/out"}, "error: the output folder " + file},
		{"output folder cannot be made", "sound", []string{"CDKTF_OUTDIR=/proc/nonexistent/out"},
			"error: the output folder /proc/nonexistent/out: mkdir /proc/nonexistent: "},
		{"output folder takes nothing in", "sound", []string{"CDKTF_OUTDIR=/proc"},
			"error: the output folder /proc: nothing can be made in it"},
		{"option that loads what is missing", "sound", []string{"NODE_OPTIONS=--require=/nonexistent.js"},
			"error: node cannot be run: exit status 1: Error: Cannot find module '/nonexistent.js'"},
		{"Node says more", "sound", []string{"PATH=" + fakeNode(t, "echo Using v20; echo v20.20.2")}, "and is not Node.js"},
		{"no room for a stack", "no room for a stack", nil, "error: EFBIG: file too large, write; it is Node that could not"},
		{"no room for an artifact", "no room for an artifact", nil, "large.txt: file too large"},
		{"Aspect panics", "aspect panics", nil, "error: no such team"},
		{"Aspect fails", "aspect fails", nil, "error: no such team"},
		{"Aspect out of range", "aspect errs", nil, "error: an Aspect of the program failed: runtime error: index out of"},
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			s.t = t
			code, printed := s.run(s.command(f.program, f.env...))
			s.survived(code, printed, 1, f.message)
			if !strings.HasSuffix(printed, "\n\nNothing was written.\n") {
				t.Errorf("it does not say what became of the output:\n%s", printed)
			}
		})
	}
	s.t = t
	figure.Say(t, "faults-survived", len(faults)+s.fullDisks()+s.inTheWay()+s.atOnce()+s.signals())
}

// fullDisks meets the limit of a file's size where a disk would be full: one that is cannot be had here.
func (s *site) fullDisks() (n int) {
	for _, f := range []struct{ name, limit string }{{"no room for jsii", "64"}, {"no room for the provider", "4096"}} {
		s.t.Run(f.name, func(t *testing.T) {
			s := &site{t, s.dir, s.temporary, s.mark, s.before}
			program := s.command("sound")
			limited := s.within(exec.Command("bash", "-c", "ulimit -f "+f.limit+` && exec "$0"`, program.Path),
				programVariable+"=sound")
			code, printed := s.run(limited)
			s.survived(code, printed, 1, "error: the folder for temporary files, ")
		})
		n++
	}
	s.t.Run("no room for what is printed", func(t *testing.T) {
		s := newSite(t, "sound")
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer full.Close()
		cmd := s.command("sound", "VERSION=earlier")
		cmd.Stdout = full
		code, printed := s.run(cmd)
		s.survived(code, printed, 1, "no space left on device\n\nThe output is complete, in cdktf.out.")
	})
	s.t.Run("nobody reads what is printed", func(t *testing.T) {
		s := newSite(t, "sound")
		read, broken, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		read.Close()
		defer broken.Close()
		cmd := s.command("sound", "VERSION=earlier")
		cmd.Stdout = broken
		code, printed := s.run(cmd)
		s.survived(code, printed, 1, "broken pipe\n\nThe output is complete, in cdktf.out.")
	})
	return n + 2
}

// inTheWay meets what cannot be written over when others have been.
func (s *site) inTheWay() int {
	s.t.Run("a folder in the way", func(t *testing.T) {
		s := newSite(t, "sound")
		way := filepath.Join(s.dir, "cdktf.out", "stacks", "two", "cdk.tf.json")
		if err := errors.Join(os.Remove(way), os.Mkdir(way, 0o755)); err != nil {
			t.Fatal(err)
		}
		s.before = tree(t, s.dir)
		code, printed := s.run(s.command("many artifacts"))
		s.survived(code, printed, 1, "stacks/two/cdk.tf.json: got a folder there, want a file or nothing")
	})
	s.t.Run("a link in the way", func(t *testing.T) {
		s := newSite(t, "sound")
		others := t.TempDir()
		write(t, filepath.Join(others, "file"))
		if err := os.Symlink(others, filepath.Join(s.dir, "cdktf.out", ".synthesizing")); err != nil {
			t.Fatal(err)
		}
		code, printed := s.run(s.command("sound"))
		s.says(code, printed, 1, ".synthesizing is there, and no folder; remove it")
		if _, err := os.Stat(filepath.Join(others, "file")); err != nil {
			t.Error(err)
		}
	})
	s.t.Run("a pipe in the way", func(t *testing.T) {
		s := newSite(t, "sound")
		way := filepath.Join(s.dir, "cdktf.out", "stacks", "two", "cdk.tf.json")
		if err := errors.Join(os.Remove(way), syscall.Mkfifo(way, 0o600)); err != nil {
			t.Fatal(err)
		}
		if code, printed := s.run(s.command("sound", "VERSION=earlier")); code != 0 || printed != "" {
			t.Errorf("%d\n%s", code, printed)
		}
		if diff := cmp.Diff(s.before, tree(t, s.dir)); diff != "" {
			t.Errorf("the pipe is no file:\n%s", diff)
		}
	})
	return 3
}

// atOnce meets a second program in the same folder, and one that was killed there.
func (s *site) atOnce() int {
	s.t.Run("two at once", func(t *testing.T) {
		s := &site{t, s.dir, s.temporary, s.mark, s.before}
		first := s.command("middle")
		if err := first.Start(); err != nil {
			t.Fatal(err)
		}
		s.reached()
		code, printed := s.run(s.command("sound"))
		s.says(code, printed, 1, "error: the output folder cdktf.out: another program is synthesizing into it")
		_ = syscall.Kill(first.Process.Pid, syscall.SIGKILL)
		s.wait(first)
		left, err := filepath.Glob(filepath.Join(s.temporary, "*"))
		if err != nil || len(left) != 1 {
			t.Errorf("a program that is killed leaves %v, %v", left, err)
		}
		os.RemoveAll(s.temporary)
		_ = os.Mkdir(s.temporary, 0o755)
		if code, printed := s.run(s.command("sound", "VERSION=earlier")); code != 0 || printed != "" {
			t.Errorf("after a program that was killed: %d\n%s", code, printed)
		}
		if diff := cmp.Diff(s.before, tree(t, s.dir)); diff != "" {
			t.Errorf("the output is not as it was:\n%s", diff)
		}
		s.nothingLeft()
	})
	return 2
}

// signals meets Ctrl-C, which reaches every process of a terminal, and what ends a program alone.
func (s *site) signals() (n int) {
	for _, at := range []string{"early", "middle", "pause in artifact"} {
		for _, to := range []struct {
			signal syscall.Signal
			group  bool
			env    string
		}{{syscall.SIGINT, true, ""}, {syscall.SIGTERM, false, ""}, {syscall.SIGINT, true, "FARGATEAI_PLAIN_KERNEL=1"}} {
			if to.env != "" && at != "middle" {
				continue
			}
			s.t.Run(fmt.Sprintf("%s %s %s", to.signal, at, to.env), func(t *testing.T) {
				s := &site{t, s.dir, s.temporary, s.mark, s.before}
				cmd := s.command(at, to.env)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				s.reached()
				s.signal(cmd, to.signal, to.group)
				if at == "pause in artifact" {
					time.Sleep(50 * time.Millisecond)
					write(t, filepath.Join(s.dir, "go on"))
					defer os.Remove(filepath.Join(s.dir, "go on"))
				}
				code, printed := s.wait(cmd)
				os.Remove(filepath.Join(s.dir, "go on"))
				s.survived(code, printed, 128+int(to.signal), fmt.Sprintf(
					"error: the program was told to stop, by the signal %q\n\nNothing was written.\n", to.signal))
			})
			n++
		}
	}
	s.t.Run("while files are published", func(t *testing.T) {
		s := newSite(t, "many artifacts")
		first := filepath.Join(s.dir, "cdktf.out", "artifacts", "two", "0000.txt")
		cmd := s.command("many artifacts")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
			if text, err := os.ReadFile(first); err == nil && string(text) == "later" {
				break
			}
		}
		s.signal(cmd, syscall.SIGINT, true)
		code, printed := s.wait(cmd)
		s.says(code, printed, 130, "by the signal \"interrupt\"\n\nEverything had been written before.\n")
		for name, text := range tree(t, s.dir) {
			if strings.HasPrefix(name, "/cdktf.out/artifacts/two/0") && text != "later" {
				t.Errorf("%s is %q", name, text)
			}
		}
		s.nothingLeft()
	})
	return n + 1
}

func (s *site) signal(cmd *exec.Cmd, signal syscall.Signal, group bool) {
	pid := cmd.Process.Pid
	if group {
		pid = -pid
	}
	if err := syscall.Kill(pid, signal); err != nil {
		s.t.Fatal(err)
	}
}

func write(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
}
