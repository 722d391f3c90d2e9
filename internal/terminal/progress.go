package terminal

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Pauses of a [Progress].
const (
	quiet = time.Second            // what is done by then says nothing
	frame = 100 * time.Millisecond // between two states of a moving line
	pause = 5 * time.Second        // between two lines where none can move
)

// Progress tells how far a program is: in one line that moves on a terminal, else in a line now and then. It may be
// used by several goroutines.
type Progress struct {
	w           io.Writer
	terminal    Terminal
	now         func() time.Time
	mu          sync.Mutex
	start, last time.Time
	shown       bool
}

// NewProgress writes to w, nothing within the first second.
func NewProgress(w io.Writer) *Progress {
	return newProgress(w, Of(w), time.Now)
}

func newProgress(w io.Writer, t Terminal, now func() time.Time) *Progress {
	start := now()
	return &Progress{w: w, terminal: t, now: now, start: start, last: start}
}

// Say tells a state, unless the last one was told just before.
func (p *Progress) Say(state string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := pause
	if p.terminal.Moves {
		wait = frame
		if !p.shown {
			wait = quiet
		}
	}
	now := p.now()
	if now.Sub(p.last) < wait {
		return
	}
	p.last = now
	state = Clean(state)
	if !p.terminal.Moves {
		fmt.Fprintln(p.w, state)
		return
	}
	if Width(state) >= p.terminal.Columns {
		state = widths.Truncate(state, p.terminal.Columns-1, "…")
	}
	p.shown = true
	fmt.Fprint(p.w, "\r\x1b[K"+strings.TrimRight(state, " "))
}

// End takes the moving line away.
func (p *Progress) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// Wait tells that something takes long, on a terminal only, until done is called.
func Wait(w io.Writer, what string) (done func()) {
	if !Of(w).Moves {
		return func() {}
	}
	return wait(NewProgress(w), what, time.NewTicker(quiet/2))
}

func wait(p *Progress, what string, ticker *time.Ticker) (done func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		defer p.End()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				p.Say(fmt.Sprintf("%s, %d s", what, int(p.now().Sub(p.start).Seconds())))
			}
		}
	}()
	return sync.OnceFunc(func() {
		ticker.Stop()
		close(stop)
		<-stopped
	})
}
