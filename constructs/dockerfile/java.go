package dockerfile

import (
	"path"
	"regexp"
	"strings"
)

// javaDetails are for templates/java.tmpl.
type javaDetails struct {
	Image   string // that builds
	Lock    []string
	Fetch   string // the dependencies
	Build   string
	Archive string // that the build writes
}

// Glob says that the name of the archive is not known.
func (d *javaDetails) Glob() bool { return strings.Contains(d.Archive, "*") }

var (
	pomVersion = regexp.MustCompile(
		`<(?:java\.version|maven\.compiler\.release|maven\.compiler\.target|release)>\s*([0-9.]+)\s*<`)
	pomPackaging  = regexp.MustCompile(`<packaging>\s*(\w+)\s*<`)
	gradleVersion = regexp.MustCompile(`JavaLanguageVersion\.of\(\s*["']?([0-9]+)`)
	gradleSource  = regexp.MustCompile(`(?:source|target)Compatibility\s*=?\s*(?:JavaVersion\.VERSION_)?["']?([0-9._]+)`)
	runtimeOf     = regexp.MustCompile(`(?m)^java\.runtime\.version\s*=\s*(\S+)`)
	sdkman        = regexp.MustCompile(`(?m)^java=(\S+)`)
	jarOption     = regexp.MustCompile(`-jar\s+(\S+)`)
)

const javaArchive = "/app/app.jar"

func findJava(f *folder, a *Application) {
	d := &javaDetails{}
	a.details = d
	stated := []Found{f.line(".java-version"), f.match(".sdkmanrc", sdkman), f.toolVersion("java"),
		f.match("system.properties", runtimeOf)}
	port := Port{8080, "the default of Spring Boot and the usual one of others"}
	if f.has("pom.xml") {
		a.versionFrom(javaVersions, append(stated, f.match("pom.xml", pomVersion))...)
		maven(f, a, d)
	} else {
		script := f.first("build.gradle", "build.gradle.kts")
		source := f.match(script, gradleSource)
		source.Value = strings.ReplaceAll(source.Value, "_", ".")
		a.versionFrom(javaVersions, append(stated, f.match(script, gradleVersion), source)...)
		gradle(f, a, d, script)
	}
	if server := f.match("src/main/resources/application.properties", serverPort); server.Value != "" {
		port = Port{listens("--port " + server.Value), server.From}
	}
	line := Found{"java -jar " + javaArchive, "the archive that the first stage builds"}
	web := f.web()
	if m := jarOption.FindStringSubmatch(web); m != nil {
		if name := path.Base(m[1]); !strings.ContainsAny(name, "*$") && path.Dir(m[1]) == path.Dir(d.Archive) {
			d.Archive = m[1]
		}
		f = f.with(Found{jarOption.ReplaceAllString(web, "-jar "+javaArchive), procfile})
	}
	a.run(f, line, port)
}

var wrapperMajor = regexp.MustCompile(`(?m)^distributionUrl\s*=.*/gradle-([0-9]+)`)

var serverPort = regexp.MustCompile(`(?m)^server\.port\s*=\s*([0-9]+)`)

func maven(f *folder, a *Application, d *javaDetails) {
	a.Manager = "maven"
	d.Image = "public.ecr.aws/docker/library/maven:" + toolFor("maven", a.Version.Value) + "-eclipse-temurin-" +
		a.Version.Value
	d.Lock = []string{"pom.xml"}
	d.Fetch = "mvn --batch-mode dependency:go-offline"
	d.Build = "mvn --batch-mode package -DskipTests"
	d.Archive = "target/*.jar"
	if strings.Contains(f.text("pom.xml"), "<modules>") {
		a.mistakes.Break(onePlatform, "pom.xml", "a project of several modules", "one module",
			"name the folder of the module that answers requests, or write the Dockerfile by hand")
	}
	if packaging := f.match("pom.xml", pomPackaging).Value; packaging == "war" {
		d.Archive = "target/*.war"
		if !strings.Contains(f.text("pom.xml"), "spring-boot-maven-plugin") {
			a.mistakes.Break(onePlatform, "pom.xml", "a WAR for a server of its own", "an archive that java -jar runs",
				"package it as a jar, or write the Dockerfile by hand, from an image of Tomcat")
		}
	}
}

func gradle(f *folder, a *Application, d *javaDetails, script string) {
	a.Manager = "gradle"
	major := toolFor("gradle", a.Version.Value)
	if f.match("gradle/wrapper/gradle-wrapper.properties", wrapperMajor).Value == "9" && !older(a.Version.Value, "17") {
		major = "9" // which runs on Java 17 and later
	}
	d.Image = "public.ecr.aws/docker/library/gradle:" + major + "-jdk" + a.Version.Value
	d.Lock = []string{script}
	for _, name := range []string{"settings.gradle", "settings.gradle.kts", "gradle.properties", "gradle.lockfile"} {
		if f.has(name) {
			d.Lock = append(d.Lock, name)
		}
	}
	d.Fetch = "gradle --no-daemon dependencies"
	d.Build = "gradle --no-daemon assemble"
	if strings.Contains(f.text(script), "org.springframework.boot") {
		d.Build = "gradle --no-daemon bootJar"
	}
	d.Archive = "build/libs/*.jar"
}
