package credential

var serviceKinds = []kind{
	// money
	of("what looks like a Stripe key", `\b[rs]k_(?:(?:live|test)_|org_(?:live_|test_)?)[A-Za-z0-9]{16,}`,
		"k_live_", "k_test_", "k_org_"),
	of("what looks like the secret of a webhook", `\bwhsec_[A-Za-z0-9+/=]{20,}`, "whsec_"),
	of("what looks like a key of a payment service",
		`\bsq0(?:atp|csp)-[A-Za-z0-9_-]{22,}|\bEAAA[A-Za-z0-9_-]{60}\b|\baccess_token\$(?:production`+
			`|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}`+
			`|\bshp(?:at|ca|pa|ss|tka)_[0-9a-fA-F]{32}|\bFLWSECK(?:_TEST)?-[0-9a-zA-Z]{12,}|\baccess-(?:production`+
			`|sandbox|development)-`+
			uuid+`|\bduffel_(?:live|test)_[A-Za-z0-9_-]{40,}|\b(?:live|test)_[0-9a-f]{35}\b`+
			`|\bEZ[AT]K[A-Za-z0-9]{54}|\bAQE[a-z][A-Za-z0-9/+]{60,}`,
		"sq0atp-", "sq0csp-", "EAAA", "access_token$", "shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "FLWSECK",
		"access-",
		"duffel_", "live_", "test_", "EZAK", "EZTK", "AQE"),

	// what watches
	of("what looks like a key of a monitoring service",
		`\bNR(?:AK|II|RA|AA)-[A-Za-z0-9_-]{27,}|\b[0-9a-f]{32,36}(?:FFFF)?NRAL\b|\bgl(?:sa|c)_[A-Za-z0-9+/=_]{32,}`+
			`|\bsntry[su]_[A-Za-z0-9+/=_-]{32,}|\bhc[a-z]ik_[a-z0-9]{40,}|\bdt0[a-z][0-9]{2}\.[A-Z0-9]{20,}\.[A-Z0-9]{40,}`+
			`|\bdd(?:api|app|pat|sat)_[A-Za-z0-9]{30,}|\beyJrIjoi[A-Za-z0-9+/=]{50,}|\bphx_[A-Za-z0-9]{40,}|\bsdk-`+uuid,
		"NRAK-", "NRII-", "NRRA-", "NRAA-", "NRAL", "glsa_", "glc_", "sntry", "ik_", "dt0", "ddapi_", "ddapp_", "ddpat_",
		"ddsat_", "eyJrIjoi", "phx_", "sdk-"),

	of("what looks like a token of LaunchDarkly", `(?i)\blaunch[_-]?darkly\b[^\n]{0,80}?\b((?:api|mob)-`+uuid+`)`,
		"launch").inAnyCase(),

	// what stands beside models: tools, memory, browsers, jobs
	of("what looks like a key of a service for agents",
		`\bllx-[A-Za-z0-9]{40,}|\bm0-[A-Za-z0-9]{40}\b|\bapify_api_[A-Za-z0-9]{30,}|\bbb_live_[A-Za-z0-9_-]{27}`+
			`|\bctx7sk-`+uuid+`|\btr_(?:prod|dev|stg)_[A-Za-z0-9]{20,}|\bsignkey-(?:prod|test|branch)-[0-9a-f]{32,}`+
			`|\bzpka_[a-z0-9]{32}_[0-9a-f]{8}|\brdme_[a-z0-9]{70}`,
		"llx-", "m0-", "apify_api_", "bb_live_", "ctx7sk-", "tr_prod_", "tr_dev_", "tr_stg_", "signkey-", "zpka_", "rdme_"),
	of("what looks like a token of Modal", `\bas-([A-Za-z0-9]{22})\b`, "as-").where(mixed),

	// who is who, and what sells
	of("what looks like a token of an identity service", `\bSSWS\s+00[A-Za-z0-9_-]{30,}`, "SSWS"),
	of("what looks like a token of a business service",
		`\bpat-(?:na|eu|ap)[0-9]-`+uuid+`|\b00D[A-Za-z0-9]{12,15}![A-Za-z0-9_.]{60,}|\bsl\.(?:u\.)?[A-Za-z0-9_-]{100,}`+
			`|\bCFPAT-[A-Za-z0-9_-]{40,}|\btfp_[A-Za-z0-9_.-]{40,}|\bsk\.eyJ[A-Za-z0-9_-]{40,}\.[A-Za-z0-9_-]{20,}`+
			`|\bAAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{100,}|\bA{20,24}[A-Za-z0-9]{10,}%[23][A-Za-z0-9%]{40,}`+
			`|\b[0-9]/[0-9]{16}(?:/[0-9]{16})?:[0-9a-f]{32}\b|\bp8e-[A-Za-z0-9]{32}\b|\bshippo_(?:live|test)_[0-9a-f]{40}`,
		"APA91b", "AAAAAAAAAAAAAAAAAAAA", "pat-", "00D", "sl.", "CFPAT-", "tfp_", "sk.eyJ", "/", "p8e-", "shippo_"),

	// Nobody's in particular: a random text behind a word that says what it is.
	of("what looks like a key with its name before it",
		`\b(?:[a-z][a-z0-9]{0,11}[-_])?(?:sk|secret|pat|sat|api-?key|api_key)[-_]`+
			`(?:[a-z0-9]{1,8}[-_]){0,3}([A-Za-z0-9]{24,})\b`,
		"sk", "secret", "at_", "at-", "key").where(noise),
}
