// Package tempfolder sees that there is a folder for temporary files before the bindings of CDKTF need one. They unpack
// jsii's runtime when the program is initialized, and where that fails the program ends with a stack trace before its
// first line. Go initializes packages by their import paths as soon as what they import is ready: this one imports so
// little that it comes before the bindings.
package tempfolder

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// runtimeVariable is the environment variable with jsii's runtime: a command of a shell. With it, nothing is unpacked.
const runtimeVariable = "JSII_RUNTIME"

// room is what jsii's runtime (1.139) needs, rounded up.
const room = 3 << 20

// failed is set where the bindings would have failed.
var failed = prepare()

// prepare has the bindings start a program that tells, in jsii's own protocol, what is wrong.
func prepare() bool {
	interrupt.SurviveFull()
	if os.Getenv(runtimeVariable) != "" {
		return false
	}
	err := Check()
	if err == nil {
		return false
	}
	says := `{"error":` + strconv.Quote(err.Error()) + `}`
	os.Setenv(runtimeVariable, `printf '%s\n' '`+strings.ReplaceAll(says, "'", "")+"'")
	return true
}

// Retry forgets what was found when the program was initialized, and looks again.
func Retry() error {
	if !failed {
		return nil
	}
	if err := Check(); err != nil {
		return err
	}
	failed = false
	return os.Unsetenv(runtimeVariable)
}

// Check reports why the folder for temporary files does not serve.
func Check() error {
	if strings.Contains(os.TempDir(), `\`) && os.PathSeparator != '\\' {
		return Explain(errors.New("of a path with a backslash, Node loads no modules"))
	}
	file, err := os.CreateTemp("", "fargateai.*")
	if err != nil {
		return Explain(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, err := file.Write(make([]byte, room)); err != nil {
		return Explain(err)
	}
	return nil
}

// Explain says what to do about a failure in the folder for temporary files.
func Explain(err error) error {
	return fmt.Errorf("the folder for temporary files, %s: %w; it has to be there, with room for 50 MB, "+
		"or set TMPDIR to another one", os.TempDir(), err)
}
