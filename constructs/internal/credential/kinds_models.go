package credential

const uuid = `[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`

var modelKinds = []kind{
	of("what looks like an Anthropic API key", `\bsk-ant-[A-Za-z0-9_-]{16,}`, "sk-ant-"),
	of("what looks like an API key (sk-…)",
		`\bsk-(?:(?:proj|svcacct|admin|None|or|lf|helicone)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,})`, "sk-"),
	of("what looks like an API key (sk-…)", `\bsk-([A-Za-z0-9_-]{20,})`, "sk-").where(mixed), // LiteLLM's
	of("what looks like a session of OpenAI", `\bsess-[A-Za-z0-9]{40}`, "sess-"),
	of("what looks like a Bedrock API key",
		`\bABSK[A-Za-z0-9+/=]{40,}|\bbedrock-api-key-[A-Za-z0-9+/=]{20,}`, "ABSK", "bedrock-api-key-"),
	of("what looks like a Hugging Face token", `\b(?:hf|api_org)_[A-Za-z0-9]{20,}|\bhf_oauth_[A-Za-z0-9._-]{20,}`,
		"hf_", "api_org_"),
	of("what looks like the API key of a model provider",
		`\b(?:gsk_|xai-(?:token-)?|pplx-|r8_|fw_|csk-|tvly-(?:dev-|prod-)?|rpa_|flp_)[A-Za-z0-9]{20,}`+
			`|\bpcsk_[A-Za-z0-9_]{20,}`+
			`|\b(?:nvapi-|tgp_v1_|wandb_v1_)[A-Za-z0-9_-]{40,}|\b(?:pa|al)-[A-Za-z0-9_-]{43}\b|\bvck_[A-Za-z0-9]{40,}`+
			`|\bjina_[0-9a-f]{32}[A-Za-z0-9_-]*|\be2b_[0-9a-f]{40}|\bfc-[0-9a-f]{32}\b`+
			`|\blsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}|\bls__[A-Za-z0-9]{32}`,
		"gsk_", "xai-", "pplx-", "r8_", "fw_", "csk-", "tvly-", "rpa_", "flp_", "pcsk_", "nvapi-", "tgp_v1_", "wandb_v1_",
		"pa-", "al-", "vck_", "jina_", "e2b_", "fc-", "lsv2_", "ls__"),
	of("what looks like the API key of a model provider",
		`\b`+uuid+`:[0-9a-f]{32}\b|\bcpk_[0-9a-f]{32}\.[0-9a-f]{32}\.[A-Za-z0-9]{20,}|\bsk_car_[A-Za-z0-9]{20,}`,
		"-", "cpk_", "sk_car_"), // of fal, Chutes and Cartesia
	of("what looks like the API key of a model provider",
		`\b(?:dtn|crsr|rc)_[0-9a-f]{64}|\bkey_[0-9a-f]{28,}\b|\bup_[A-Za-z0-9]{29}\b|\bck-[A-Za-z0-9]{43,45}\b`+
			`|\bbce-v3/ALTAK-[A-Za-z0-9]{12,}/[0-9a-f]{40}|\bms-`+uuid+`|\bluma-[0-9a-f-]{36,}|\bnk-[A-Za-z0-9_-]{43}\b`+
			`|\bpylf_v[0-9]_[a-z]{2}_[A-Za-z0-9]{30,}|\bpaig_[A-Za-z0-9]{30,}|\bbt-st-[A-Za-z0-9]{30,}`+
			`|\bconfident_[a-z]{2}_(?:proj|org)_[A-Za-z0-9+/=]{30,}|\bpl_[0-9a-f]{32}\b|\bz[uwq]t_[A-Za-z0-9_-]{36,}`+
			`|\btnt_[A-Za-z0-9]{11}_[A-Za-z0-9]{40,}|\bek_[0-9a-f]{32,}|\besecret_[a-z0-9]{20,}`+
			`|\bv1:[A-Za-z0-9]{24}:[A-Za-z0-9]{24}\b`,
		"dtn_", "crsr_", "rc_", "key_", "up_", "ck-", "ALTAK-", "ms-", "luma-", "nk-", "pylf_", "paig_", "bt-st-",
		"confident_", "pl_", "ut_", "wt_", "qt_", "tnt_", "ek_", "esecret_", "v1:"),
	of("what looks like the API key of a model provider",
		`\b(?:[0-9a-f]{32}\.|app-|dataset-|BSA|bu_)`+
			`([A-Za-z0-9]{16}|[A-Za-z0-9]{24}|[A-Za-z0-9_-]{27,28}|[A-Za-z0-9_-]{40,})\b`,
		".", "app-", "dataset-", "BSA", "bu_").where(mixed), // of Zhipu, Dify, Brave and Browser Use
	of("what looks like an ElevenLabs API key", `\bsk_[0-9a-f]{48}\b`, "sk_"),
	of("what looks like a Databricks token", `\b(?:dapi|dkea|dose)[0-9a-f]{32}`, "dapi", "dkea", "dose"),
}
