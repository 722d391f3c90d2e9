package credential

// commonKinds are the forms that everyone uses.
var commonKinds = []kind{
	of("what looks like a JSON Web Token", `\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`, "eyJ"),
	of("what looks like an encrypted JSON Web Token", `\beyJ[A-Za-z0-9_-]{16,}\.(?:[A-Za-z0-9_-]*\.){3}[A-Za-z0-9_-]{16,}`,
		"eyJ"),
	of("a private key",
		`-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\+[nr])*[A-Za-z0-9+/=][^"]{15,}`+
			`|\bAGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,}|\bPuTTY-User-Key-File-[0-9]:|\bPrivate-Lines:\s*[0-9]`,
		"PRIVATE KEY", "AGE-SECRET-KEY-", "PuTTY-User-Key-File-", "Private-Lines"),
	of("a private key", `\\*"(?:d|k)\\*"\s*:\s*\\*"([A-Za-z0-9_-]{20,})`, `kty`), // of a JSON Web Key
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
	of("a URL with a token", `(?i)\bhttps?://([A-Za-z0-9_-]{30,})@`, "://").where(mixed),
	of("a password before a host", `^[A-Za-z0-9._-]+:([^\s/:@]+)@[^\s/:@]+\.[^\s@]+/[^\s@]+$`, "@").where(literal),
	of("a password in a data source name", `\b[A-Za-z0-9_.-]+:([^\s/:@()]+)@(?:tcp|udp|unix)\(`, "@tcp(", "@udp(",
		"@unix(").where(literal),
	of("a password for curl", `\b(?:curl|wget|http)\b.*?\s(?:-u|--user|--proxy-user|-U)[ =]?["']?[^\s:"']+:([^\s"']+)`,
		"curl", "wget", "http ").where(literal),
	of("a password for a client", `\b(?:mysql|mysqldump|mysqladmin|mariadb|mongosh|mongo`+
		`|mongodump)\b[^|;&]*?\s-p["']?([^\s"'-][^\s"']{3,})`,
		"my", "maria", "mongo").where(literal),
	of("a password for a client", `\b(?:redis-cli|sshpass|sqlcmd)\b[^|;&]*?\s(?:-a|-p|-P)\s*["']?([^\s"']{4,})`,
		"redis-cli", "sshpass", "sqlcmd").where(literal),
	of("a password for a client", `\b(?:openssl\b[^|;&]*?\spass:|ldap[a-z]+\b[^|;&]*?\s-w\s*["']?)([^\s"']{4,})`,
		"openssl", "ldap").where(literal),
	of("a password in a login", `\b(?:docker|podman|helm|crane|oras|az|npm)\b[^|;&]*?\slogin\b[^|;&]*?\s(?:-p`+
		`|--password)[ =]["']?([^\s"']{4,})`,
		"login").where(literal),
	of("a password of a machine", `\b(?:machine|default)\s+\S+\s+login\s+\S+\s+password\s+(\S{4,})`,
		"machine").where(literal),
	of("a password of a registry", `//[a-z0-9./-]+/:_(?:authToken|password|auth)=["']?([^\s"']{8,})`, ":_").where(literal),
}
