package terminal

import "io"

// Checked notes that what was printed did not arrive, as on a full disk.
type Checked struct {
	io.Writer
	Err error // the first
}

func (c *Checked) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	if c.Err == nil {
		c.Err = err
	}
	return n, err
}

// Unwrap is what [Of] looks at.
func (c *Checked) Unwrap() io.Writer { return c.Writer }
