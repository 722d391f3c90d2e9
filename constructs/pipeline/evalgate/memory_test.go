package evalgate

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// endless repeats a text after a beginning, up to a size.
func endless(size int, begin, repeat string) io.Reader {
	block := []byte(strings.Repeat(repeat, 1+64<<10/len(repeat)))
	return io.MultiReader(strings.NewReader(begin), io.LimitReader(&ring{of: block}, int64(size)))
}

type ring struct {
	of []byte
	at int
}

func (r *ring) Read(p []byte) (int, error) {
	n := copy(p, r.of[r.at:])
	r.at = (r.at + n) % len(r.of)
	return n, nil
}

// Whatever a file is made of, it takes little memory, and what is made to fill it does not pass. The limit of a reader
// in a job of CI is 200 MB; none of these comes near.
func TestHostileFilesTakeLittleMemory(t *testing.T) {
	const size = 48 << 20
	row := `{"success": true, "testIdx": 1, "promptIdx": 1, "x": `
	for name, text := range map[string]io.Reader{
		"nested lists":             endless(size, `{"x": `, "["),
		"nested objects":           endless(size, "", `{"a":`),
		"nested objects in a case": endless(size, `{"results": {"results": [{"namedScores": `, `{"a":`),
		"a text":                   endless(size, `{"x": "`, "x"),
		"a name":                   endless(size, `{"`, "x"),
		"a number":                 endless(size, `{"total": `, "1"),
		"white space":              endless(size, `{"total": 1`, " "),
		"a digest":                 endless(size, `{"digest": "`, "a"),
		"members": io.MultiReader(strings.NewReader("{"), many(size, func(i int) string {
			return fmt.Sprintf(`"member %d": 1, `, i)
		})),
		"metrics": io.MultiReader(strings.NewReader(`{"results": {"results": [`), many(size, func(i int) string {
			return fmt.Sprintf(`{"success": true, "namedScores": {"metric %d": 1}}, `, i)
		})),
		"lines": io.MultiReader(many(size/4, func(i int) string {
			return fmt.Sprintf(`{"success": true, "testIdx": %d, "promptIdx": 1}`+"\n", i)
		}), strings.NewReader(row)),
		"a line":             endless(size, row, `{"a":`),
		"elements":           endless(size, "", "<testsuite>"),
		"elements of a case": endless(size, "<testsuite><testcase>", "<a>"),
		"what a test prints": endless(size, "<testsuite><system-out>", "x"),
		"data":               endless(size, "<testsuite><system-out><![CDATA[", "]"),
		"a comment":          endless(size, "<testsuite><!--", "-"),
		"an instruction":     endless(size, "<?xml", "?"),
		"an element's name":  endless(size, "<", "x"),
		"an attribute":       endless(size, `<testsuite name="`, "x"),
		"an attribute's name": endless(size, "<testsuite ",
			"x"),
		"attributes": io.MultiReader(strings.NewReader("<testsuite "), many(size, func(i int) string {
			return fmt.Sprintf(`a%d="1" `, i)
		})),
		"properties": io.MultiReader(strings.NewReader("<testsuite><properties>"), many(size/4, func(i int) string {
			return fmt.Sprintf(`<property name="p%d" value="1"/>`, i)
		})),
		"texts of properties": io.MultiReader(strings.NewReader("<testsuite><properties>"), many(size/4, func(i int) string {
			return fmt.Sprintf(`<property name="p%d" value="x"/>`, i)
		})),
		"suites": io.MultiReader(strings.NewReader("<testsuites>"), endless(size/4, "", `<testsuite errors="1"/>`)),
		"spaces": endless(size, "<testsuite ", " "),
		"entity": endless(size, "<testsuite>&", "a"),
	} {
		t.Run(name, func(t *testing.T) {
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			most := peak(func() {
				if r, err := Read("r", text); err == nil {
					t.Errorf("got %+v", r)
				}
			})
			if grown := int64(most) - int64(before.HeapAlloc); grown > 100<<20 {
				t.Errorf("took %d MB, want less than 100", grown>>20)
			}
		})
	}
}

// many are texts that are all different, up to a size.
func many(size int, text func(i int) string) io.Reader {
	read, write := io.Pipe()
	go func() {
		block := strings.Builder{}
		for i, written := 0, 0; written < size; i++ {
			block.WriteString(text(i))
			if block.Len() > 64<<10 {
				n, err := write.Write([]byte(block.String()))
				if err != nil {
					return
				}
				written += n
				block.Reset()
			}
		}
		write.Close()
	}()
	return read
}
