package credential

// commonKinds are the forms that everyone uses.
var commonKinds = []kind{
	of("what looks like a JSON Web Token", `\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`, "eyJ"),
	of("what looks like a token of PASETO", `\bv[1-4]\.(?:local|public)\.[A-Za-z0-9_-]{40,}`+
		`|\bk[1-4]\.(?:local|secret)\.[A-Za-z0-9_-]{40,}`, ".local.", ".public.", ".secret."),
	of("what looks like an encrypted JSON Web Token", `\beyJ[A-Za-z0-9_-]{16,}\.(?:[A-Za-z0-9_-]*\.){3}[A-Za-z0-9_-]{16,}`,
		"eyJ"),
	of("a cookie of a session",
		`(?i)\bcookie["']?\s*[=:]\s*["']?(?:[^=;,\s"']+=[^;\s"']*;\s*)*?[^=;,\s"']+=([^;,\s"'\\%]{20,})`,
		"cookie").inAnyCase().where(noise),
	of("a URL with a key",
		`(?i)[?&;](?:amp;)?(?:[a-z0-9]+[_.-])*(?:key|token|sig|signature|secret|password|passwd|pwd|apikey|accesstoken|code)`+
			`=([^\s&#"'<>]{12,})`, "?", "&").where(random),
	of("a header with a credential",
		`(?i)\b(?:(?:proxy-)?authorization|x-api-key|api-key|apikey|x-auth-token|x-goog-api-key|dd-api-key`+
			`|dd-application-key`+
			`|x-honeycomb-team|x-vault-token|x-functions-key|ocp-apim-subscription-key|private-token|x-figma-token`+
			`|cf-access-client-secret|x-amz-security-token)["']?\s*[=:]\s*\\*["']?`+
			`(?:(?:Bearer|Basic|Token|Bot|GenieKey|Splunk|ApiKey|Api-Key|Key|SSWS|Digest)(?:\s+|%20|\+)(?:token=)?)?`+
			`\\*["']?([^\s,;"'\\]{8,})`,
		"authorization", "api-key", "apikey", "auth-token", "application-key", "x-honeycomb-team", "x-vault-token",
		"functions-key", "subscription-key", "private-token", "x-figma-token", "client-secret",
		"security-token").inAnyCase().where(inHeader),
	of("a bearer token", `(?i)\bBearer(?:\s+|%20|\+)["']?([A-Za-z0-9._~/=-]{16,})`, "bearer").inAnyCase().where(random),
	of("a basic authorization",
		`(?i)\bBasic(?:\s+|%20|\+)["']?([A-Za-z0-9+/_-]{8,}={0,2})`, "basic").inAnyCase().where(pair),
	of("the login of a registry", `"auth"\s*:\s*"([A-Za-z0-9+/_-]{8,}={0,2})"`, `"auth"`).where(pair),
	of("a URL with a password", `(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@:"']*:([^\s/?#@"']+)@`, "://").where(literalInURL),
	of("a URL with a password", `(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@:"'<>]*:([^\s@"'<>]*[/?#][^\s@"'<>]*)@[a-z0-9.-]+[:/]`,
		"://").where(password), // with characters that should have been escaped
	of("a URL with a token", `(?i)\b[a-z][a-z0-9+.-]*://([A-Za-z0-9_.~-]{24,})@`, "://").where(func(user string) bool {
		return mixed(user) && noise(user)
	}),
	of("a URL with a token", `(?i)\bhttps?://[0-9a-f]{40}@(?:[a-z0-9-]+\.)*git`, "://"),
}
