package dockerfile

import (
	"regexp"
	"slices"
)

// rubyDetails are for templates/ruby.tmpl.
type rubyDetails struct {
	Lock    []string
	Build   []string // Debian packages
	Runtime []string
	Assets  bool // Rails compiles them
	Rails   bool
}

var (
	gemfileRuby = regexp.MustCompile(`(?m)^\s*ruby\s+["']([^"']+)["']`)
	lockedRuby  = regexp.MustCompile(`(?m)^RUBY VERSION\s+ruby ([0-9.]+)`)
)

func findRuby(f *folder, a *Application) {
	a.Manager = "bundler"
	d := &rubyDetails{Lock: []string{"Gemfile", "Gemfile.lock"}, Build: []string{"build-essential", "git", "libyaml-dev"}}
	a.details = d
	if !f.has("Gemfile.lock") {
		a.mistakes.Break(locked, "dependencies", "Gemfile", "Gemfile.lock beside it", "run bundle lock, and commit it")
	}
	if f.has(".ruby-version") {
		d.Lock = append(d.Lock, ".ruby-version") // a Gemfile may read it
	}
	a.versionFrom(rubyVersions, f.line(".ruby-version"), f.toolVersion("ruby"), f.match("Gemfile", gemfileRuby),
		f.match("Gemfile.lock", lockedRuby))
	gem := func(name string) bool {
		return regexp.MustCompile(`(?m)^    ` + regexp.QuoteMeta(name) + ` \(`).MatchString(f.text("Gemfile.lock"))
	}
	for name, packages := range rubyLibraries {
		if gem(name) {
			d.Build, d.Runtime = append(d.Build, packages[0]), append(d.Runtime, packages[1])
		}
	}
	slices.Sort(d.Build)
	slices.Sort(d.Runtime)
	d.Rails = gem("rails") || gem("railties")
	d.Assets = d.Rails && (gem("sprockets") || gem("propshaft"))
	if d.Assets {
		a.Notices.Break(scaffoldLimit, "Gemfile.lock", "assets of Rails", "assets that are compiled in the image",
			"assets:precompile runs in the build, with SECRET_KEY_BASE_DUMMY (Rails 7.1 or later)")
	}
	line, port := Found{}, Port{3000, "the default of Rails and Puma"}
	switch {
	case d.Rails:
		line = Found{"bundle exec rails server --binding 0.0.0.0 --port $PORT", "Gemfile.lock"}
	case gem("puma") && f.has("config.ru"):
		line = Found{"bundle exec puma --bind tcp://0.0.0.0:$PORT config.ru", "config.ru"}
	}
	a.run(f, line, port)
}

// rubyLibraries need a library of Debian: one with headers when they are built, and one when they run.
var rubyLibraries = map[string][2]string{
	"mysql2": {"default-libmysqlclient-dev", "libmariadb3"},
	"pg":     {"libpq-dev", "libpq5"},
}
