package credential

import "regexp"

// kind is a form in which credentials are handed out.
type kind struct {
	what    string
	form    *regexp.Regexp
	hints   []string                // one of which every text with the credential has: looking for them is cheap
	anyCase bool                    // the hints are in lower case, the text may not be
	counts  func(group string) bool // whether what stands in the form's group is a credential; nil where the form says it
}

// kinds of credentials, wherever in a text they stand. The forms are those that the vendors document or that GitHub
// looks for (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
var kinds = []kind{
	// models
	of("what looks like an Anthropic API key", `\bsk-ant-[A-Za-z0-9_-]{16,}`, "sk-ant-"),
	of("what looks like an API key (sk-…)",
		`\bsk-(?:(?:proj|svcacct|admin|or|lf)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,})`, "sk-"),
	of("what looks like a Bedrock API key",
		`\bABSK[A-Za-z0-9+/=]{40,}|\bbedrock-api-key-[A-Za-z0-9+/=]{20,}`, "ABSK", "bedrock-api-key-"),
	of("what looks like a Hugging Face token", `\b(?:hf|api_org)_[A-Za-z0-9]{20,}`, "hf_", "api_org_"),
	of("what looks like the API key of a model provider",
		`\b(?:gsk_|xai-|pplx-|r8_|fw_|csk-|tvly-(?:dev-|prod-)?)[A-Za-z0-9]{20,}|\bpcsk_[A-Za-z0-9_]{20,}`+
			`|\b(?:nvapi-|tgp_v1_)[A-Za-z0-9_-]{40,}|\bpa-[A-Za-z0-9_-]{43}\b`+
			`|\bjina_[0-9a-f]{32}[A-Za-z0-9_-]*|\be2b_[0-9a-f]{40}|\blsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}`,
		"gsk_", "xai-", "pplx-", "r8_", "fw_", "csk-", "tvly-", "pcsk_", "nvapi-", "tgp_v1_", "pa-", "jina_", "e2b_",
		"lsv2_"),
	of("what looks like an ElevenLabs API key", `\bsk_[0-9a-f]{48}\b`, "sk_"),
	of("what looks like a Databricks token", `\bdapi[0-9a-f]{32}`, "dapi"),

	// clouds
	of("what looks like an AWS access key id", `\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`, "AKIA", "ASIA"),
	of("what looks like a Google API key", `\bAIza[A-Za-z0-9_-]{35}`, "AIza"),
	of("what looks like a Google credential",
		`\bGOCSPX-[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_-]{20,}|\bAQ\.Ab[A-Za-z0-9_-]{40,}`, "GOCSPX-", "ya29.", "AQ.Ab"),
	of("what looks like a client secret of Azure",
		`(?:^|[^A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?:$|[^A-Za-z0-9_~.-])`, "Q~"),
	of("what looks like an API key of Azure", `\b[A-Za-z0-9]{50,54}JQQJ99[A-Za-z0-9]{20,28}\b`, "JQQJ99"),
	of("a connection string with a key", `\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([^;\s]{8,})`,
		"AccountKey", "SharedAccess").where(literal),
	of("what looks like a DigitalOcean token", `\bdo[opr]_v1_[0-9a-f]{40,}`, "_v1_"),
	of("what looks like a token of HashiCorp", `\bhv[sb]\.[A-Za-z0-9_-]{24,}|\.atlasv1\.[A-Za-z0-9_-]{60,}`,
		"hvs.", "hvb.", ".atlasv1."),

	// code and chat
	of("what looks like a GitHub token", `\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})`,
		"gho_", "ghp_", "ghs_", "ghu_", "ghr_", "github_pat_"),
	of("what looks like a GitLab token", `\bgl(?:pat|dt|rt|cbt|ptt|oas|soat|ffct)-[A-Za-z0-9_-]{20,}`, "gl"),
	of("what looks like a token of a registry",
		`\bdckr_[po]at_[A-Za-z0-9_-]{20,}|\bnpm_[A-Za-z0-9]{36}|\bpypi-AgE[A-Za-z0-9_-]{50,}`,
		"dckr_", "npm_", "pypi-AgE"),
	of("what looks like a token of Atlassian, Linear or Notion",
		`\bATATT3[A-Za-z0-9_=-]{30,}|\blin_api_[A-Za-z0-9]{30,}|\bntn_[A-Za-z0-9]{30,}`, "ATATT3", "lin_api_", "ntn_"),
	of("what looks like a Slack token", `\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Za-z0-9-]{20,}`,
		"xox", "xapp-"),
	of("what looks like a Slack webhook", `\bhooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,}`,
		"hooks.slack.com/"),
	of("what looks like a webhook with a key",
		`\bdiscord(?:app)?\.com/api/webhooks/[0-9]+/[A-Za-z0-9_-]{20,}|\bwebhook\.office\.com/webhookb2/[^\s"']{40,}`+
			`|\bevents\.(?:eu\.)?pagerduty\.com/[A-Za-z0-9/_-]*/[0-9a-zA-Z]{32}\b`,
		"/api/webhooks/", "webhook.office.com/", "pagerduty.com/"),
	of("what looks like a Telegram token", `\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`, ":AA"),

	// other services
	of("what looks like a Stripe key", `\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`, "k_live_", "k_test_"),
	of("what looks like the secret of a webhook", `\bwhsec_[A-Za-z0-9+/=]{20,}`, "whsec_"),
	of("what looks like a SendGrid key", `\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`, "SG."),
	of("what looks like a Twilio key", `\bSK[0-9a-f]{32}\b`, "SK"),
	of("what looks like a key of a mail service",
		`\bkey-[0-9a-f]{32}\b|\b[0-9a-f]{32}-us[0-9]{1,2}\b|\bre_[A-Za-z0-9]{8,}_[A-Za-z0-9]{20,}`, "key-", "-us", "re_"),
	of("what looks like a key of a monitoring service",
		`\bNRAK-[A-Z0-9]{27}\b|\b[0-9a-f]{32,36}(?:FFFF)?NRAL\b|\bgl(?:sa|c)_[A-Za-z0-9+/=_]{32,}`+
			`|\bsntry[su]_[A-Za-z0-9+/=_-]{32,}|\bhc[a-z]ik_[a-z0-9]{40,}`,
		"NRAK-", "NRAL", "glsa_", "glc_", "sntry", "ik_"),
	of("what looks like a key of a data service",
		`\bpscale_(?:tkn|oauth|pw)_[A-Za-z0-9_-]{20,}|\bsb[ps]_[0-9a-f]{40}|\bsb_secret_[A-Za-z0-9_-]{20,}`+
			`|\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}|\bAstraCS:[A-Za-z0-9:_-]{40,}|\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}`,
		"pscale_", "sbp_", "sbs_", "sb_secret_", "pat", "AstraCS:", "shp"),

	// forms that everyone uses
	of("what looks like a JSON Web Token", `\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`, "eyJ"),
	of("a private key",
		`-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n)*[A-Za-z0-9+/=][^"]{15,}|\bAGE-SECRET-KEY-1[A-Z0-9]{20,}`,
		"PRIVATE KEY", "AGE-SECRET-KEY-"),
	of("a header with a credential",
		`(?i)\b(?:authorization|x-api-key|api-key|dd-api-key|x-honeycomb-team)["']?\s*[=:]\s*["']?`+
			`(?:(?:Bearer|Basic|Token)(?:\s+|%20))?([^\s,;"']{16,})`,
		"authorization", "api-key", "x-honeycomb-team").inAnyCase().where(random),
	of("a bearer token", `(?i)\bBearer(?:\s+|%20)([A-Za-z0-9._~+/=-]{20,})`, "bearer").inAnyCase().where(random),
	of("a URL with a key",
		`(?i)[?&](?:[a-z]+[_-]?)?(?:key|token|sig|signature|secret|password)=([^\s&#"']{16,})`, "?", "&").where(random),
	of("a URL with a password", `(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@:]*:([^\s/?#@]+)@`, "://").where(literal),
	of("a password before a host", `^[^\s/:@]+:([^\s/:@]+)@[^\s/:@]+\.[^\s@]+/[^\s@]+$`, "@").where(literal),
	of("a password for curl", `\bcurl\b.*?\s(?:-u|--user)[ =]["']?[^\s:"']+:([^\s"']+)`, "curl").where(literal),
}

func of(what, form string, hints ...string) kind {
	return kind{what: what, form: regexp.MustCompile(form), hints: hints}
}

func (k kind) inAnyCase() kind { k.anyCase = true; return k }

func (k kind) where(counts func(string) bool) kind { k.counts = counts; return k }
