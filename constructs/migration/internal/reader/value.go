package reader

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// Mapped reports where a field went.
func (r *Reader) Mapped(f Field, to, why string) { r.App.Report(f.Source, migration.Mapped, to, why) }

// Dropped reports a field that nothing is needed for.
func (r *Reader) Dropped(f Field, why string) { r.App.Report(f.Source, migration.Dropped, "", why) }

// Decide reports a field that somebody has to decide on.
func (r *Reader) Decide(f Field, why string) { r.App.Report(f.Source, migration.Decision, "", why) }

// Each reports every value below a field, or the field itself.
func (r *Reader) Each(f Field, outcome migration.Outcome, why string) {
	below := f.Last()
	for i, item := range f.Items() {
		if item.IsMap() {
			below = append(below, Entry{strconv.Itoa(i + 1), item})
		}
	}
	if len(below) == 0 {
		r.App.Report(f.Source, outcome, "", why)
	}
	for _, e := range below {
		path := f.Path + "." + e.Key
		r.Each(Field{path, e.Value, e.Value.Source(path)}, outcome, why)
	}
}

// Number is a field that has to be a whole number.
func (r *Reader) Number(f Field) (float64, bool) {
	n, ok := Whole(f.Text())
	if !ok {
		r.wrong(f, "a whole number")
	}
	return n, ok
}

// Yes is a field that has to be true or false.
func (r *Reader) Yes(f Field) (value, ok bool) {
	value, err := strconv.ParseBool(strings.ToLower(f.Text()))
	if err != nil || len(f.Text()) < len("true") {
		r.wrong(f, "true or false")
		return false, false
	}
	return value, true
}

// Seconds is a field that has to be a duration, such as 1m30s. Days may be among its units.
func (r *Reader) Seconds(f Field) (float64, bool) {
	text := strings.TrimSpace(f.Text())
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, ok := Whole(days); ok && n >= 0 && n < 10000 {
			return n * 24 * 3600, true
		}
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		r.wrong(f, "a duration such as 90s or 1h30m")
		return 0, false
	}
	return d.Seconds(), true
}

// Said is a field that has to be a text.
func (r *Reader) Said(f Field) (string, bool) {
	if !f.IsText() {
		r.wrong(f, "a text")
		return "", false
	}
	return strings.TrimSpace(f.Text()), true
}

// wrong is a problem of a field; a short plain value is told.
func (r *Reader) wrong(f Field, want string) {
	got := f.Kind()
	if f.IsText() && !migration.LooksSecret(f.Key(), f.Text()) && len(f.Text()) <= 30 {
		got = strconv.Quote(f.Text())
	}
	r.Refuse(migration.Problem{Source: f.Source, Got: got, Want: want})
}

// Limits of a number.
type Limits struct {
	Least, Most float64
	Unit        string
}

// Within maps a number to a prop, or leaves it to somebody where the limits of what it becomes are others.
func (r *Reader) Within(f Field, n float64, ok bool, to string, l Limits) *migration.Said[float64] {
	switch {
	case !ok:
		return nil
	case n != float64(int(n)):
		r.Decide(f, to+" takes whole numbers"+l.Unit+": the default was taken")
		return nil
	case n < l.Least || n > l.Most:
		r.Decide(f, fmt.Sprintf("%s takes %v to %v%s, and this is outside: the default was taken", to, l.Least, l.Most,
			l.Unit))
		return nil
	}
	r.Mapped(f, to, "")
	return migration.Say(n, f.Source)
}

// Tagged takes a tag for everything.
func (r *Reader) Tagged(prefix string, e Entry) {
	source := e.Value.Source(prefix + e.Key)
	switch {
	case !e.Value.IsText() || strings.HasPrefix(strings.ToLower(e.Key), "aws:") || e.Key == "Name":
		r.App.Report(source, migration.Dropped, "", "a tag that AWS sets, or none")
	case !Tag.MatchString(e.Key) || !Tag.MatchString(e.Value.Text()):
		r.App.Report(source, migration.Decision, "", "a tag has 1 to 128 characters, and holds letters, digits, blanks and "+
			"_.:/=+-@")
	case r.App.CleanNamed(e.Key, e.Value.Text(), source):
		if r.App.Tags == nil {
			r.App.Tags = map[string]migration.Said[string]{}
		}
		r.App.Tags[e.Key] = migration.Said[string]{Value: e.Value.Text(), Source: source}
		r.App.Report(source, migration.Mapped, "StackProps.Tags", "")
	}
}

// HideVariables remembers the credentials among the variables of a document, so that no problem or other setting tells
// them, whatever becomes of the variables: those in mappings that are called so, and in lists of name and value.
func (r *Reader) HideVariables(t Tree, mapping string) {
	for _, item := range t.Items() {
		r.App.HideVariable(item.Get("name").Text(), item.Get("value").Text())
	}
	for _, e := range t.Last() {
		if e.Key == mapping {
			for _, v := range e.Value.Last() {
				r.App.HideVariable(v.Key, v.Value.Text())
			}
		}
		r.HideVariables(e.Value, mapping)
	}
}
