package review

import (
	"strings"
	"testing"
)

// What another account is given is told, where the stack's own account is known; one's own, and a role, are not.
func TestSharedWithAccounts(t *testing.T) {
	for kind, path := range sharing {
		value := `"111122223333"`
		if path == "shared_accounts" || path == "allowed_principals" {
			value = `["arn:aws:iam::111122223333:root"]`
		}
		attributes := `"` + path + `": ` + value
		if outer, inner, ok := strings.Cut(path, "."); ok {
			attributes = `"` + outer + `": {"` + inner + `": "210987654321,111122223333"}`
		}
		stack := `{"provider": {"aws": {"allowed_account_ids": ["210987654321"]}}, "resource": {"` + kind + `": {"x": {` +
			attributes + `}}}}`
		if all := risksOf(t, []byte(stack)); !has(all, kind+".x shared-with-account") {
			t.Errorf("%s: got %q", kind, all)
		}
		for _, sound := range []string{strings.ReplaceAll(stack, "111122223333", "210987654321"),
			strings.ReplaceAll(stack, `["210987654321"]`, `[]`),
			strings.ReplaceAll(strings.ReplaceAll(stack, ":root", ":role/deployer"), `"111122223333"`, `"${var.account}"`)} {
			if all := risksOf(t, []byte(sound)); has(all, kind+".x shared-with-account") && kind != "aws_ssm_document" {
				t.Errorf("%s: got %q", sound, all)
			}
		}
	}
}
