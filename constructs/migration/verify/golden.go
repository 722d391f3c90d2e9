package verify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Golden is a request whose answer is known. In Headers and Body ${NAME} stands for a variable of the environment.
type Golden struct {
	// Name to tell it by. Default: method and path.
	Name string `yaml:"name"`
	// Method default: GET, or POST where there is a body. Others than GET, HEAD and OPTIONS are sent once to each
	// endpoint.
	Method string `yaml:"method"`
	// Path below the endpoints' URLs. Required.
	Path string `yaml:"path"`
	// Headers to send. Default: none.
	Headers map[string]string `yaml:"headers"`
	// Body is a text, or anything else, which is sent as JSON. Default: none.
	Body any `yaml:"body"`
	// Expect of the new endpoint. Default: what the old one answers.
	Expect Expect `yaml:"expect"`

	secrets []string // values that the environment gave
}

// Expect is what an answer has to be, as far as it is stated.
type Expect struct {
	// Status code. Default: any.
	Status int `yaml:"status"`
	// ContentType of the answer. Default: any.
	ContentType string `yaml:"contentType"`
	Contains    string `yaml:"contains"` // a text in the body. Default: any body
	// Keys of the JSON that have to be there, such as "choices.message". Default: none.
	Keys []string `yaml:"keys"`
	// MaxSeconds until the answer is whole. Default: no limit.
	MaxSeconds float64 `yaml:"maxSeconds"`
}

const (
	mostGolden      = 100
	mostGoldenBytes = 1 << 20
)

func (g Golden) method() string {
	switch {
	case g.Method != "":
		return strings.ToUpper(g.Method)
	case g.Body != nil:
		return http.MethodPost
	}
	return http.MethodGet
}

func (g Golden) title() string {
	if g.Name != "" {
		return credential.Redact(g.Name)
	}
	return credential.Redact(g.method() + " " + hideQuery(g.Path))
}

// repeatable reports a request that changes nothing.
func (g Golden) repeatable() bool {
	return slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, g.method())
}

var methodForm = regexp.MustCompile(`^[A-Z]{1,20}$`)

func (g Golden) problems() (ms rules.Mistakes) {
	pathProblem(&ms, "path", g.Path)
	if !methodForm.MatchString(g.method()) || g.method() == http.MethodConnect || g.method() == http.MethodTrace {
		ms.Break(rules.Invalid, "method", check.Quote(g.Method), "a method of at most 20 letters, such as GET or POST", "")
	}
	for _, name := range check.SortedKeys(g.Headers) {
		if strings.EqualFold(name, "host") {
			ms.Break(rules.Invalid, "headers."+name, check.Quote(g.Headers[name]), "no header Host",
				"state host of the endpoint")
		}
		if strings.ContainsAny(g.Headers[name], "\r\n\x00") || strings.Trim(strings.ToLower(name), tokenLetters) != "" ||
			name == "" {
			ms.Break(rules.Invalid, "headers."+name, "a name or value that no header can have", "a header", "")
		}
	}
	if s := g.Expect.Status; s != 0 && (s < 100 || s > 599) {
		ms.Break(rules.Range, "expect.status", fmt.Sprint(s), "100 to 599", "")
	}
	if s := g.Expect.MaxSeconds; s < 0 || s > mostTimeout.Seconds() {
		ms.Break(rules.Range, "expect.maxSeconds", check.Number(s), fmt.Sprintf("above 0 and at most %v",
			mostTimeout.Seconds()), "")
	}
	return ms
}

const tokenLetters = "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"

// ReadGolden reads golden requests: a list in YAML or JSON, or JSON Lines with a request a line. Credentials stand in
// it as ${NAME}, which lookUp, such as os.LookupEnv, gives the value of; one that is written out is a mistake.
//
//   - path: /v1/chat/completions
//     headers: {Authorization: "Bearer ${API_KEY}"}
//     body: {model: fast, messages: [{role: user, content: Say yes}]}
//     expect: {status: 200, keys: [choices.message.content], maxSeconds: 20}
func ReadGolden(in io.Reader, lookUp func(string) (string, bool)) ([]Golden, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostGoldenBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > mostGoldenBytes {
		return nil, fmt.Errorf("got more than %s, want less", size(mostGoldenBytes))
	}
	all, places, err := decodeGolden(text)
	if err != nil {
		return nil, err
	}
	var ms rules.Mistakes
	if len(all) == 0 || len(all) > mostGolden {
		ms.Break(rules.Range, "golden", fmt.Sprintf("%d requests", len(all)), fmt.Sprintf("1 to %d", mostGolden), "")
	}
	for i := range all {
		ms.Under(places[i], all[i].fill(lookUp))
		ms.Under(places[i], all[i].problems())
	}
	return all, ms.Err()
}

// decodeGolden reads a list, or lines, and says where each request stands.
func decodeGolden(text []byte) (all []Golden, places []string, err error) {
	trimmed := bytes.TrimSpace(text)
	if len(trimmed) > 0 && trimmed[0] == '{' && json.Valid(firstLine(trimmed)) {
		scanner := bufio.NewScanner(bytes.NewReader(text))
		scanner.Buffer(nil, mostGoldenBytes+1)
		for number := 1; scanner.Scan(); number++ {
			if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
				continue
			}
			var g Golden
			if err := strict(scanner.Bytes(), &g); err != nil {
				return nil, nil, fmt.Errorf("line %d: %w", number, err)
			}
			all, places = append(all, g), append(places, fmt.Sprintf("line %d", number))
		}
		return all, places, scanner.Err()
	}
	err = strict(text, &all)
	for i := range all {
		places = append(places, rules.Index("golden", i))
	}
	return all, places, err
}

func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return line
}

// strict reads YAML, of which JSON is a part, and refuses keys that nobody knows. What it quotes may be a credential.
func strict(text []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	err := decoder.Decode(into)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return errors.New(credential.Redact(inWords.Replace(err.Error())))
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return errors.New("got a second document, want one list")
	}
	return nil
}

// inWords says what the file holds, where the decoder names a type of this package.
var inWords = strings.NewReplacer("\n", " ", "[]verify.Golden", "a list of requests", "type verify.Golden", "a request",
	"type verify.Expect", "expect")

var variable = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// fill puts the environment's values in, and refuses credentials that are written out.
func (g *Golden) fill(lookUp func(string) (string, bool)) (ms rules.Mistakes) {
	value := func(at, text string) string {
		return variable.ReplaceAllStringFunc(text, func(reference string) string {
			name := strings.Trim(reference, "${}")
			value, ok := lookUp(name)
			if !ok || value == "" {
				ms.Break(rules.Required, at, "no value of "+name, "the variable "+name+" in the environment", "")
				return ""
			}
			g.secrets = append(g.secrets, value)
			return value
		})
	}
	fill := func(at, name, text string) string {
		if found := credential.Named(name, variable.ReplaceAllString(text, "")); found != "" && !onlyScheme(text) {
			ms.Break(rules.Credential, at, "a credential", "${NAME}, with its value in the environment",
				"a file is read by many")
		}
		return value(at, text)
	}
	for _, name := range check.SortedKeys(g.Headers) {
		g.Headers[name] = fill("headers."+name, name, g.Headers[name])
	}
	var walk func(at, name string, node any) any
	walk = func(at, name string, node any) any {
		switch n := node.(type) {
		case string:
			return fill(at, name, n)
		case map[string]any:
			for _, key := range check.SortedKeys(n) {
				n[key] = walk(rules.Join(at, key), key, n[key])
			}
		case []any:
			for i := range n {
				n[i] = walk(rules.Index(at, i), name, n[i])
			}
		}
		return node
	}
	if text, ok := g.Body.(string); ok {
		if credential.In(text) != "" {
			ms.Break(rules.Credential, "body", "a credential", "${NAME}, with its value in the environment",
				"a file is read by many")
		}
		g.Body = value("body", text)
	} else {
		g.Body = walk("body", "", g.Body)
	}
	if variable.MatchString(g.Path) {
		ms.Break(rules.Invalid, "path", check.Quote(g.Path), "a path as it stands, without ${NAME}",
			"variables are for headers and bodies: paths stand in every log")
	}
	if credential.In(g.Path) != "" {
		ms.Break(rules.Credential, "path", "a credential", "one in a header, as ${NAME}", "paths stand in every log")
	}
	return ms
}

// onlyScheme reports a value of which nothing but a scheme is left without its variables.
func onlyScheme(text string) bool {
	rest := strings.TrimSpace(variable.ReplaceAllString(text, ""))
	return variable.MatchString(text) && len(rest) <= 10
}

// page is the request.
func (g *Golden) page() (*page, error) {
	p := &page{
		title: g.title(), method: g.method(), path: g.Path, header: http.Header{}, golden: g, repeat: g.repeatable(),
		secret: len(g.secrets) > 0,
	}
	for name, value := range g.Headers {
		p.header.Set(name, value)
	}
	switch body := g.Body.(type) {
	case nil:
	case string:
		p.body = []byte(body)
	default:
		text, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("%s: got a body that is no JSON, want a text or JSON", g.title())
		}
		p.body = text
		if p.header.Get("Content-Type") == "" {
			p.header.Set("Content-Type", "application/json")
		}
	}
	return p, nil
}

// unmet lists what an answer does not fulfil.
func (e Expect) unmet(a answer) (out []string) {
	if !a.ok() {
		return []string{a.failure.text}
	}
	if e.Status != 0 && a.status != e.Status {
		out = append(out, fmt.Sprintf("status %d, want %d", a.status, e.Status))
	}
	if e.ContentType != "" {
		want, _, err := mime.ParseMediaType(e.ContentType)
		if got, _ := mediaType(a.header); err != nil || got != strings.ToLower(want) {
			out = append(out, fmt.Sprintf("type %s, want %s", check.Quote(got), e.ContentType))
		}
	}
	within := ""
	if a.content.capped {
		within = " in its first " + size(int64(a.content.length))
	}
	if e.Contains != "" && !bytes.Contains(a.text, []byte(e.Contains)) {
		out = append(out, "the text that is expected is not in it"+within)
	}
	for _, key := range e.Keys {
		if !a.content.shape.hasPath(strings.Split(key, ".")) {
			out = append(out, "no "+key+within)
		}
	}
	if e.MaxSeconds > 0 && a.total.Seconds() > e.MaxSeconds {
		out = append(out, fmt.Sprintf("%s, want at most %ss", short(a.total), check.Number(e.MaxSeconds)))
	}
	return out
}

// hasPath reports that there is a key, in objects in each other and in arrays.
func (s *shape) hasPath(path []string) bool {
	if s == nil {
		return false
	}
	if len(path) == 0 {
		return true
	}
	if f := s.keys[keyOf(path[0])]; f != nil && f.hasPath(path[1:]) {
		return true
	}
	if event := s.keys["event message"]; event != nil && event.hasPath(path) {
		return true
	}
	return s.items.hasPath(path)
}
