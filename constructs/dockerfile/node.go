package dockerfile

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// nodeDetails are for templates/node.tmpl.
type nodeDetails struct {
	Lock    []string // files that the dependencies are installed from
	Whole   bool     // packages of a workspace are among the dependencies
	Setup   string   // makes the manager's command
	Install string
	Build   string
	Prune   string // leaves out what only the build needs
}

type packageJSON struct {
	Main           string            `json:"main"`
	PackageManager string            `json:"packageManager"`
	Scripts        map[string]string `json:"scripts"`
	Engines        struct {
		Node string `json:"node"`
	} `json:"engines"`
	Volta struct {
		Node string `json:"node"`
	} `json:"volta"`
	Workspaces      json.RawMessage   `json:"workspaces"`
	Dependencies    map[string]string `json:"dependencies"`
	DevDependencies map[string]string `json:"devDependencies"`
}

// corepack brings yarn and pnpm in the version that package.json states; Node no longer does from 25 on. Images up to
// 25 have a yarn of their own, which is in its way, and from 26 on none
// (https://github.com/nodejs/docker-node/issues/2407).
const (
	corepack    = "npm install --global --force corepack@%s && corepack enable"
	yarnClassic = "npm install --global --force yarn@%s"
)

const (
	bunInstall = "bun install --frozen-lockfile"
	bunPrune   = "rm -rf node_modules && bun install --frozen-lockfile --production"
)

// nodeManagers are told apart by their lock files.
var nodeManagers = []struct{ name, lock, setup, install, prune string }{
	{"npm", "package-lock.json", "", "npm ci", "npm prune --omit=dev"},
	{"npm", "npm-shrinkwrap.json", "", "npm ci", "npm prune --omit=dev"},
	{"yarn", "yarn.lock", yarnClassic, "yarn install --frozen-lockfile",
		"yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline"},
	{"pnpm", "pnpm-lock.yaml", corepack, "pnpm install --frozen-lockfile", "CI=true pnpm prune --prod --ignore-scripts"},
	{"bun", "bun.lock", "", bunInstall, bunPrune},
	{"bun", "bun.lockb", "", bunInstall, bunPrune},
}

func findNode(f *folder, a *Application) {
	var p packageJSON
	f.json("package.json", &p)
	d := &nodeDetails{Whole: len(p.Workspaces) > 0 || f.has("pnpm-workspace.yaml")}
	a.details = d
	stated, version, _ := strings.Cut(p.PackageManager, "@")
	var locks []string
	for _, m := range nodeManagers {
		if !f.has(m.lock) {
			continue
		}
		if a.Manager == "" || stated == m.name {
			a.Manager, d.Setup, d.Install, d.Prune = m.name, m.setup, m.install, m.prune
			d.Lock = []string{"package.json", m.lock}
		}
		locks = append(locks, m.lock)
	}
	switch {
	case len(locks) == 0:
		a.mistakes.Break(locked, "dependencies", "package.json", "a lock file beside it",
			"run npm install --package-lock-only, and commit package-lock.json")
	case len(locks) > 1 && a.Manager != stated && !(len(locks) == 2 && a.Manager == "bun"):
		a.mistakes.Break(locked, "dependencies", strings.Join(locks, " and "), "one lock file",
			"remove those that are not kept up to date, or state packageManager in package.json")
	}
	if a.Manager == "pnpm" && stated != "pnpm" {
		d.Setup = "npm install --global pnpm@" + pnpmOf(f)
	}
	if a.Manager == "yarn" && f.has(".yarnrc.yml") {
		berry(f, a, d, version)
	}
	for _, name := range []string{".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml"} {
		if f.has(name) && !d.Whole {
			d.Lock = append(d.Lock, name)
		}
	}
	if f.hasFolder("prisma") || f.hasFolder("patches") || p.Scripts["preinstall"]+p.Scripts["install"]+
		p.Scripts["postinstall"] != "" {
		d.Whole = true // scripts of the installation read the code
	}
	if npmrc := f.text(".npmrc"); strings.Contains(npmrc, "_authToken") || credential.In(npmrc) != "" {
		a.mistakes.Break(secretFile, ".npmrc", "a token of a registry", "a file without one",
			"write the Dockerfile by hand, with RUN --mount=type=secret for the token")
	}
	a.versionFrom(nodeVersions, f.line(".nvmrc"), f.line(".node-version"), f.toolVersion("nodejs", "node"),
		Found{p.Volta.Node, "package.json (volta)"}, Found{p.Engines.Node, "package.json (engines)"})
	switch d.Setup {
	case corepack:
		d.Setup = fmt.Sprintf(corepack, toolFor("corepack", a.Version.Value))
	case yarnClassic:
		d.Setup = fmt.Sprintf(yarnClassic, toolFor("yarn", a.Version.Value))
	}
	if p.Scripts["build"] != "" {
		d.Build = a.Manager + " run build"
	}
	line, port := nodeCommand(f, p)
	if script := scriptOf(f.stated().Value, p); script != "" { // npm does not pass signals on
		f = f.with(Found{script, "package.json (scripts)"})
	}
	a.run(f, line, port)
}

// scriptOf is the script that npm start, npm run NAME, yarn NAME and the like run.
func scriptOf(line string, p packageJSON) string {
	words := strings.Fields(line)
	if len(words) < 2 || len(words) > 3 || !strings.Contains(" npm yarn pnpm ", " "+words[0]+" ") ||
		len(words) == 3 && words[1] != "run" {
		return ""
	}
	name := words[len(words)-1]
	script := p.Scripts[name]
	if before := p.Scripts["pre"+name]; script != "" && before != "" && words[0] != "pnpm" {
		script = before + " && " + script
	}
	return script
}

var lockVersion = regexp.MustCompile(`(?m)^lockfileVersion:\s*'?([0-9]+)`)

// pnpmOf is the pnpm that writes a lock file of this kind.
func pnpmOf(f *folder) string {
	return toolFor("pnpm", cmp.Or(f.match("pnpm-lock.yaml", lockVersion).Value, "9"))
}

// berry is yarn from version 2 on.
func berry(f *folder, a *Application, d *nodeDetails, version string) {
	d.Setup, d.Install = corepack, "yarn install --immutable"
	d.Prune = "yarn workspaces focus --all --production"
	if !strings.Contains(f.text(".yarnrc.yml"), "nodeLinker: node-modules") {
		a.mistakes.Break(locked, ".yarnrc.yml", "Plug'n'Play", "nodeLinker: node-modules",
			"run yarn config set nodeLinker node-modules")
	}
	if older(version, "4.0.0") || version == "" {
		a.mistakes.Break(locked, "package.json", "packageManager "+version, "yarn@4 or later, which installs for production",
			"run yarn set version stable")
	}
	d.Whole = d.Whole || f.hasFolder(".yarn/releases")
}

// nodeCommand is what the start script runs, as npm itself passes no signals on.
func nodeCommand(f *folder, p packageJSON) (Found, Port) {
	port := Port{3000, "the usual one of Node's frameworks"}
	if start := scriptOf("npm start", p); start != "" {
		if number := listens(start); number > 0 {
			port = Port{number, "package.json (scripts)"}
		}
		return Found{start, "package.json (scripts)"}, port
	}
	for _, name := range []string{"app.js", "server.js", p.Main} { // as Elastic Beanstalk looks, and npm start
		if name != "" && f.has(strings.TrimPrefix(name, "./")) {
			return Found{"node " + name, name}, port
		}
	}
	return Found{}, port
}
