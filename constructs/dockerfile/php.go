package dockerfile

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// phpDetails are for templates/php.tmpl.
type phpDetails struct {
	Lock       []string
	Root       string   // folder that is served, below the application
	Packages   []string // Debian packages that extensions are built with
	Extensions []string
	Writable   []string // folders that the framework writes to
}

// phpExtensions are those that the image lacks, with the Debian packages that they need.
var phpExtensions = map[string]string{
	"bcmath": "", "exif": "", "mysqli": "", "pcntl": "", "pdo_mysql": "", "sockets": "",
	"gd": "libpng-dev", "gmp": "libgmp-dev", "intl": "libicu-dev", "pdo_pgsql": "libpq-dev", "pgsql": "libpq-dev",
	"soap": "libxml2-dev", "zip": "libzip-dev",
}

// phpBuiltIn are in the image.
var phpBuiltIn = strings.Fields(`ctype curl date dom fileinfo filter ftp hash iconv json libxml mbstring opcache openssl
	pcre pdo pdo_sqlite phar posix random readline reflection session simplexml sodium spl sqlite3 standard tokenizer xml
	xmlreader xmlwriter zlib`)

func findPHP(f *folder, a *Application) {
	a.Manager = "composer"
	var p struct {
		Require map[string]string `json:"require"`
	}
	f.json("composer.json", &p)
	d := &phpDetails{Lock: []string{"composer.json", "composer.lock"}}
	a.details = d
	if !f.has("composer.lock") {
		a.mistakes.Break(locked, "dependencies", "composer.json", "composer.lock beside it",
			"run composer update --lock, and commit it")
	}
	a.versionFrom(phpVersions, f.line(".php-version"), f.toolVersion("php"), Found{p.Require["php"], "composer.json"})
	var unknown []string
	for name := range p.Require {
		extension, ok := strings.CutPrefix(strings.ToLower(name), "ext-")
		if !ok || slices.Contains(phpBuiltIn, extension) {
			continue
		}
		packages, known := phpExtensions[extension]
		if !known {
			unknown = append(unknown, extension)
			continue
		}
		d.Extensions = append(d.Extensions, extension)
		if packages != "" {
			d.Packages = append(d.Packages, packages)
		}
	}
	slices.Sort(d.Extensions)
	slices.Sort(d.Packages)
	d.Packages = slices.Compact(d.Packages)
	slices.Sort(unknown)
	if len(unknown) > 0 {
		a.Notices.Break(scaffoldLimit, "composer.json", "ext-"+strings.Join(unknown, ", ext-"),
			"extensions that docker-php-ext-install builds", "install them in the Dockerfile, with pecl or a package")
	}
	for _, root := range []string{"public", "web"} {
		if d.Root == "" && f.has(root+"/index.php") {
			d.Root = "/" + root
		}
	}
	if d.Root == "" && !f.has("index.php") {
		a.mistakes.Break(rules.Required, "index.php", "", "index.php, here or in public", "add it")
	}
	for _, name := range []string{"storage", "bootstrap/cache", "var"} {
		if f.hasFolder(name) {
			d.Writable = append(d.Writable, name)
		}
	}
	if f.options.Command == "" { // Procfile starts the server of Elastic Beanstalk, which is not in the image
		f = f.with(Found{"apache2-foreground", "the image of PHP"})
	}
	a.run(f, Found{}, Port{8080, "the usual one that needs no rights"})
}
