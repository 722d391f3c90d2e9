package credential

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// key is a body long enough for every form; written apart from its prefix so that no secret scanner stumbles over this
// file.
var key = strings.Repeat("a1B2c3D4", 6)

func TestFindByName(t *testing.T) {
	for name, want := range map[string]bool{
		"OPENAI_API_KEY": true, "OPENAI_API_KEY_2": true, "openai.api-key": true, "OPENAIAPIKEY": true, "API_KEY": true,
		"PROXY_API_KEYS":     true,
		"LITELLM_MASTER_KEY": true, "LITELLM_SALT_KEY": true, "DD_APP_KEY": true, "CLIENT_SECRET": true, "JWT_SECRET": true,
		"CLIENTSECRET": true,
		"PASSWORD":     true, "PGPASSWORD": true, "DB_PASS": true, "MYSQL_PWD": true, "KEY_PASSPHRASE": true,
		"GITHUB_TOKEN": true, "HF_TOKEN": true,
		"TOKEN": true, "ACCESSTOKEN": true, "AWS_SESSION_TOKEN": true, "AWS_ACCESS_KEY_ID": true,
		"AWS_SECRET_ACCESS_KEY":    true,
		"AWS_BEARER_TOKEN_BEDROCK": true, "ECS_ENGINE_AUTH_DATA": true, "GOOGLE_CREDENTIALS": true, "TOKEN_V2": true,

		"TOKENS_PER_MINUTE": false, "MAX_TOKENS": false, "TOKEN_BUDGET": false, "TOKENIZERS_PARALLELISM": false,
		"EOS_TOKEN": false, "COST_PER_TOKEN": false,
		"MAX_TOKEN": false, "OPENAI_API_KEY_FILE": false, "OPENAI_API_KEY_ARN": false, "API_KEY_HEADER": false,
		"API_KEY_PREFIX": false, "SECRET_NAME": false,
		"SECRET_PATH": false, "TOKEN_URL": false, "JWT_SECRET_URL": false, "CACHE_KEY": false, "PARTITION_KEY": false,
		"JWT_PUBLIC_KEY":             false,
		"STRIPE_PUBLISHABLE_API_KEY": false, "PWD": false, "PASS": false, "BYPASS": false, "KEY": false, "MODEL": false,
		"SECRETARY": false, "TOKEN_TTL": false,
		"": false, "_": false, "2": false,
	} {
		if _, found := Find(name, "correct horse"); found != want {
			t.Errorf("Find(%q, plain text) = %v, want %v", name, found, want)
		}
	}
}

func TestFindByNameSparesHarmlessValues(t *testing.T) {
	for value, want := range map[string]bool{
		"": false, " ": false, "true": false, "No": false, "EMPTY": false, "not-needed": false, "sk-no-key-required": false,
		"/run/secrets/key":        false,
		"file:///var/run/key.pem": false, "https://idp.acme.dev/.well-known/jwks.json": false, token.Unknown: false,
		"arn:aws-cn:secretsmanager:cn-north-1:210987654321:secret:a-AbCdEf": false,
		"arn:${TfToken[TOKEN.1]}:ssm:eu-west-1:210987654321:parameter/a":    false,
		"${TfToken[TOKEN.1]}": true, "${var.key}": true, "12345": true, "/abc+def/ghi": true, "https://acme.dev/?key=1": true,
	} {
		if _, found := Find("API_KEY", value); found != want {
			t.Errorf("Find(API_KEY, %q) = %v, want %v", value, found, want)
		}
	}
}

func TestFindByValue(t *testing.T) {
	for value, want := range map[string]string{
		"sk-" + key: "sk-…", "sk-proj-" + key: "sk-…", "sk-ant-api03-" + key: "Anthropic",
		"AKIA" + strings.Repeat("Q7", 8): "AWS", "ASIA" + strings.Repeat("Q7", 8): "AWS",
		"ABSK" + key: "Bedrock", "ghp_" + key: "GitHub", "gho_" + key: "GitHub", "ghs_" + key: "GitHub",
		"github_pat_" + key: "GitHub", "glpat-" + key: "GitLab",
		"xoxb-" + key: "Slack token", "https://hooks.slack.com/services/" + key: "Slack webhook", "AIza" + key[:35]: "Google",
		"hf_" + key: "Hugging", "gsk_" + key: "provider",
		"sk_live_" + key: "Stripe", "eyJ" + key + ".eyJ" + key + "." + key: "JSON Web Token",
		"-----BEGIN RSA PRIVATE KEY-----\n" + key: "private key",
		"AccountName=a;AccountKey=" + key:         "connection string", "api-key=" + key: "header",
		"Authorization=Bearer%20" + key: "header", `{"key":"sk-` + key + `"}`: "sk-…",
		"postgres://app:hunter2@db:5432/app": "URL", "redis://:hunter2@cache": "URL",
		"postgres://app:${TfToken[TOKEN.1]}@db/app": "URL",
		"postgres://app@db/app":                     "", "postgres://app:$DB_PASSWORD@db/app": "",
		"postgres://app:{password}@db/app": "",
		"http://host:8080/a@b":             "", "redis://cache:6379/0": "",
		"task-force-of-twenty-words-or-more": "", "sk-SK": "", "sk-learn-model-registry-v2": "",
		"risk-managementmanagementmanagement": "", "AKIA": "", "eyJ": "",
		"Authorization, X-Api-Key": "", "-----BEGIN PUBLIC KEY-----": "", "hf_model": "", "text-embedding-3-large": "",
		"anthropic.claude-sonnet-4-5-20250929-v1:0": "",
		"authorization: none":                       "", "Authorization: Bearer authentication": "",
	} {
		why, found := Find("MODEL", value)
		if found != (want != "") || !strings.Contains(why, want) {
			t.Errorf("Find(MODEL, %.12q…) = %q, %v, want %q", value, why, found, want)
		}
		if found && strings.Contains(why, value[len(value)-8:]) {
			t.Errorf("%q gives the value away", why)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("OPENAI_API_KEY", "sk-a1B2c3D4a1B2c3D4a1B2c3D4")
	f.Add("DATABASE_URL", "postgres://a:b@c/d")
	f.Add("_V2", "${a:b}")
	f.Fuzz(func(t *testing.T, name, value string) {
		why, found := Find(name, value)
		if found != (why != "") {
			t.Errorf("Find(%q, %q) = %q, %v", name, value, why, found)
		}
		if _, empty := Find(name, ""); empty {
			t.Errorf("an empty %q was taken for a credential", name)
		}
		if in, inside := Find(name, value+" sk-"+key); !inside || in == "" {
			t.Errorf("a key behind %q was not found", value)
		}
	})
}
