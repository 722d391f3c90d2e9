package credential

import "sync"

// known is what was said of texts: a plan states most of them several times.
type known struct {
	sync.Mutex
	answers map[string]string
	bytes   int
	waivers int // how often what is waived has changed
}

// mostKnown are the bytes of texts and answers at which it begins anew.
const mostKnown = 4 << 20

var looked, redacted known

func (k *known) of(text string, ask func(text string) string) string {
	k.Lock()
	answer, ok := k.answers[text]
	waivers := k.waivers
	k.Unlock()
	if ok {
		return answer
	}
	answer = ask(text)
	size := len(text) + len(answer)
	k.Lock()
	defer k.Unlock()
	if waivers != k.waivers || size > mostKnown/16 {
		return answer
	}
	if k.answers == nil || k.bytes+size > mostKnown {
		k.answers, k.bytes = map[string]string{}, 0
	}
	k.answers[text], k.bytes = answer, k.bytes+size
	return answer
}

// forget everything, since something else is waived now.
func (k *known) forget() {
	k.Lock()
	defer k.Unlock()
	k.answers, k.bytes = nil, 0
	k.waivers++
}
