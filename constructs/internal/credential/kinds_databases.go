package credential

import "strings"

// databaseKinds are the ways in which a database, and what serves one, is told a password.
var databaseKinds = []kind{
	of("a password before a host", `^[A-Za-z0-9._-]+:([^\s/:@]+)@[^\s/:@]+\.[^\s@]+/[^\s@]+$`, "@").where(literal),
	of("a password before a host", `(?:^|[\s"'=])[A-Za-z0-9._-]+/([^\s/:@"']{3,})@(?://)?[A-Za-z0-9.-]+:[0-9]{2,5}`+
		`[/:][A-Za-z0-9_.$-]+(?:$|[\s"';])`, "@").where(literal), // of Oracle
	of("a password before a host", `(?i)\b(?:jdbc:oracle:[a-z]+:|sqlplus\s(?:-\S+\s)*)[A-Za-z0-9_."$-]+/`+
		`([^\s/@"']{3,})@`, "oracle", "sqlplus").inAnyCase().where(literal),
	of("a password in a data source name", `\b[A-Za-z0-9_.-]+:([^\s/:@()]+)@(?:tcp|udp|unix)\(`, "@tcp(", "@udp(",
		"@unix(").where(literal),
	of("a password in a connection string", `(?i)\b(?:password|pwd)\s?=\s?\{([^{}\s]{6,})\}`, "={", "= {").where(
		func(inner string) bool { return mixed(inner) || strings.ContainsAny(inner, "!#$%&*+?@^~") }),
	of("a password in a statement", `(?i)\b(?:password|identified\s+(?:with\s+\S+\s+)?by)\s{0,3}=?\s{0,3}\(?`+
		`["\\]?'([^'\\\s]{4,})`, "password", "identified").inAnyCase().where(password),
	of("a password of a file of passwords", `(?:^|[\s"'=])[A-Za-z0-9.*_-]+:(?:[0-9]{2,5}|\*):[A-Za-z0-9_*-]+:`+
		`[A-Za-z0-9_.*-]+:([^\s:"'\\]{6,})(?:$|[\s"'\\])`, ":").where(random), // .pgpass
}
