package browser

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Browser is a Chromium that a test has started. It takes one call at a time.
type Browser struct {
	t       testing.TB
	to      io.Writer
	from    *bufio.Reader
	calls   int
	session string
	loaded  bool
}

// Start starts a headless Chromium for the time of the test.
func Start(t testing.TB) *Browser {
	t.Helper()
	path, libraries := program(t)
	hisIn, myOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	myIn, hisOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--hide-scrollbars", "--force-color-profile=srgb", "--user-data-dir="+t.TempDir(),
		"--remote-debugging-pipe", "about:blank")
	cmd.ExtraFiles = []*os.File{hisIn, hisOut} // 3 and 4, as the protocol has it
	cmd.Env = os.Environ()
	if libraries != "" {
		cmd.Env = append(cmd.Env, "LD_LIBRARY_PATH="+filepath.Join(libraries, "lib")+":"+libraries)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	hisIn.Close()
	hisOut.Close()
	// A browser that hangs must not hang the test.
	watch := time.AfterFunc(3*time.Minute, func() { _ = cmd.Process.Kill() })
	t.Cleanup(func() {
		watch.Stop()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		myOut.Close()
		myIn.Close()
	})
	b := &Browser{t: t, to: myOut, from: bufio.NewReaderSize(myIn, 1<<20)}
	target := b.call("Target.createTarget", object{"url": "about:blank"})["targetId"]
	b.session, _ = b.call("Target.attachToTarget", object{"targetId": target, "flatten": true})["sessionId"].(string)
	b.call("Page.enable", nil)
	return b
}

type object = map[string]any

// message is what the browser sends: an answer to a call, or an event.
type message struct {
	ID     int    `json:"id"`
	Method string `json:"method"`
	Result object `json:"result"`
	Error  struct{ Message string }
}

func (b *Browser) call(method string, params object) object {
	b.t.Helper()
	b.calls++
	request := object{"id": b.calls, "method": method}
	if params != nil {
		request["params"] = params
	}
	if b.session != "" {
		request["sessionId"] = b.session
	}
	text, err := json.Marshal(request)
	if err == nil {
		_, err = b.to.Write(append(text, 0))
	}
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		m := b.next(method)
		if m.ID != b.calls {
			continue
		}
		if m.Error.Message != "" {
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		return m.Result
	}
}

func (b *Browser) next(waiting string) (m message) {
	b.t.Helper()
	text, err := b.from.ReadBytes(0)
	if err == nil {
		err = json.Unmarshal(text[:len(text)-1], &m)
	}
	if err != nil {
		b.t.Fatalf("%s: the browser does not answer: %v", waiting, err)
	}
	b.loaded = b.loaded || m.Method == "Page.loadEventFired"
	return m
}

// Look sets the size of the window, and whether the reader prefers dark colours.
func (b *Browser) Look(width, height int, dark bool) {
	b.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	b.call("Emulation.setDeviceMetricsOverride", object{"width": width, "height": height, "deviceScaleFactor": 1,
		"mobile": width < 600})
	b.call("Emulation.setEmulatedMedia", object{"media": "screen",
		"features": []object{{"name": "prefers-color-scheme", "value": scheme}}})
}

// Open loads a file.
func (b *Browser) Open(path string) {
	b.t.Helper()
	absolute, err := filepath.Abs(path)
	if err != nil {
		b.t.Fatal(err)
	}
	b.loaded = false
	b.call("Page.navigate", object{"url": (&url.URL{Scheme: "file", Path: filepath.ToSlash(absolute)}).String()})
	for !b.loaded {
		b.next("load " + path)
	}
}

// Evaluate runs a script in the page, which a policy of the page does not keep from running, and reads what it gives, or
// promises, into result.
func (b *Browser) Evaluate(script string, result any) {
	b.t.Helper()
	answer := b.call("Runtime.evaluate", object{"expression": script, "returnByValue": true, "awaitPromise": true})
	if failure, failed := answer["exceptionDetails"]; failed {
		b.t.Fatalf("the script failed: %v", failure)
	}
	value, _ := answer["result"].(object)
	text, err := json.Marshal(value["value"])
	if err == nil {
		err = json.Unmarshal(text, result)
	}
	if err != nil {
		b.t.Fatalf("read what the script gives: %v", err)
	}
}

// Screenshot is the whole page, however long, as a PNG.
func (b *Browser) Screenshot(path string) {
	b.t.Helper()
	b.capture(object{"captureBeyondViewport": true}, path)
}

func (b *Browser) capture(what object, path string) {
	b.t.Helper()
	data, _ := b.call("Page.captureScreenshot", what)["data"].(string)
	png, err := base64.StdEncoding.DecodeString(data)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, png, 0o644)
	}
	if err != nil {
		b.t.Fatal(fmt.Errorf("take a screenshot: %w", err))
	}
}

// ScreenshotOf is the first element of a selector, as a PNG.
func (b *Browser) ScreenshotOf(selector, path string) {
	b.t.Helper()
	var clip object
	b.Evaluate(fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect();
		return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height, scale: 1}; })()`, selector), &clip)
	b.capture(object{"captureBeyondViewport": true, "clip": clip}, path)
}
