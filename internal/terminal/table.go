package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	gap         = 2  // columns between two cells
	leastColumn = 10 // columns below which a column is not made narrower
)

// Table lays rows out below each other, the first as heading, columns of numbers at the right. Cells that are too long
// are wrapped; where there are too many columns, each row becomes a list. style is that of a cell, nil for none.
func (t Terminal) Table(rows [][]string, style func(cell string) Style) string {
	if len(rows) == 0 {
		return ""
	}
	if style == nil {
		style = func(string) Style { return Plain }
	}
	clean := make([][]string, len(rows))
	for i, row := range rows {
		clean[i] = make([]string, len(rows[0]))
		for j := range clean[i] {
			if j < len(row) {
				clean[i][j] = Clean(row[j])
			}
		}
	}
	var out strings.Builder
	sizes, fits := t.sizes(clean)
	if !fits {
		t.list(&out, clean, style)
		return out.String()
	}
	right := make([]bool, len(sizes))
	for j := range right {
		right[j] = numeric(clean, j)
	}
	for i, row := range clean {
		t.row(&out, row, sizes, right, func(cell string) Style {
			if i == 0 {
				return Bold
			}
			return style(cell)
		})
	}
	return out.String()
}

// sizes are the columns of each cell, the widest made narrower until all fit.
func (t Terminal) sizes(rows [][]string) (sizes []int, fits bool) {
	sizes = make([]int, len(rows[0]))
	total := gap * (len(sizes) - 1)
	for j := range sizes {
		for _, row := range rows {
			sizes[j] = max(sizes[j], Width(row[j]))
		}
		total += sizes[j]
	}
	for total > t.Columns {
		widest := 0
		for j, size := range sizes {
			if size > sizes[widest] {
				widest = j
			}
		}
		if sizes[widest] <= leastColumn {
			return nil, false
		}
		sizes[widest]--
		total--
	}
	return sizes, true
}

// numeric reports that all cells of a column begin with a digit.
func numeric(rows [][]string, column int) bool {
	for _, row := range rows[1:] {
		if first, _ := utf8.DecodeRuneInString(row[column]); !unicode.IsDigit(first) {
			return false
		}
	}
	return len(rows) > 1
}

func (t Terminal) row(out *strings.Builder, row []string, sizes []int, right []bool, style func(string) Style) {
	cells, height := make([][]string, len(row)), 0
	for j, cell := range row {
		cells[j] = Wrap(cell, sizes[j])
		height = max(height, len(cells[j]))
	}
	for k := range height {
		line, pending := "", 0 // spaces are written before a text only, so that no line ends with them
		for j := range cells {
			part := ""
			if k < len(cells[j]) {
				part = cells[j][k]
			}
			room := sizes[j] - Width(part)
			if right[j] {
				pending += room
				room = 0
			}
			if part != "" {
				line += strings.Repeat(" ", pending) + t.Paint(style(row[j]), part)
				pending = 0
			}
			pending += room + gap
		}
		out.WriteString(line + "\n")
	}
}

func (t Terminal) list(out *strings.Builder, rows [][]string, style func(string) Style) {
	for i, row := range rows[1:] {
		if i > 0 {
			out.WriteString("\n")
		}
		for j, cell := range row {
			if cell == "" {
				continue
			}
			label := rows[0][j] + ": "
			if rows[0][j] == "" {
				label = ""
			}
			text := Hanging(strings.Repeat(" ", Width(label)), cell, t.Columns)[len(label):]
			out.WriteString(label + t.Paint(style(cell), text) + "\n")
		}
	}
}
