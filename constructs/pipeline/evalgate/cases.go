package evalgate

import (
	"fmt"
	"hash/maphash"
)

// cases counts each case of a file once. One that is there again, such as a test that ran several times, shows nothing
// more: it is as good as its last run, and flaky where an earlier one failed.
type cases struct {
	counted  *Results
	seen     map[uint64]ran
	repeated string // name of the first case that is there again
}

// ran is how a case went.
type ran struct {
	outcome outcome
	flaky   bool // it failed before it passed
}

func newCases(counted *Results) *cases { return &cases{counted: counted, seen: map[uint64]ran{}} }

var identitySeed = maphash.MakeSeed()

// identity tells cases apart by texts that only they have together.
func identity(texts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(identitySeed)
	for _, text := range texts {
		_, _ = h.WriteString(text)
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

// add counts a case, and tells whether it was there already. The name is for messages.
func (c *cases) add(id uint64, name string, now ran) (again bool, err error) {
	before, again := c.seen[id]
	switch {
	case !again && len(c.seen) == maxRows:
		return false, fmt.Errorf("got more than %d cases, want fewer; write them to several files", maxRows)
	case again:
		if c.repeated == "" {
			c.repeated = name
		}
		if !before.outcome.bad() || !now.outcome.bad() { // pytest writes a failure and that of its teardown as two
			c.counted.Repeated++
		}
		c.counted.addRun(before, -1)
		if now.outcome == passed && before.outcome.bad() {
			now.flaky = true
		} else if now.outcome != passed {
			now.outcome = max(before.outcome, now.outcome)
		}
		now.flaky = (now.flaky || before.flaky) && now.outcome == passed
	}
	c.seen[id] = now
	c.counted.addRun(now, 1)
	return again, nil
}

// once counts a case that has nothing to be told apart by.
func (c *cases) once(now ran) { c.counted.addRun(now, 1) }

// addRun counts n cases that went so.
func (r *Results) addRun(c ran, n int) {
	r.add(c.outcome, n)
	if c.flaky && c.outcome == passed {
		r.Flaky += n
	}
}

// done says that cases count once although they are there more often, and which there are.
func (c *cases) done() {
	c.counted.seen = c.seen
	if n := c.counted.Repeated; n > 0 {
		c.counted.Notes = append(c.counted.Notes, fmt.Sprintf(
			"results of a case that has one already: %d, such as of %s; a case counts once, as good as its last run",
			n, named(c.repeated)))
	}
}
