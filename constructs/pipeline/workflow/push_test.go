package workflow

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The image is pushed by crane itself, which the step installs, to a registry; another file, or another image than the
// one that was built, is not handed on.
func TestStepsPush(t *testing.T) {
	testkit.Heavy(t)
	registry := newRegistry(t)
	p := least()
	text := bytes.ReplaceAll(render(t, p), []byte(p.RepositoryURL), []byte(registry+"/llm-proxy"))
	text = bytes.ReplaceAll(text, []byte(image.ECRHost), []byte(`^[0-9.]+:[0-9]+$`))
	archive, built := ociImage(t, "hello")
	other, _ := ociImage(t, "other")
	for _, test := range []struct {
		name, file, sum, digest, want string
	}{
		{name: "the image that was built", file: archive, sum: sumOf(archive), digest: built},
		{name: "another file", file: other, sum: sumOf(archive), digest: built,
			want: "::error::the image is not the file with the SHA-256 " + sumOf(archive) + " that was built"},
		{name: "no sum", file: archive, digest: built, want: "::error::the image is not the file"},
		{name: "another image", file: other, sum: sumOf(other), digest: built, want: ", which was built"},
		{name: "no image", file: "text", sum: sumOf("text"), digest: built, want: "tar: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRunner(t)
			if err := os.Remove(filepath.Join(r.state, "bin", "go")); err != nil {
				t.Fatal(err)
			}
			r.env["DOCKER_CONFIG"] = t.TempDir()
			for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS", "GOSUMDB", "GONOSUMDB", "GOTOOLCHAIN"} {
				value, err := exec.Command("go", "env", name).Output()
				if err != nil {
					t.Fatal(err)
				}
				r.env[name] = strings.TrimSpace(string(value))
			}
			r.write(t, "artifacts/1/image.tar")
			if err := os.WriteFile(r.state+"/artifacts/1/image.tar", []byte(test.file), 0o644); err != nil {
				t.Fatal(err)
			}
			r.outputs["needs.build.outputs.image"], r.outputs["needs.build.outputs.sum"] = "1", test.sum
			r.outputs["needs.build.outputs.digest"] = test.digest
			ok := r.job(t, text, "push", nil)
			if ok != (test.want == "") || (r.outputs["needs.push.outputs.digest"] == built) != ok {
				t.Fatalf("got %v, %q:\n%s", ok, r.outputs["needs.push.outputs.digest"], r.text)
			}
			if r.wants(t, "output", r.text, test.want); !ok {
				return
			}
			answer, err := http.Get("http://" + registry + "/v2/llm-proxy/manifests/abc-17-1")
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if got := answer.Header.Get("Docker-Content-Digest"); got != built {
				t.Errorf("the registry has %s %q, want %s", answer.Status, got, built)
			}
		})
	}
}

// sumOf is the SHA-256 of a text, as sha256sum writes it.
func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Who may change a variable of the repository must not get the password of the registry.
func TestStepsPushToECRAlone(t *testing.T) {
	const suffix = "210987654321.dkr.ecr.eu-west-1.amazonaws.com"
	for repository, pushes := range map[string]bool{
		suffix + "/llm-proxy": true,
		"210987654321.dkr.ecr.eusc-de-east-1.amazonaws.eu/llm": true,
		"210987654321.dkr-ecr-fips.us-gov-west-1.on.aws/llm":   true,
		"mallory.dev/llm-proxy":                                false,
		"mallory.dev/" + suffix + "/x":                         false,
		suffix + ".mallory.dev/x":                              false,
		"mallory.dev\n" + suffix + "/x":                        false,
		"mallory-" + suffix + "/x":                             false,
		suffix + "@mallory.dev/x":                              false,
		suffix + ":443@mallory.dev:1/x":                        false,
		"":                                                     false,
		"public.ecr.aws/mallory/llm":                           false,
		"mallory.dev:443/" + suffix + "/":                      false,
	} {
		r := newRunner(t)
		p := least()
		p.RepositoryURL = "${{ vars.REPOSITORY_URL }}"
		archive, built := ociImage(t, "hello")
		r.write(t, "artifacts/1/image.tar")
		if err := os.WriteFile(r.state+"/artifacts/1/image.tar", []byte(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		r.write(t, "fargateai", "#!/usr/bin/env bash", `if [[ "$1" == push ]]; then echo "${3%:*}@$DIGEST"; else cat; fi`)
		r.write(t, "bin/go", strings.ReplaceAll(goInstall, "$GOBIN/fargateai", "$GOBIN/crane"))
		r.outputs["needs.build.outputs.image"], r.outputs["needs.build.outputs.sum"] = "1", sumOf(archive)
		r.outputs["needs.build.outputs.digest"], r.outputs["vars.REPOSITORY_URL"] = built, repository
		if got := r.job(t, render(t, p), "push", nil); got != pushes {
			t.Errorf("%q: got %v\n%s", repository, got, r.text)
		}
		if asked := strings.Contains(r.read(t, "calls"), "get-login-password"); asked != pushes {
			t.Errorf("%q: asked for the password: %v", repository, asked)
		}
	}
}

// newRegistry is a registry on this machine, and its address.
func newRegistry(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	install := exec.Command("go", "install", tools["crane"])
	install.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=-p=1")
	install.Dir = bin
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	serve := exec.Command(filepath.Join(bin, "crane"), "registry", "serve", "--address", address)
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = serve.Process.Kill(), serve.Wait() })
	for range 2400 { // two minutes: the machine may be busy
		if answer, err := http.Get("http://" + address + "/v2/"); err == nil {
			answer.Body.Close()
			return address
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the registry does not answer")
	return ""
}

// ociImage is an archive as buildx writes it with type=oci, and the digest of its only image.
func ociImage(t *testing.T, content string) (archive, digest string) {
	t.Helper()
	files := map[string][]byte{"oci-layout": []byte(`{"imageLayoutVersion": "1.0.0"}`)}
	blob := func(mediaType string, text []byte) map[string]any {
		sum := sha256.Sum256(text)
		files["blobs/sha256/"+hex.EncodeToString(sum[:])] = text
		return map[string]any{"mediaType": mediaType, "size": len(text), "digest": "sha256:" + hex.EncodeToString(sum[:])}
	}
	archived := func(files map[string][]byte) []byte {
		var out bytes.Buffer
		w := tar.NewWriter(&out)
		for name, text := range files {
			if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text))}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	asJSON := func(value any) []byte {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	layer := archived(map[string][]byte{"greeting": []byte(content)})
	const kind = "application/vnd.oci.image."
	blobOfLayer := blob(kind+"layer.v1.tar", layer)
	config := blob(kind+"config.v1+json", asJSON(map[string]any{"architecture": "arm64", "os": "linux",
		"rootfs": map[string]any{"type": "layers", "diff_ids": []any{blobOfLayer["digest"]}}}))
	manifest := blob(kind+"manifest.v1+json", asJSON(map[string]any{"schemaVersion": 2,
		"mediaType": kind + "manifest.v1+json", "config": config, "layers": []any{blobOfLayer}}))
	files["index.json"] = asJSON(map[string]any{"schemaVersion": 2, "manifests": []any{manifest}})
	return string(archived(files)), fmt.Sprint(manifest["digest"])
}
