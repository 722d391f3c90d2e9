package credential

// keyKinds are the forms of private keys and of what stands for one.
var keyKinds = []kind{
	of("a private key",
		`-{4,5} ?BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)? ?-{4,5}(?:\s|\\+[nr])*[A-Za-z0-9+/=][^"]{15,}`+
			`|\bAGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,}|\bPuTTY-User-Key-File-[0-9]:|\bPrivate-Lines:\s*[0-9]`,
		"PRIVATE KEY", "AGE-SECRET-KEY-", "PuTTY-User-Key-File-", "Private-Lines"),
	// The first bytes of PKCS 1, 8 and 12, SEC 1, OpenSSH and Java's key stores, in base64: a key without its armour.
	of("a private key",
		`\bMII[A-Za-z0-9+/]{3}IB(?:ADANBgkqhkiG9w0BAQEFAASC|AAK[BC]|AzCC)[A-Za-z0-9+/]{20,}`+
			`|\bM[A-Za-z0-9+/]{2,5}AgEAM[A-Za-z0-9+/]{2}GByqGSM49[A-Za-z0-9+/]{20,}`+
			`|\bM(?:HcCAQEEI|IGkAgEBBD|IHcAgEBBEI)[A-Za-z0-9+/]{30,}|\bM[A-Za-z0-9+/]{2}CAQ[AE]wBQYDK2V[n-y]B[A-Za-z0-9+/]{30,}`+
			`|\bMI[A-Za-z0-9+/]{4,24}GCSqGSIb3DQEFDT[A-Za-z0-9+/]{20,}|\bb3BlbnNzaC1rZXktdjEA[A-Za-z0-9+/]{20,}`+
			`|/u3\+7QAAAAI[A-Za-z0-9+/]{20,}|\b308[12][0-9a-f]{2,4}020100(?:300d06092a864886f70d010101|0282)[0-9a-f]{20,}`,
		"MII", "MI", "KoZIzj", "GByqGSM49", "MHcCAQEEI", "YDK2V", "b3BlbnNzaC1rZXk", "/u3+7Q", "308"),
	of("a private key", `\\*"(?:d|k)\\*"\s*:\s*\\*"([A-Za-z0-9_-]{20,})`, `kty`), // of a JSON Web Key
	of("the words of a wallet", `(?i)(?:mnemonic|(?:seed|recovery)[ _-]?phrase)["'\\]*\s{0,3}[=:]?\s{0,3}["'\\]*`+
		`((?:[a-z]{3,8}[ ,]+){11,23}[a-z]{3,8})\b`, "mnemonic", "phrase").inAnyCase(),
}
