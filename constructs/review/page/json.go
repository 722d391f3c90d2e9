package page

import "encoding/json"

// The page for programs has the same blocks, as texts without their styles.
type (
	pageJSON struct {
		Version  int           `json:"version"` // changes when a member goes
		Name     string        `json:"name"`
		Glance   []glanceJSON  `json:"glance"`
		Picture  string        `json:"picture"` // in Mermaid
		Sections []sectionJSON `json:"sections"`
	}
	glanceJSON struct {
		Label string `json:"label"`
		Text  string `json:"text"`
	}
	sectionJSON struct {
		ID     string      `json:"id"`
		Title  string      `json:"title"`
		Blocks []blockJSON `json:"blocks"`
	}
	blockJSON struct {
		Heading   string      `json:"heading,omitempty"`
		Paragraph string      `json:"paragraph,omitempty"`
		List      []string    `json:"list,omitempty"`
		Table     *tableJSON  `json:"table,omitempty"`
		Blocks    []blockJSON `json:"blocks,omitempty"`
	}
	tableJSON struct {
		Caption string     `json:"caption"`
		Head    []string   `json:"head"`
		Rows    [][]string `json:"rows"`
	}
)

// MarshalJSON returns the page for programs.
func (p *Page) MarshalJSON() ([]byte, error) {
	out := pageJSON{Version: 1, Name: p.name, Glance: []glanceJSON{}, Sections: []sectionJSON{}}
	for _, g := range p.glance {
		out.Glance = append(out.Glance, glanceJSON{g[0].string(), g[1].string()})
	}
	if len(p.picture.boxes) > 0 {
		out.Picture = p.picture.mermaid()
	}
	for _, s := range p.sections {
		out.Sections = append(out.Sections, sectionJSON{s.id, s.title, blocksJSON(s.blocks)})
	}
	return json.Marshal(out)
}

func blocksJSON(all []block) (out []blockJSON) {
	for _, x := range all {
		one := blockJSON{Heading: x.heading, Paragraph: x.paragraph.string(), List: texts(x.list)}
		if x.folded != "" {
			one.Heading, one.Blocks = x.folded, blocksJSON(x.blocks)
		}
		if x.table != nil {
			one.Table = &tableJSON{Caption: x.table.caption, Head: x.table.head, Rows: [][]string{}}
			for _, row := range x.table.rows {
				one.Table.Rows = append(one.Table.Rows, texts(row))
			}
		}
		out = append(out, one)
	}
	return out
}

func texts(all []text) (out []string) {
	for _, t := range all {
		out = append(out, t.string())
	}
	return out
}
