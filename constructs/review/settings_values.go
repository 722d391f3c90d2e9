package review

import (
	"path"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

func everyoneGrantee(v any) bool {
	return slices.ContainsFunc(words(v), func(uri string) bool {
		return strings.HasSuffix(uri, "/AllUsers") || strings.HasSuffix(uri, "/AuthenticatedUsers")
	})
}

func publicCollection(v any) bool {
	return slices.ContainsFunc(blocks(document(v)),
		func(rule map[string]any) bool { return isTrue(rule["AllowFromPublic"]) })
}

// hostPath is a path from which a container gets hold of its host.
func hostPath(v any) bool {
	if text(v) == "" {
		return false
	}
	switch p := path.Clean(text(v)); p {
	case "/", "/etc", "/proc", "/sys", "/root", "/home", "/dev", "/boot", "/usr", "/var", "/var/run", "/run",
		"/var/lib/docker", "/var/lib/kubelet", "/var/lib/ecs":
		return true
	default:
		return strings.HasSuffix(p, ".sock") || strings.HasPrefix(p, "/etc/") || strings.HasPrefix(p, "/root/")
	}
}

func clusterAdmin(v any) bool { return strings.HasSuffix(text(v), "/AmazonEKSClusterAdminPolicy") }

// unblocks reports a block in which one of the four settings is off; they are on unless they are told not to be.
func unblocks(v any) bool {
	return slices.ContainsFunc(blocks(v), func(b map[string]any) bool {
		return slices.ContainsFunc(publicAccessBlocks, func(name string) bool { return off(b[name]) })
	})
}

// openPort is one of Lightsail, which is open to everyone unless it names who may.
func openPort(v any) bool {
	return slices.ContainsFunc(blocks(v), func(b map[string]any) bool {
		from, _ := number(b["from_port"])
		to, _ := number(b["to_port"])
		named := len(check.List(b["cidrs"]))+len(check.List(b["ipv6_cidrs"]))+len(check.List(b["cidr_list_aliases"])) > 0
		web := from == to && (from == 80 || from == 443)
		return !web && (!named || openToWorld(b["cidrs"], b["ipv6_cidrs"]))
	})
}

func set(v any) bool { return !unset(v) }
