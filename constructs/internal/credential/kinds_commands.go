package credential

// commandKinds are the ways in which a command is told a password.
var commandKinds = []kind{
	of("a password for curl", `\b(?:curl|wget|http)\b.*?\s(?:-u|--user|--proxy-user|-U)[ =]?["']?[^\s:"']+:([^\s"']+)`,
		"curl", "wget", "http ").where(literal),
	of("a password for a client", `\b(?:mysql|mysqldump|mysqladmin|mariadb|mongosh|mongo`+
		`|mongodump)\b[^|;&]*?\s-p["']?([^\s"'-][^\s"']{3,})`,
		"my", "maria", "mongo").where(literal),
	of("a password for a client", `\b(?:(?:mongo[a-z]*|sshpass|cqlsh)\b[^|;&]*?\s-p`+
		`|(?:redis|valkey)-cli\b[^|;&]*?\s(?:-a|--pass)`+
		`|(?:sqlcmd|bcp|mosquitto_[a-z]+|zip|unzip)\b[^|;&]*?\s-P)\s*["']?([^\s"']{4,})`,
		"mongo", "redis-cli", "valkey-cli", "sshpass", "cqlsh", "sqlcmd", "bcp", "mosquitto_", "zip").where(literal),
	of("a password for a client", `\b(?:openssl\b[^|;&]*?\s(?:pass:|-[kK]\s+["']?)`+
		`|ldap[a-z]+\b[^|;&]*?\s-w\s*["']?)([^\s"']{4,})`,
		"openssl", "ldap").where(literal),
	of("a password in a login", `\b(?:docker|podman|helm|crane|oras|az|npm)\b[^|;&]*?\slogin\b[^|;&]*?\s(?:-p`+
		`|--password)[ =]["']?([^\s"']{4,})`,
		"login").where(literal),
	of("a password in a login", `\b(?:echo|printf)\s+(?:-\S+\s+|'%s(?:\\n)?'\s+)*["']?([^\s"'|]{6,})["']?\s*\|[^|;&]*?\s`+
		`(?:--password-stdin|--with-token|--passphrase-fd|-S\b)`,
		"-stdin", "--with-token", "--passphrase-fd", "-S").where(literal),
	of("a password for a new user", `\b(?:rabbitmqctl\b[^|;&]*?\s(?:add_user|change_password)\s+\S+`+
		`|(?:htpasswd|mosquitto_passwd)\s+-[a-zA-Z0-9]*b[a-zA-Z0-9]*\s+(?:-\S+\s+)*\S+\s+[^\s-]\S*|net\s+user\s+\S+`+
		`|(?:mc|mcli)\s+alias\s+set\s+\S+\s+\S+\s+\S+)\s+["']?([^\s"'/-][^\s"']{3,})`,
		"rabbitmqctl", "passwd", "net ", "mc", "alias").where(literal),
	of("a password for a new user", `\becho\s+["']?[a-z_][a-z0-9_-]*:([^\s"'|]{4,})["']?\s*\|\s*(?:sudo\s+)?chpasswd`,
		"chpasswd").where(literal),
	of("a password of a machine", `\b(?:machine|default)\s+\S+\s+login\s+\S+\s+password\s+(\S{4,})`,
		"machine").where(literal),
	of("a password of a registry", `//[a-z0-9./-]+/:_(?:authToken|password|auth)=["']?([^\s"']{8,})`, ":_").where(literal),
	of("a Secret of Kubernetes", `(?s)\bkind:\s*["']?Secret\b.*?\n[ \t]*(?:stringData|data):[ \t]*\r?\n`+
		`\s+[A-Za-z0-9_.-]+:\s*["']?([^\s"'{$<]{4,})`, "Secret").where(literal),
}
