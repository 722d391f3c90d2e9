package credential

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// Waivers are texts of which somebody has said, with a reason, that they are no credentials.
type Waivers struct {
	texts   []string
	digests map[string]bool
}

// Add takes a text for no credential, wherever it stands.
func (w *Waivers) Add(text string) { w.texts = append(w.texts, text) }

// AddDigest does the same for a text of which only the [Digest] is known, as in a plan.
func (w *Waivers) AddDigest(digest string) {
	if w.digests == nil {
		w.digests = map[string]bool{}
	}
	w.digests[digest] = true
}

// Without is a text without the parts that are waived.
func (w *Waivers) Without(text string) string {
	for _, waived := range w.texts {
		for range 3 { // in JSON, and in JSON in JSON, it is written in another way
			text = withoutWord(text, waived)
			inside := inJSON(waived)
			if inside == waived {
				break
			}
			waived = inside
		}
	}
	if len(w.digests) == 0 {
		return text
	}
	if w.digests[Digest(text)] {
		return Waived
	}
	for _, parts := range waivable {
		text = parts.ReplaceAllStringFunc(text, w.withoutDigest)
	}
	return text
}

// withoutDigest is a part of a text without what its digest says is waived: all of it, or what an option is set to.
func (w *Waivers) withoutDigest(part string) string {
	const most = 4 // values that may begin in a part
	for n, rest := 0, part; n < most && len(rest) >= leastWaived; n++ {
		if w.digests[Digest(rest)] || w.digests[Digest(outOfJSON(rest))] {
			return strings.TrimSuffix(part, rest) + Waived
		}
		_, rest, _ = strings.Cut(rest, "=")
	}
	return part
}

// Waived stands where a waived text was.
const Waived = "$WAIVED"

// leastWaived is the least length of a part that is looked for by its digest.
const leastWaived = 8

// waivable are the parts of a text that may be a waived one: what is in quotes, words of a shell, and other words.
var waivable = []*regexp.Regexp{
	regexp.MustCompile(`(?:[^"\\]|\\.){8,}`), regexp.MustCompile(`[^\s"'\\]{8,}`),
	regexp.MustCompile(`[^\s"'\\,;&?]{8,}`), regexp.MustCompile(`[A-Za-z0-9_-]{8,}`),
}

// inJSON is how a text stands in one of JSON.
func inJSON(text string) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text can always be written
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(out.String(), "\n"), `"`), `"`)
}

// outOfJSON is the text that stands so in one of JSON, or the same where it is none.
func outOfJSON(inside string) (text string) {
	if !strings.Contains(inside, `\`) || json.Unmarshal([]byte(`"`+inside+`"`), &text) != nil {
		return inside
	}
	return text
}

// ofApp are the waivers of the app that is being built. They do not hang at its root as mistakes do, since rules on
// props know no construct; apps take turns instead, and each begins without any.
var ofApp struct {
	sync.RWMutex
	Waivers
}

// Waive takes a text for no credential from now on, wherever it stands in the app.
func Waive(text string) {
	ofApp.Lock()
	defer ofApp.Unlock()
	ofApp.Add(text)
	looked.forget()
	redacted.forget()
}

// Forget the waivers: another app begins.
func Forget() {
	ofApp.Lock()
	defer ofApp.Unlock()
	ofApp.Waivers = Waivers{}
	looked.forget()
	redacted.forget()
}

// WithoutWaived is a text without the parts that the app waives.
func WithoutWaived(text string) string {
	ofApp.RLock()
	defer ofApp.RUnlock()
	return ofApp.Without(text)
}

// Waiver begins the name of the output that says why a text is waived; its [Digest] follows.
const Waiver = "not-a-credential-"

// Digest stands for a waived text in what Terraform is given.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
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
			out.WriteString(Waived)
		}
		text = after
	}
}

// endsInWord tells whether a text ends in a letter or the like, which is not that of a line break in JSON.
func endsInWord(s string) bool { return s != "" && inWord(s[len(s)-1]) && !lineBreak.MatchString(s) }

var lineBreak = regexp.MustCompile(`(?:^|[^\\])(?:\\\\)*\\[nrt]$`)

func startsWithWord(s string) bool { return s != "" && inWord(s[0]) }

func inWord(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
