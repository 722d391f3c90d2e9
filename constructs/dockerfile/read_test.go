package dockerfile

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// told are path and rule of each mistake.
func told(ms rules.Mistakes) (out []string) {
	for _, m := range ms {
		out = append(out, m.Path+" "+m.Rule)
	}
	return out
}

// A key that no secret scanner takes for one in this file.
var key = "sk-" + strings.Repeat("a1B2c3D4", 6)

const (
	base = "FROM python:3.13-slim\n"         // line 1
	end  = "USER 10001\nCMD [\"./serve\"]\n" // the last two lines of a sound file
)

func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		context Context
		want    []string
	}{
		"no FROM":     {text: "# nothing\n", want: []string{"Dockerfile:1 dockerfile-syntax"}},
		"empty":       {want: []string{"Dockerfile:1 dockerfile-syntax"}},
		"unknown":     {text: base + "INSTALL curl\n" + end, want: []string{"Dockerfile:2 dockerfile-syntax"}},
		"before FROM": {text: "RUN true\n" + base + end, want: []string{"Dockerfile:1 dockerfile-syntax"}},
		"unknown flag": {text: base + "\nCOPY --form=build /a /b\n" + end,
			want: []string{"Dockerfile:3 dockerfile-syntax"}},
		"open heredoc":     {text: base + "RUN <<EOF\ntrue\n", want: []string{"Dockerfile:2 dockerfile-syntax"}},
		"latest":           {text: "FROM python:latest\n" + end, want: []string{"Dockerfile:1 dockerfile-base-tag"}},
		"no tag":           {text: "FROM node\n" + end, want: []string{"Dockerfile:1 dockerfile-base-tag"}},
		"no tag, registry": {text: "FROM localhost:5000/app\n" + end, want: []string{"Dockerfile:1 dockerfile-base-tag"}},
		"only a variant":   {text: "FROM node:lts-alpine\n" + end, want: []string{"Dockerfile:1 dockerfile-base-tag"}},
		"latest by ARG": {text: "ARG TAG=latest\nFROM node:$TAG\n" + end,
			want: []string{"Dockerfile:2 dockerfile-base-tag"}},
		"latest in a stage that only builds": {
			text: "FROM golang:latest AS build\nRUN go build\nFROM debian:bookworm-slim\nCOPY --from=build /a /a\n" + end,
			want: []string{"Dockerfile:1 dockerfile-base-tag"},
		},
		"latest in COPY --from": {
			text: base + "COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n" + end,
			want: []string{"Dockerfile:2 dockerfile-base-tag"},
		},
		"a later stage": {
			text: base + "COPY --from=1 /a /a\n" + end + "FROM debian:12\n" + end,
			want: []string{"Dockerfile:2 dockerfile-stage"},
		},
		"amd64": {
			text: "FROM --platform=linux/amd64 python:3.13\n" + end,
			want: []string{"Dockerfile:1 dockerfile-architecture"},
		},
		"amd64 by ARG": {
			text: "ARG P=linux/amd64\nFROM --platform=${P} python:3.13\n" + end,
			want: []string{"Dockerfile:2 dockerfile-architecture"},
		},
		"arm64 for X86_64": {
			text: "FROM --platform=linux/arm64 python:3.13\n" + end, context: Context{Architecture: X86_64},
			want: []string{"Dockerfile:1 dockerfile-architecture"},
		},
		"amd64 below the stage that runs": {
			text: "FROM --platform=linux/amd64 python:3.13 AS base\nRUN true\nFROM base\n" + end,
			want: []string{"Dockerfile:1 dockerfile-architecture"},
		},
		"the builder's platform": {
			text: "FROM --platform=$BUILDPLATFORM python:3.13\n" + end,
			want: []string{"Dockerfile:1 dockerfile-architecture"},
		},
		"an image of one architecture": {
			text: "FROM amd64/python:3.13\n" + end, want: []string{"Dockerfile:1 dockerfile-architecture"},
		},
		"a binary of one architecture": {
			text: base + "RUN curl -fsSLo /bin/yq https://acme.dev/yq_linux_amd64\n" + end,
			want: []string{"Dockerfile:2 dockerfile-architecture"},
		},
		"no user": {text: base + "CMD [\"./serve\"]\n", want: []string{"Dockerfile:1 dockerfile-user"}},
		"no user in the last stage": {
			text: "FROM golang:1.25 AS build\nUSER 10001\nFROM debian:12\nCMD [\"./serve\"]\n",
			want: []string{"Dockerfile:3 dockerfile-user"},
		},
		"root":         {text: base + "USER root\nCMD [\"./serve\"]\n", want: []string{"Dockerfile:2 dockerfile-user"}},
		"0":            {text: base + "USER 0:0\nCMD [\"./serve\"]\n", want: []string{"Dockerfile:2 dockerfile-user"}},
		"root at last": {text: base + end + "USER root\n", want: []string{"Dockerfile:4 dockerfile-user"}},
		"root by ARG":  {text: base + "ARG U=root\nUSER $U\nCMD [\"a\"]\n", want: []string{"Dockerfile:3 dockerfile-user"}},
		"shell form":   {text: base + "USER 1\nCMD python app.py\n", want: []string{"Dockerfile:3 dockerfile-signals"}},
		"shell form, &&": {text: base + "USER 1\nCMD ./migrate && ./serve\n",
			want: []string{"Dockerfile:3 dockerfile-signals"}},
		"ENTRYPOINT in shell form": {
			text: base + "USER 1\nENTRYPOINT ./serve\n", want: []string{"Dockerfile:3 dockerfile-signals"},
		},
		"a shell in exec form": {
			text: base + "USER 1\nCMD [\"sh\", \"-c\", \"gunicorn app:app --bind :$PORT\"]\n",
			want: []string{"Dockerfile:3 dockerfile-signals"},
		},
		"single quotes": {text: base + "USER 1\nCMD ['./serve']\n", want: []string{"Dockerfile:3 dockerfile-signals"}},
		"no command":    {text: base + "USER 1\n", want: []string{"Dockerfile:1 dockerfile-command"}},
		"two commands": {
			text: base + "CMD [\"./migrate\"]\n" + end, want: []string{"Dockerfile:2 dockerfile-single-command"},
		},
		"two entrypoints": {
			text: base + "USER 1\nENTRYPOINT [\"a\"]\nENTRYPOINT [\"b\"]\n",
			want: []string{"Dockerfile:3 dockerfile-single-command"},
		},
		"another port": {
			text: base + "EXPOSE 3000\n" + end, context: Context{Port: 8080}, want: []string{"Dockerfile:2 dockerfile-port"},
		},
		"another PORT": {
			text: base + "ENV PORT=3000\n" + end, context: Context{Port: 8080}, want: []string{"Dockerfile:2 dockerfile-port"},
		},
		"another port of the command": {
			text:    base + "USER 1\nCMD [\"uvicorn\", \"app:app\", \"--port\", \"8000\"]\n",
			context: Context{Port: 8080}, want: []string{"Dockerfile:3 dockerfile-port"},
		},
		"EXPOSE is not where the command listens": {
			text: base + "EXPOSE 8080\nUSER 1\nCMD [\"gunicorn\", \"-b\", \"0.0.0.0:8000\", \"app:app\"]\n",
			want: []string{"Dockerfile:2 dockerfile-port"},
		},
		"EXPOSE is not PORT": {
			text: base + "ENV PORT=3000\nEXPOSE 8080\n" + end, want: []string{"Dockerfile:3 dockerfile-port"},
		},
		"no port": {text: base + "EXPOSE 80800\n" + end, want: []string{"Dockerfile:2 dockerfile-port"}},
		"secret in ENV": {text: base + "ENV A=b OPENAI_API_KEY=" + key + "\n" + end,
			want: []string{"Dockerfile:2 dockerfile-secret"}},
		"password in ENV": {text: base + "ENV DB_PASSWORD hunter2\n" + end, want: []string{"Dockerfile:2 dockerfile-secret"}},
		"secret in ARG":   {text: base + "ARG NPM_TOKEN\n" + end, want: []string{"Dockerfile:2 dockerfile-secret"}},
		"secret in ARG before FROM": {
			text: "ARG GITHUB_TOKEN=hunter2\n" + base + end, want: []string{"Dockerfile:1 dockerfile-secret"},
		},
		"ARG into ENV": {
			text: base + "ARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\n" + end,
			want: []string{"Dockerfile:2 dockerfile-secret", "Dockerfile:3 dockerfile-secret"},
		},
		"secret in RUN": {
			text: base + "RUN pip install \\\n  --index-url https://bot:hunter2@acme.dev/simple app\n" + end,
			want: []string{"Dockerfile:2 dockerfile-secret"},
		},
		"secrets in several stages": {
			text: "FROM node:22 AS build\nENV NPM_TOKEN=hunter2\nFROM node:22\nLABEL key=" + key + "\n" + end,
			want: []string{"Dockerfile:2 dockerfile-secret", "Dockerfile:4 dockerfile-secret"},
		},
		"a file of secrets": {
			text: base + "COPY app.py .env ./\n" + end, want: []string{"Dockerfile:2 dockerfile-secret-file"},
		},
		"a private key": {
			text: base + "ADD keys/id_rsa /root/.ssh/id_rsa\n" + end, want: []string{"Dockerfile:2 dockerfile-secret-file"},
		},
		"remote ADD": {
			text: base + "ADD https://acme.dev/model.bin /model.bin\n" + end,
			want: []string{"Dockerfile:2 dockerfile-remote-add"},
		},
		"no .dockerignore": {text: base + "COPY . .\n" + end, want: []string{"Dockerfile:2 dockerfile-ignore"}},
		"no .dockerignore for ADD": {
			text: base + "ADD ./ /app\n" + end, want: []string{"Dockerfile:2 dockerfile-ignore"},
		},
		"sudo": {text: base + "RUN sudo pip install app\n" + end, want: []string{"Dockerfile:2 dockerfile-sudo"}},
		"sudo in CMD": {text: base + "USER 1\nCMD [\"sudo\", \"./serve\"]\n",
			want: []string{"Dockerfile:3 dockerfile-sudo"}},
		"SIGKILL":        {text: base + "STOPSIGNAL SIGKILL\n" + end, want: []string{"Dockerfile:2 dockerfile-stop-signal"}},
		"signal 9":       {text: base + "STOPSIGNAL 9\n" + end, want: []string{"Dockerfile:2 dockerfile-stop-signal"}},
		"unknown signal": {text: base + "STOPSIGNAL SIGSTAHP\n" + end, want: []string{"Dockerfile:2 dockerfile-stop-signal"}},
		"everything, in the order of lines": {
			text:    "FROM --platform=linux/amd64 node\nADD http://a.dev/b /b\nCOPY . .\n\n\n\n\n\nEXPOSE 3000\nCMD npm start\n",
			context: Context{Port: 8080, Name: "docker/Dockerfile.api"},
			want: []string{"docker/Dockerfile.api:1 dockerfile-base-tag", "docker/Dockerfile.api:1 dockerfile-architecture",
				"docker/Dockerfile.api:1 dockerfile-user", "docker/Dockerfile.api:2 dockerfile-remote-add",
				"docker/Dockerfile.api:3 dockerfile-ignore", "docker/Dockerfile.api:9 dockerfile-port",
				"docker/Dockerfile.api:10 dockerfile-signals"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			image := Read([]byte(c.text), c.context)
			if got := told(image.Mistakes); !slices.Equal(got, c.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s\nin %v", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"), image.Mistakes)
			}
			for _, m := range image.Mistakes {
				if _, known := rules.Find(m.Rule); !known || m.Got == "" || m.Want == "" || m.Fix == "" {
					t.Errorf("a mistake without all of rule, got, want and fix: %+v", m)
				}
				if strings.Contains(m.String(), "hunter2") || strings.Contains(m.String(), key) {
					t.Errorf("a mistake shows what it found: %s", m)
				}
			}
			if len(image.Notices) > 0 {
				t.Errorf("notices: %v", image.Notices)
			}
		})
	}
}

func TestNotices(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"recommended packages": {base + "RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n" + end,
			"Dockerfile:2 dockerfile-packages"},
		"lists that stay": {base + "RUN apt-get update \\\n && apt-get install -y --no-install-recommends git\n" + end,
			"Dockerfile:2 dockerfile-packages"},
		"lists alone":   {base + "RUN apt-get update\n" + end, "Dockerfile:2 dockerfile-packages"},
		"apk":           {"FROM alpine:3.21\nRUN apk add git\n" + end, "Dockerfile:2 dockerfile-packages"},
		"HEALTHCHECK":   {base + "HEALTHCHECK CMD curl -f localhost\n" + end, "Dockerfile:2 dockerfile-health-check"},
		"VOLUME":        {base + "VOLUME /data\n" + end, "Dockerfile:2 dockerfile-volume"},
		"an own base":   {"FROM acme/base:1.2\nCMD [\"a\"]\n", "Dockerfile:1 dockerfile-user"},
		"an ECR's base": {"FROM 210987654321.dkr.ecr.eu-west-1.amazonaws.com/base:1.2\n", "Dockerfile:1 dockerfile-user"},
	} {
		t.Run(name, func(t *testing.T) {
			image := Read([]byte(c.text), Context{})
			if got := told(image.Notices); !slices.Equal(got, []string{c.want}) || len(image.Mistakes) > 0 {
				t.Errorf("got %v and the mistakes %v, want %s", got, image.Mistakes, c.want)
			}
		})
	}
}

func TestSound(t *testing.T) {
	for name, text := range map[string]string{
		"least":                base + end,
		"lower case":           "from python:3.13\nuser app\ncmd [\"a\"]\n",
		"digest":               "FROM python@sha256:" + strings.Repeat("0a", 32) + "\n" + end,
		"latest with a digest": "FROM python:latest@sha256:" + strings.Repeat("0a", 32) + "\n" + end,
		"scratch": "FROM golang:1.25 AS build\nRUN go build -o /app\nFROM scratch\n" +
			"COPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT [\"/app\"]\n",
		"distroless": "FROM gcr.io/distroless/static-debian12:nonroot\nCOPY app /\nENTRYPOINT [\"/app\"]\n",
		"chainguard": "FROM cgr.dev/chainguard/python@sha256:" + strings.Repeat("0a", 32) + "\n" +
			"ENTRYPOINT [\"python\", \"a.py\"]\n",
		"ARG with a version": "ARG VERSION=3.13\nFROM python:${VERSION}-slim\n" + end,
		"ARG of the builder": "ARG BASE\nFROM ${BASE}\n" + end,
		"ARG with a default": "FROM python:${VERSION:-3.13}-slim\n" + end,
		"debian by name":     "FROM debian:bookworm-slim\n" + end,
		"cross build": "FROM --platform=$BUILDPLATFORM golang:1.25 AS build\nARG TARGETARCH\n" +
			"RUN GOARCH=$TARGETARCH go build -o /app\n" +
			"FROM debian:12\nCOPY --from=build /app /app\n" + end,
		"assets on one platform": "FROM --platform=linux/amd64 node:22 AS assets\nRUN npm ci\nFROM nginx:1.29\n" +
			"COPY --from=assets /dist /usr/share/nginx/html\n" + end,
		"the right platform":     "FROM --platform=linux/arm64 python:3.13\n" + end,
		"platform of the target": "FROM --platform=$TARGETPLATFORM python:3.13\n" + end,
		"both architectures": base +
			"RUN case $(uname -m) in x86_64) a=amd64;; *) a=arm64;; esac && curl -fsSLO https://a.dev/b-$a\n" + end,
		"continued stage": "FROM python:3.13 AS base\nUSER 10001\nFROM base AS test\nUSER root\n" +
			"RUN pytest\nFROM base\nCMD [\"./serve\"]\n",
		"root, then not":          base + "USER root\nRUN pip install app\n" + end,
		"user of the builder":     base + "ARG USER\nUSER $USER\nCMD [\"a\"]\n",
		"gosu":                    base + "ENTRYPOINT [\"tini\", \"--\", \"gosu\", \"app\"]\nCMD [\"./serve\"]\n",
		"exec in shell form":      base + "USER 1\nCMD exec gunicorn --bind :$PORT app:app\n",
		"exec behind a migration": base + "USER 1\nCMD [\"/bin/sh\", \"-c\", \"./migrate && exec ./serve\"]\n",
		"dumb-init":               base + "USER 1\nENTRYPOINT [\"/usr/bin/dumb-init\", \"--\"]\nCMD ./serve\n",
		"entrypoint script":       base + "COPY entrypoint.sh /\nUSER 1\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"serve\"]\n",
		"command of the base":     "FROM nginx:1.29\nCOPY site /usr/share/nginx/html\nUSER 101\n",
		"command in each stage":   "FROM python:3.13 AS test\nCMD [\"pytest\"]\nFROM python:3.13\n" + end,
		"ports that agree": base + "ENV PORT=8080\nEXPOSE $PORT 9090/tcp\nUSER 1\n" +
			"CMD [\"uvicorn\", \"a:b\", \"--port\", \"8080\"]\n",
		"a range of ports":  base + "EXPOSE 8000-8090\n" + end,
		"workers":           base + "EXPOSE 8080\nUSER 1\nCMD [\"serve\", \"-p\", \"16\"]\n",
		"secret of a mount": base + "RUN --mount=type=secret,id=token,env=NPM_TOKEN npm ci\n" + end,
		"names of secrets": base + "ENV MAX_TOKENS=4096 API_KEY_FILE=/run/secrets/key OPENAI_API_KEY=\n" +
			"ARG TOKEN_URL=https://a.dev\n" + end,
		"checked ADD": base + "ADD --checksum=sha256:" + strings.Repeat("0a", 32) +
			" https://a.dev/m.bin /m.bin\n" + end,
		"an archive": base + "ADD model.tar.gz /model\n" + end,
		"packages": base + "RUN apt-get update && apt-get install -y --no-install-recommends git \\\n" +
			"    # why\n    && rm -rf /var/lib/apt/lists/*\n" + end,
		"packages of a builder": "FROM golang:1.25 AS build\nRUN apt-get update && apt-get install -y git\n" +
			"FROM debian:12\n" + end,
		"cached packages": base + "RUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt " +
			"apt-get update && apt-get install -y --no-install-recommends git\n" + end,
		"heredoc": base + "RUN <<EOF\nset -e\npip install app\nEOF\nCOPY <<EOF /etc/app.conf\n" +
			"port = 8080\nEOF\n" + end,
		"HEALTHCHECK NONE":       base + "HEALTHCHECK NONE\n" + end,
		"signal of nginx":        "FROM nginx:1.29\nSTOPSIGNAL SIGQUIT\nUSER 101\n",
		"an example of settings": base + "COPY .env.example ./\n" + end,
		"directives":             "# syntax=docker/dockerfile:1\n# escape=`\nFROM python:3.13\nRUN echo `\n  a\n" + end,
		"windows' line ends":     strings.ReplaceAll(base+"RUN a \\\n  b\n"+end, "\n", "\r\n"),
		"a byte order mark":      "\ufeff" + base + end,
		"ONBUILD":                base + "ONBUILD COPY . .\n" + end,
		"another sudo":           base + "RUN pip install pseudo-sudoku\n" + end,
	} {
		t.Run(name, func(t *testing.T) {
			if image := Read([]byte(text), Context{}); len(image.Mistakes)+len(image.Notices) > 0 {
				t.Errorf("mistakes: %v\nnotices: %v", image.Mistakes, image.Notices)
			}
		})
	}
}

func TestImage(t *testing.T) {
	image := Read([]byte("ARG V=3.13\nFROM python:$V AS base\nENV PORT=8080\nFROM base\n"+
		"EXPOSE $PORT 9090/udp\nUSER 10001\n"+
		"ENTRYPOINT [\"/init\"]\nCMD exec ./serve\n"), Context{Port: 8080})
	if image.Base != "python:3.13" || image.User != "10001" || !slices.Equal(image.Ports, []int{8080, 9090}) ||
		!slices.Equal(image.Entrypoint, []string{"/init"}) ||
		!slices.Equal(image.Command, []string{"/bin/sh", "-c", "exec ./serve"}) {
		t.Errorf("got %+v", image)
	}
}

// What a report says of an image holds no credential, which the mistakes are about.
func TestImageHoldsNoCredential(t *testing.T) {
	const password = "Xq8hunter2Zz"
	for _, text := range []string{
		"FROM a:1\nUSER 1\nCMD [\"app\", \"--password\", \"" + password + "\"]\n",
		"FROM a:1\nUSER 1\nENTRYPOINT app --password " + password + "\n",
		"FROM a:1\nUSER 1\nENTRYPOINT [\"app\"]\nCMD [\"--db=postgres://a:" + password + "@h/d\", \"on\"]\n",
		"FROM https://u:" + password + "@registry/x:1\nUSER 1\nCMD [\"app\"]\n",
	} {
		out, err := json.Marshal(Read([]byte(text), Context{Ignore: true}))
		if err != nil || strings.Contains(string(out), password) {
			t.Errorf("%v, %s", err, out)
		}
	}
	image := Read([]byte("FROM a:1\nUSER 1\nENTRYPOINT [\"app\"]\nCMD [\"--db=postgres://a:"+password+"@h/d\", \"on\"]\n"),
		Context{Ignore: true})
	if len(image.Command) != 2 || image.Command[1] != "on" || image.Entrypoint[0] != "app" {
		t.Errorf("got %q %q, want all that is no credential", image.Entrypoint, image.Command)
	}
}

// Images of .NET without a shell state a user.
func TestChiseledRunsAsUser(t *testing.T) {
	for base, mistakes := range map[string]int{"aspnet:10.0-noble-chiseled": 0, "runtime:9.0-azurelinux3.0-distroless": 0,
		"aspnet:10.0-noble": 1} {
		image := Read([]byte("FROM mcr.microsoft.com/dotnet/"+base+"\nENTRYPOINT [\"dotnet\", \"a.dll\"]\n"), Context{})
		if len(image.Mistakes) != mistakes {
			t.Errorf("%s: %v", base, image.Mistakes)
		}
	}
}
