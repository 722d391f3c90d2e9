package page

import (
	"cmp"
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

func warnings(risks []review.Risk, unjudged []review.Unjudged) []block {
	out := []block{{paragraph: say("None.")}}
	if len(risks) > 0 {
		t := &table{caption: "The worst first", head: []string{"Severity", "Rule", "What is so, and what to do", "Resource"}}
		for _, r := range risks {
			t.rows = append(t.rows, []text{badge(string(r.Severity)), codeOf(r.ID), say(sentence(r.Text) + ". " +
				sentence(r.Remedy) + "."), codeOf(r.Address)})
		}
		out = []block{{table: t}}
	}
	if len(unjudged) > 0 {
		var all []text
		for _, u := range unjudged {
			all = append(all, codeOf(u.Address).and(text{{text: " "}}).and(codeOf(u.Attribute)).and(say(": "+u.Why)))
		}
		out = append(out, block{folded: "Not judged: " + plural(len(unjudged), "attribute"), blocks: []block{{list: all}}})
	}
	return out
}

// without are the protections that the stack goes without, by what is so.
func without(optOuts []review.OptOut) []block {
	if len(optOuts) == 0 {
		return nil
	}
	t := &table{caption: "Protections that are off", head: []string{"Protection", "What is so without it", "Where"}}
	rows := map[string]int{}
	for _, o := range optOuts {
		_, where, _ := strings.Cut(path.Dir(o.Path), "/")
		at := codeOf(cmp.Or(where, o.Address))
		key := o.ID + o.Text
		if i, ok := rows[key]; ok {
			t.rows[i][2] = t.rows[i][2].and(say(", ")).and(at)
			continue
		}
		rows[key] = len(t.rows)
		t.rows = append(t.rows, []text{codeOf(o.ID), say(sentence(o.Text)), at})
	}
	return []block{{table: t}}
}

// sentence begins with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
