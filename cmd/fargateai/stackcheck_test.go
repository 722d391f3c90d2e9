package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestStackCheck(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("cdk.tf.json", `{"terraform": {"backend": {"http": {}}}, "resource": {"random_id": {"r": {}}}}`)
	write(".terraform.lock.hcl", `provider "registry.terraform.io/hashicorp/random" {
  hashes = ["h1:Ijt7pOlB7Tr7maGQIqtsLFbl7pSMIj06TVdkoSBcYOw="]
}`)
	if got := fargateai(t, "stack-check", "--backend=http", "--provider=hashicorp/random", dir); got.code != exitOK ||
		got.stdout != "stack check passed\n" {
		t.Errorf("got %+v", got)
	}
	fargateai(t, "stack-check", dir).expect(t, exitRefused, `resource.random_id.r: got the provider "hashicorp/random"`,
		`terraform.backend.http: got a backend "http", want s3`, "stack check failed: got 3 findings, want none")
	fargateai(t, "stack-check", "--json", dir).expect(t, exitRefused, `"place": "resource.random_id.r"`, `"want": "s3`)
	if got := fargateai(t, "stack-check", "--json", "--backend=http", "--provider=hashicorp/random",
		dir); got.stdout != "[]\n" {
		t.Errorf("got %+v", got)
	}
	fargateai(t, "stack-check").expect(t, exitUnusable, "FOLDER: got 0 folders, want 1")
	fargateai(t, "stack-check", filepath.Join(dir, "none")).expect(t, exitUnusable, "want a folder that exists")
	fargateai(t, "stack-check", "--provider=a b", dir).expect(t, exitUnusable, `got the provider "a b"`)
}
