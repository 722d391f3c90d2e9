package review

import (
	"path"
	"slices"
	"strings"
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
