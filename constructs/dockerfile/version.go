package dockerfile

import (
	"regexp"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// versionFrom takes the first version that is stated, for the tag of the platform's image.
func (a *Application) versionFrom(v versions, stated ...Found) {
	for _, found := range stated {
		text := strings.TrimSpace(found.Value)
		if text == "" {
			continue
		}
		version := v.choose(text)
		switch {
		case version == "":
			a.mistakes.Break(supportedVersion, "version", "\""+text+"\" in "+found.From,
				"a version such as "+v.standard, "state one that an official image has")
		case older(version, v.known[0]):
			a.mistakes.Break(supportedVersion, "version", "\""+text+"\" in "+found.From, v.known[0]+" or later",
				"move to a version that is maintained")
		}
		a.Version, a.debian = Found{version, found.From}, v.debian(version)
		if version != "" && older(version, v.maintained) && !older(version, v.known[0]) {
			a.Notices.Break(supportedVersion, "version", "\""+text+"\" in "+found.From, v.maintained+" or later",
				"nobody mends holes in older ones any more: move on")
		}
		return
	}
	a.Version, a.debian = Found{v.standard, "the default, as no file states one"}, v.debian(v.standard)
}

var (
	plainVersion = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)
	numbers      = regexp.MustCompile(`[0-9]+(\.[0-9]+)*`)
	namePrefix   = regexp.MustCompile(`^(?:python|ruby|jruby|java|openjdk|temurin|corretto|node|v|go)[-_]?([0-9])`)
)

// choose is the version for an exact one, a range or a name; empty where none fits.
func (v versions) choose(text string) string {
	text = namePrefix.ReplaceAllString(strings.ToLower(text), "$1")
	name := strings.TrimPrefix(text, "lts/")
	switch {
	case plainVersion.MatchString(text):
		return v.cut(text)
	case nodeNames[name] != "":
		return nodeNames[name]
	case name == "*" || name == "lts" || name == "node" || name == "stable" || name == "current":
		return v.standard
	case strings.HasPrefix(text, "temurin") || strings.HasPrefix(text, "corretto") || plainStart.MatchString(text):
		return v.cut(numbers.FindString(text))
	}
	text = patchRange.ReplaceAllString(text, "~$1")
	constraint, err := semver.NewConstraint(ranges.Replace(text))
	if err != nil {
		return ""
	}
	fits := func(version string) bool {
		parts := strings.Count(version, ".") + 1
		newest, err := semver.NewVersion(version + strings.Repeat(".999", 3-parts))
		if err != nil {
			return false
		}
		oldest, err := semver.NewVersion(version + strings.Repeat(".0", 3-parts))
		return err == nil && (constraint.Check(newest) || constraint.Check(oldest))
	}
	if fits(v.standard) {
		return v.standard
	}
	for _, version := range slices.Backward(v.known) {
		if fits(version) {
			return version
		}
	}
	if strings.ContainsAny(text, "<!") {
		return ""
	}
	return v.cut(numbers.FindString(text)) // a patch, such as ~20.11.1
}

// plainStart is an exact version with more behind it, such as 17.0.9-tem or 3.3.1p55.
var plainStart = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*(-[a-z]+|p[0-9]+)$`)

// patchRange is ~= or ~> with three numbers: patches of one minor version.
var patchRange = regexp.MustCompile(`~[=>]\s*([0-9]+\.[0-9]+\.[0-9]+)`)

// ranges turns Python's and Ruby's operators into those of semver.
var ranges = strings.NewReplacer("~=", "^", "~>", "^", "===", "=", "==", "=", "||", "||", "|", "||")

func (v versions) cut(version string) string {
	parts := strings.Split(version, ".")
	if v.parts == 1 && parts[0] == "1" && len(parts) > 1 {
		parts = parts[1:] // Java 1.8
	}
	if len(parts) < v.parts {
		for _, known := range v.known { // 3 is any 3.x: take the standard one of it, or the newest
			if strings.HasPrefix(known+".", version+".") {
				version = known
			}
		}
		if strings.HasPrefix(v.standard+".", strings.Join(parts, ".")+".") {
			return v.standard
		}
		return version
	}
	return strings.Join(parts[:v.parts], ".")
}

func older(a, b string) bool {
	x, err := semver.NewVersion(a)
	if err != nil {
		return false
	}
	y, err := semver.NewVersion(b)
	return err == nil && x.LessThan(y)
}

// toolVersion is a line of .tool-versions, as asdf and mise write it.
func (f *folder) toolVersion(tools ...string) Found {
	const name = ".tool-versions"
	for line := range strings.Lines(f.text(name)) {
		words := strings.Fields(line)
		for _, tool := range tools {
			if len(words) > 1 && words[0] == tool {
				return Found{words[1], name}
			}
		}
	}
	return Found{}
}

// line is the first line of a file that is no comment.
func (f *folder) line(name string) Found {
	for line := range strings.Lines(f.text(name)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return Found{line, name}
		}
	}
	return Found{}
}

// match is the first group of an expression in a file.
func (f *folder) match(name string, expression *regexp.Regexp) Found {
	if m := expression.FindStringSubmatch(f.text(name)); m != nil {
		return Found{m[1], name}
	}
	return Found{}
}
