package credential

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
)

// waivers are texts of which somebody has said, with a reason, that they are no credentials.
var waivers struct {
	sync.RWMutex
	texts   []string
	digests map[string]bool
}

// Waive takes a text for no credential from now on, in this process, wherever it stands.
func Waive(text string) {
	waivers.Lock()
	defer waivers.Unlock()
	waivers.texts = append(waivers.texts, text)
}

// WaiveDigest does the same for a text of which only the [Digest] is known.
func WaiveDigest(digest string) {
	waivers.Lock()
	defer waivers.Unlock()
	if waivers.digests == nil {
		waivers.digests = map[string]bool{}
	}
	waivers.digests[digest] = true
}

// Waiver begins the name of the output that says why a text is waived; its [Digest] follows.
const Waiver = "not-a-credential-"

// Digest stands for a waived text in what Terraform is given.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// withoutWaived is a text without the parts that are waived.
func withoutWaived(text string) string {
	waivers.RLock()
	defer waivers.RUnlock()
	for _, waived := range waivers.texts {
		text = withoutWord(text, waived)
	}
	if len(waivers.digests) > 0 && waivers.digests[Digest(text)] {
		return "$WAIVED"
	}
	return text
}

// withoutWord is a text without a waived one, where that is not a part of something longer: who waives a short key has
// not waived a longer one that begins in the same way.
func withoutWord(text, waived string) string {
	if waived == "" {
		return text
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, waived)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if endsInWord(before) || startsWithWord(after) {
			out.WriteString(waived)
		} else {
			out.WriteString("$WAIVED")
		}
		text = after
	}
}

func endsInWord(s string) bool { return s != "" && inWord(s[len(s)-1]) }

func startsWithWord(s string) bool { return s != "" && inWord(s[0]) }

func inWord(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
