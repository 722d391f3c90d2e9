package tfjson

import "sync"

// memo remembers what texts were read as. A policy or a list of containers is asked for by a dozen rules, and reading
// HCL is most of what a review takes.
type memo struct {
	mutex  sync.Mutex
	values map[string]any
	bytes  int // of the texts
}

// mostRemembered are the bytes of the texts at which a memo begins anew.
const mostRemembered = 4 << 20

var parsed memo

// of is the value of a text, which the caller may change.
func (m *memo) of(text string, read func(text string) any) any {
	m.mutex.Lock()
	value, known := m.values[text]
	m.mutex.Unlock()
	if known {
		return copied(value)
	}
	value = read(text)
	if len(text) > mostRemembered/16 {
		return value
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.values == nil || m.bytes+len(text) > mostRemembered {
		m.values, m.bytes = map[string]any{}, 0
	}
	m.values[text], m.bytes = value, m.bytes+len(text)
	return copied(value)
}

// copied is a value with lists and objects of its own.
func copied(v any) any { return mapped(v, func(leaf any) any { return leaf }) }
