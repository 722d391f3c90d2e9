// Package canary has random secrets for tests: whatever they are given to must not tell them.
package canary

import (
	"math/rand/v2"
	"strings"
)

// Canary is a random secret in one of the shapes that secrets have.
type Canary struct{ Shape, Text, Secret string }

// All are one of each shape.
func All(seed uint64) []Canary {
	random := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // no secrets
	secret := func(n int) string {
		const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
		out := make([]byte, n)
		for i := range out {
			out[i] = letters[random.IntN(len(letters))]
		}
		return string(out)
	}
	key, password, token, line := secret(36), secret(24), secret(40), secret(64)
	const kind = "PRIVATE KEY-----"
	return []Canary{
		{"a key of a vendor", "sk-proj-" + key, key},
		{"a URL with a password", "postgres://app:" + password + "@db.acme.dev:5432/app", password},
		{"a header", "Authorization: Bearer " + token, token},
		{"a private key", strings.Join([]string{"-----BEGIN " + kind, line, line, "-----END " + kind}, "\n"), line},
	}
}
