package credential

var cloudKinds = []kind{
	of("what looks like an AWS access key id", `\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b`, "AKIA", "ASIA", "ABIA", "ACCA"),
	of("what looks like an AWS session token", `\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+=%_-]{60,}`,
		"IQoJb3JpZ2lu", "oGZXIvYXdz"),
	of("what looks like a Google API key", `\bAIza[A-Za-z0-9_-]{35}`, "AIza"),
	of("what looks like a Google credential",
		`\bGOCSPX-[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_-]{20,}|\bAQ\.Ab[A-Za-z0-9_-]{40,}|\b1//0[A-Za-z0-9_-]{40,}`+
			`|\bGOOG1[A-Z0-9]{55,}`,
		"GOCSPX-", "ya29.", "AQ.Ab", "1//0", "GOOG1"),
	of("what looks like a client secret of Azure",
		`(?:^|[^A-Za-z0-9_~.-])([A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})(?:$|[^A-Za-z0-9_~.-])`,
		"Q~").where(literal),
	// https://github.com/microsoft/security-utilities names the marks that Azure writes into its keys.
	of("what looks like an API key of Azure",
		`\b[A-Za-z0-9]{50,54}JQQJ99[A-Za-z0-9]{20,28}\b`+
			`|[A-Za-z0-9+/]{76}(?:APIM|ACDb|\+(?:ABa|AMC|ASt))[A-Za-z0-9+/]{5}[AQgw]==`+
			`|[A-Za-z0-9+/]{33}(?:AIoT|\+(?:ASb|AEh|ARm))[A-P][A-Za-z0-9+/]{5}=|[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}`+
			`|\b[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}\b|\b[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==`+
			`|\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b`,
		"JQQJ99", "APIM", "ACDb", "+ABa", "+AMC", "+ASt", "AIoT", "+ASb", "+AEh", "+ARm", "+ACR", "AzSe", "AzFu", "AZDO"),
	of("a connection string with a key",
		`(?i)\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue)\s*=\s*([^;\s"']{8,})`,
		"accountkey", "sharedaccess", "sharedsecret").inAnyCase().where(literal),
	of("a shared access signature", `\bsig=([A-Za-z0-9%+/_-]{40,}={0,2})`, "sig=").where(literal),
	of("what looks like a DigitalOcean token", `\bdo[opr]_v1_[0-9a-f]{40,}`, "_v1_"),
	of("what looks like a token of HashiCorp", `\bhv[sbr]\.[A-Za-z0-9_-]{24,}`+
		`|\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}`,
		"hvs.", "hvb.", "hvr.", ".atlasv1."),
	of("what looks like a token of a host",
		`\bHRKU-[A-Za-z0-9_-]{36,}|\bFlyV1 [A-Za-z0-9+/=_,-]{20,}|\bfm[12][ar]?_[A-Za-z0-9+/=_]{40,}`+
			`|\bfo1_[A-Za-z0-9_-]{40,}`+
			`|\bcf(?:k|ut|at)_[A-Za-z0-9]{40,}|\bv1\.0-[0-9a-f]{24}-[0-9a-f]{100,}|\bnf[pcoub]_[A-Za-z0-9]{36}`+
			`|\brnd_[A-Za-z0-9]{28,}|\bvc[piar]_[A-Za-z0-9]{40,}|\bLTAI[A-Za-z0-9]{12,20}\b|\bAKID[A-Za-z0-9]{32}\b`+
			`|\bAQVN[A-Za-z0-9_-]{35,38}\b|\bpul-[0-9a-f]{40}|\bSCW[A-Z0-9]{17}\b|\bvercel_blob_rw_[A-Za-z0-9_]{30,}`,
		"HRKU-", "FlyV1", "fm1", "fm2", "fo1_", "cfk_", "cfut_", "cfat_", "v1.0-", "nfp_", "nfc_", "nfo_", "nfu_", "nfb_",
		"rnd_", "vcp_", "vci_", "vca_", "vcr_", "LTAI", "AKID", "AQVN", "pul-", "SCW",
		"vercel_blob_rw_"),
	of("what looks like a key of a data service",
		`\bpscale_(?:tkn|oauth|pw)_[A-Za-z0-9_.-]{20,}|\bsb[ps]_(?:v0_)?[0-9a-f]{40}|\bsb_secret_[A-Za-z0-9_-]{20,}`+
			`|\bnapi_[a-z0-9]{40,}|\bnpg_[A-Za-z0-9]{10,}\b|\bAVNS_[A-Za-z0-9_-]{19}`+
			`|\bmdb_sa_sk_[A-Za-z0-9_-]{30,}|\bCCDB1_[A-Za-z0-9_]{20,}`+
			`|\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}|\bAstraCS:[A-Za-z0-9:_-]{40,}|\bpn[ub]_[A-Za-z0-9]{36}`+
			`|\bdbt[cu]_[A-Za-z0-9_+/=-]{30,}`,
		"pscale_", "sbp_", "sbs_", "sb_secret_", "napi_", "npg_", "AVNS_", "mdb_sa_sk_", "CCDB1_",
		"pat", "AstraCS:", "pnu_", "pnb_",
		"dbtc_", "dbtu_"),
}
