package credential

import "sync"

// known is what texts hold: a plan states most of them several times.
type known struct {
	sync.Mutex
	kinds   map[string]string
	bytes   int
	waivers int // how often what is waived has changed
}

// mostKnown are the bytes of the texts at which it begins anew.
const mostKnown = 4 << 20

var looked known

func (k *known) of(text string, look func(text string) string) string {
	k.Lock()
	kind, ok := k.kinds[text]
	waivers := k.waivers
	k.Unlock()
	if ok {
		return kind
	}
	kind = look(text)
	k.Lock()
	defer k.Unlock()
	if waivers != k.waivers || len(text) > mostKnown/16 {
		return kind
	}
	if k.kinds == nil || k.bytes+len(text) > mostKnown {
		k.kinds, k.bytes = map[string]string{}, 0
	}
	k.kinds[text], k.bytes = kind, k.bytes+len(text)
	return kind
}

// forget everything, since something else is waived now.
func (k *known) forget() {
	k.Lock()
	defer k.Unlock()
	k.kinds, k.bytes = nil, 0
	k.waivers++
}
