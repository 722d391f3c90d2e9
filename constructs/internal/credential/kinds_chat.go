package credential

var chatKinds = []kind{
	of("what looks like a Slack token", `\bxox[abceoprs](?:-|\.xox[bp]-)[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Za-z0-9-]{20,}`+
		`|\bxwfp-[A-Za-z0-9-]{10,}`, "xox", "xapp-", "xwfp-"),
	of("what looks like a Slack webhook",
		`\bhooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}`, "hooks.slack"),
	of("what looks like a webhook with a key",
		`\bdiscord(?:app)?\.com/api/(?:v[0-9]+/)?webhooks/[0-9]+/[A-Za-z0-9_-]{20,}`+
			`|\b(?:webhook\.office\.com/webhookb2|outlook\.office(?:365)?\.com/webhook)/[^\s"']{40,}`+
			`|\bevents\.(?:eu\.)?pagerduty\.com/[A-Za-z0-9/_-]*/[0-9a-zA-Z]{32}\b`+
			`|\bhooks\.zapier\.com/hooks/catch/[0-9]+/[A-Za-z0-9]{5,}|\bhook\.[a-z0-9]+\.make\.com/[a-z0-9]{20,}`+
			`|\bopen\.(?:feishu|larksuite)\.c[a-z]+/open-apis/bot/v[0-9]/hook/[0-9a-f-]{30,}`+
			`|\balert\.victorops\.com/integrations/[^\s"']*/[0-9a-f-]{36}|\bhc-ping\.com/[0-9a-zA-Z-]{20,}`+
			`|\bmaker\.ifttt\.com/trigger/[^\s"']+/key/[A-Za-z0-9_-]{20,}|\bbetterstack\.com/api/v1/heartbeat/[A-Za-z0-9]{20,}`+
			`|/build_hooks/[0-9a-f]{24}\b|/deploy_hooks/[0-9a-f-]{32,36}\b`+
			`|/integrations/deploy/prj_[A-Za-z0-9]+/[A-Za-z0-9]{8,}`+
			`|\bhooks\.airtable\.com/workflows/[^\s"']{30,}`,
		"/webhooks/", "webhook.office.com/", ".com/webhook/", "pagerduty.com/", "hooks.zapier.com/", ".make.com/",
		"/hook/", "victorops.com/", "hc-ping.com/", "ifttt.com/", "/heartbeat/", "/deploy/", "_hooks/", "hooks.airtable"),
	of("what looks like a webhook with a key",
		`(?i)\bhttps?://[^\s"'<>?#]*/(?:web)?hooks?/(?:[A-Za-z0-9_.-]+/)*?([A-Za-z0-9_-]{20,})(?:$|[\s"'/?#])`,
		"hook").inAnyCase().where(noise),
	of("what looks like a Discord token",
		`\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.([A-Za-z0-9_-]{27,45})\b`, ".").where(mixed),
	of("what looks like a Telegram token", `(?:\b|bot)[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`, ":AA"),
	of("what looks like a token of Meta", `\bEAA[A-Za-z0-9]{80,}`, "EAA"),
	of("what looks like a SendGrid key", `\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`, "SG."),
	of("what looks like a Twilio key", `\bSK[0-9a-f]{32}\b|\bAC[0-9a-f]{32}:[0-9a-f]{32}\b`, "SK", "AC"),
	of("what looks like a key of a mail service",
		`\bkey-[0-9a-f]{32}\b|\b[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}\b|\b[0-9a-f]{32}-us[0-9]{1,2}\b`+
			`|\bre_[A-Za-z0-9]{8,}_[A-Za-z0-9]{20,}|\bx(?:keysib|smtpsib)-[0-9a-f]{64}-[A-Za-z0-9]{16}`+
			`|\bmd-[A-Za-z0-9_-]{22}\b`,
		"key-", "-us", "re_", "xkeysib-", "xsmtpsib-", "md-", "-"),
}
