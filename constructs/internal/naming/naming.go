// Package naming makes names that AWS accepts out of names that people chose, and knows the form of ECS's own.
//
// A name that fits is left alone. One that does not is cut and ends in a hash of the whole, so that two long names
// never become the same short one, and so that a name is the same in every run. References are never looked into: what
// may be one goes through [TargetGroup] or [RolePrefix], which do without it.
package naming

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Limits of AWS and, for prefixes, of the Terraform provider, which adds 26 characters of its own.
const (
	MaxLoadBalancer      = 32 // also of a target group
	MaxTargetGroupPrefix = 6
	MaxIAMRolePrefix     = 38
	MaxBucketPrefix      = 37
	MaxStateKey          = 1024 - len(".tflock") // bytes of a key of S3, and of that of the lock beside it
)

// hashLength is the number of hexadecimal digits of a hash, enough to tell the names of one account apart.
const hashLength = 8

// LoadBalancer is the name of an Application Load Balancer. AWS keeps names that start with "internal-" for itself.
// A reference is returned as it is.
func LoadBalancer(name string) string {
	if token.Is(name) {
		return name
	}
	rest := clean(name)
	if rest == name && rest != "" && len(rest) <= MaxLoadBalancer && !strings.HasPrefix(rest, "internal-") {
		return name
	}
	for rest == "internal" || strings.HasPrefix(rest, "internal-") {
		rest = strings.Trim(strings.TrimPrefix(rest, "internal"), "-")
	}
	return suffixed(rest, MaxLoadBalancer, name)
}

// TargetGroup is the name of a target group, or else the prefix of one: the other is empty.
//
// A target group is replaced when its port, protocol, protocol version, target type or VPC changes, and the new one
// must exist before the old one goes, because listener rules use it. Two of one name cannot exist, so the name holds a
// hash of those properties. Where one of them is a reference, whose text says nothing about its value, only a name that
// Terraform makes up is safe, and that allows a prefix of six characters.
func TargetGroup(name string, properties ...string) (full, prefix string) {
	if token.Is(name) {
		return "", "tg-"
	}
	if slices.ContainsFunc(properties, token.Is) {
		return "", Prefix(name, MaxTargetGroupPrefix)
	}
	return suffixed(clean(name), MaxLoadBalancer, append([]string{name}, properties...)...), ""
}

// Prefix is a name_prefix of at most limit characters, ending in the hyphen that parts it from what Terraform appends.
// It must not be given a reference.
func Prefix(name string, limit int) string {
	short := cut(clean(name), limit-1)
	if short == "" {
		return "x-"
	}
	return short + "-"
}

// RolePrefix is the name_prefix of the IAM role that a thing has for a use: llm-proxy-task-. Only Terraform knows a
// reference, and could not cut it, so the role of such a thing is named by its use alone.
func RolePrefix(name, use string) string {
	if !token.Is(name) {
		use = name + "-" + use
	}
	return Prefix(use, MaxIAMRolePrefix)
}

// suffixed is name, cut where needed, with a hash of parts: at most limit characters.
func suffixed(name string, limit int, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	hash := hex.EncodeToString(sum[:])[:hashLength]
	short := cut(name, limit-hashLength-1)
	if short == "" {
		return "x-" + hash
	}
	return short + "-" + hash
}

// clean leaves letters, digits and hyphens, of which none is at an end.
func clean(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

func cut(name string, limit int) string {
	if len(name) > limit {
		name = name[:limit]
	}
	return strings.Trim(name, "-")
}
