package credential

var codeKinds = []kind{
	of("what looks like a GitHub token", `\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})`,
		"gho_", "ghp_", "ghs_", "ghu_", "ghr_", "github_pat_"),
	of("what looks like a GitLab token",
		`\bgl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[A-Za-z0-9_.-]{20,}|\bGR1348941[A-Za-z0-9_-]{20}`,
		"gl", "GR1348941"),
	of("what looks like a token of a registry",
		`\bdckr_[po]at_[A-Za-z0-9_-]{20,}|\bnpm_[A-Za-z0-9]{36}|\bpypi-AgE[A-Za-z0-9_-]{50,}|\brubygems_[0-9a-f]{48}`+
			`|\bcio[A-Za-z0-9]{32}\b|\boy2[a-z0-9]{43}\b|\bpackagist_[a-z]{3}_[0-9a-f]{40,}|\bAKCp[A-Za-z0-9]{60,}`+
			`|\bcmVmdGtuO[A-Za-z0-9]{55}\b|\bCLOJARS_[0-9a-f]{60}`,
		"dckr_", "npm_", "pypi-AgE", "rubygems_", "cio", "oy2", "packagist_", "AKCp", "cmVmdGtuO", "CLOJARS_"),
	of("what looks like a token of a build service",
		`\bCCIP(?:AT|RJ)_[A-Za-z0-9_]{30,}|\bbkua_[0-9a-f]{40}|\bsq[pua]_[0-9a-f]{40}|\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}`+
			`|\bsgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}|\btskey-[a-z]+-[A-Za-z0-9-]{20,}`+
			`|\bsnyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_.-]{40,}|\bico-[A-Za-z0-9]{32}\b|\bwaka_`+uuid+`|\brootly_[0-9a-f]{64}`,
		"CCIPAT_", "CCIPRJ_", "bkua_", "sqp_", "squ_", "sqa_", "PMAK-", "sgp_", "tskey-", "snyk_", "ico-",
		"waka_", "rootly_"),
	of("what looks like a token of a store of secrets",
		`\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]+\.)?[A-Za-z0-9]{40,}|\bops_eyJ[A-Za-z0-9_=-]{60,}`+
			`|\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}\b`+
			`|\bst\.[A-Za-z0-9-]{20,}\.[0-9a-f]{32}\.[0-9a-f]{32}\b`,
		"dp.", "ops_eyJ", "A3-", "st."),
	of("what looks like a token of Atlassian, Linear or Notion",
		`\bAT(?:ATT|CTT)3[A-Za-z0-9_=-]{30,}|\bATBB[A-Za-z0-9_=.-]{28,}|\blin_(?:api|oauth)_[A-Za-z0-9]{30,}`+
			`|\bntn_[A-Za-z0-9]{30,}|\bsecret_[A-Za-z0-9]{43}\b|\bfig[dou]_?[A-Za-z0-9_-]{40,}`,
		"ATATT3", "ATCTT3", "ATBB", "lin_", "ntn_", "secret_", "figd", "figo", "figu"),
}
