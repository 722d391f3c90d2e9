package verify

import (
	"context"
	"sync"
	"time"
)

// budget lets requests go: so many, and so many a second.
type budget struct {
	mu       sync.Mutex
	left     int
	asked    int
	next     time.Time
	interval time.Duration
	told     func(asked int)
}

// interval between two requests. None is longer than the longest run: a number that is too large for a time would be
// none at all.
func interval(rate float64) time.Duration {
	return time.Duration(min(float64(time.Second)/rate, float64(mostTime)))
}

// take waits until a request may go, and reports whether it may.
func (b *budget) take(ctx context.Context) bool {
	b.mu.Lock()
	if b.left == 0 || ctx.Err() != nil {
		b.mu.Unlock()
		return false
	}
	now := time.Now()
	at := b.next
	if at.Before(now) {
		at = now
	}
	b.next = at.Add(b.interval)
	b.left--
	b.asked++
	asked := b.asked
	b.mu.Unlock()
	b.told(asked)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(at.Sub(now)):
		return true
	}
}

func (b *budget) remaining() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.left
}

func (b *budget) sent() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.asked
}
