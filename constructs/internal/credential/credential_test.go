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
		"AWS_SECRET_ACCESS_KEY": true,
		"DB_PASSWORD_PROD":      true, "OPENAI_API_KEY_2_STAGING": true, "SECRET_KEY_BASE": true, "CLIENT_SECRET_VALUE": true,
		"API_TOKEN_CURRENT": true, "PASSWORD_PEPPER": true, "RABBITMQ_ERLANG_COOKIE": true, "MJ_APIKEY_PRIVATE": true,
		"AIRFLOW__CORE__FERNET_KEY": true,
		"AWS_BEARER_TOKEN_BEDROCK":  true, "ECS_ENGINE_AUTH_DATA": true, "GOOGLE_CREDENTIALS": true, "TOKEN_V2": true,

		"EOS_TOKEN_DEFAULT": false, "PARTITION_KEY_VALUE": false, "LOG_LEVEL_PROD": false, "WRITE_KEY_PREFIX": false,
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

// A name that may be that of a credential tells with a value that looks random.
func TestFindByNameAndValue(t *testing.T) {
	for name, want := range map[string]bool{
		"AZURE_OPENAI_KEY": true, "SEGMENT_WRITE_KEY": true, "OKTA_AUTH": true,
		"CACHE_KEY": false, "OBJECT_KEY": false, "KMS_KEY_ID": false, "VAPID_PUBLIC_KEY": false, "COMMIT": false,
	} {
		for value, random := range map[string]bool{"907dc68128e6bd6eda60d92efecc2797": true,
			"eu-west-1": false, "orders.created.v1": false} {
			if _, found := Find(name, value); found != (want && random) {
				t.Errorf("Find(%q, %q) = %v", name, value, found)
			}
		}
	}
}

func TestMayBe(t *testing.T) {
	for name, want := range map[string]bool{
		"SECRET_KEY_BASE": true, "DB_PASSWORD_PROD": true, "JWT_SECRET_CURRENT": true, "PGPASS": true, "SMTP_AUTH": true,
		"PASSWORD_SALT": true, "SENTRY_DSN": true, "AUTH0_SECRETS": true, "DB_PW": true, "DB_PASSWORT": true,
		"MYSQL_ROOT_PASSWORD2": true, "PRIVATE_KEY_BASE64": true, "ENCRYPTIONKEY": true, "stripeKey": true, "DB_CREDS": true,
		"CONNECTION_STRING": true, "SESSION_PASSWORDS": true, "TOKENS": true, "requirepass": true, "db-pass": true,
		"API_KEY": true, "SLACK_WEBHOOK": true, "REFRESH_TOKEN_LIVE": true,

		"MODEL": false, "AUTH0_DOMAIN": false, "AUTH_MODE": false, "EOS_TOKEN": false, "SECRET_NAME": false, "PORT": false,
		"TOKEN_URL": false, "CACHE_KEY": false, "PUBLIC_KEY": false, "BYPASS": false, "NODE_ENV": false, "DB_HOST": false,
		"KEYCLOAK_REALM": false, "TOKENIZERS_PARALLELISM": false, "SECRETARY": false, "LOG_LEVEL_DEV": false, "": false,
		"STATE_MACHINE": false, "MONKEY_MODE": false, "PROD": false, "API_KEY_HEADER": false,
	} {
		if MayBe(name) != want {
			t.Errorf("MayBe(%q) is not %v", name, want)
		}
	}
}

func TestFindByNameSparesHarmlessValues(t *testing.T) {
	for value, want := range map[string]bool{
		"": false, " ": false, "true": false, "No": false, "EMPTY": false, "not-needed": false, "sk-no-key-required": false,
		"your-api-key-here": false, "<from the console>": false, "lm-studio": false, "changeme": true,
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

func BenchmarkIn(b *testing.B) {
	texts := []string{"eu-west-1", "llm-proxy",
		"arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-AbCdEf",
		"ghcr.io/acme/llm-proxy:v1.4.2", "curl -fsS http://localhost:4000/health/liveliness || exit 1",
		"${TfToken[TOKEN.12]}",
		"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			if In(text) != "" {
				b.Fatal(text)
			}
		}
	}
}

// In goes by the form alone. Bodies are joined to their prefixes here: no secret scanner shall stumble over this file.
func TestIn(t *testing.T) {
	hex := strings.Repeat("0a1b2c3d", 8)
	for text, want := range map[string]string{
		// models
		"sk-ant-api03-" + key: "Anthropic", "sk-or-v1-" + hex: "sk-…", "gsk_" + key: "provider", "xai-" + key: "provider",
		"pplx-" + key: "provider", "r8_" + key: "provider", "fw_" + key: "provider", "nvapi-" + key: "provider",
		"tvly-dev-" + key: "provider", "jina_" + hex[:32]: "provider", "e2b_" + hex[:40]: "provider",
		"lsv2_pt_" + hex[:32] + "_0a1b2c3d4e": "provider", "sk_" + hex[:48]: "ElevenLabs", "dapi" + hex[:32]: "Databricks",
		"hf_" + key: "Hugging", "pa-" + key[:43]: "provider",
		// clouds
		"AIza" + key[:35]: "Google", "GOCSPX-" + key[:28]: "Google", "ya29." + key: "Google",
		"abc8Q~" + key[:34]: "client secret of Azure", "x" + key + "abcJQQJ99" + key[:26]: "API key of Azure",
		"SharedAccessKey=" + key: "connection", "hvs." + key: "HashiCorp", "dop_v1_" + hex: "DigitalOcean",
		"aws_secret_access_key=" + key[:40]: "called like",
		// code and chat
		"ghp_" + key: "GitHub", "glpat-" + key: "GitLab", "gldt-" + key: "GitLab", "dckr_pat_" + key: "registry",
		"npm_" + key[:36]: "registry", "xoxb-1-" + key: "Slack token", "xapp-1-" + key: "Slack token",
		"https://hooks.slack.com/services/T0/B0/" + key:                     "Slack webhook",
		"https://discord.com/api/webhooks/1234/" + key:                      "webhook with a key",
		"https://events.pagerduty.com/integration/" + hex[:32] + "/enqueue": "webhook with a key",
		"https://api.opsgenie.com/v1/json/cloudwatch?apiKey=" + key:         "URL with a key",
		"lin_api_" + key: "Linear", "ATATT3" + key: "Atlassian",
		// other services
		"whsec_" + key: "webhook", "sk_live_" + key: "Stripe", "SG." + key[:22] + "." + key[:43]: "SendGrid",
		"SK" + hex[:32]: "Twilio", "key-" + hex[:32]: "mail", "re_" + key[:8] + "_" + key[:24]: "mail",
		"NRAK-" + strings.Repeat("A1B", 9): "monitoring", hex[:36] + "NRAL": "monitoring", "glsa_" + key: "monitoring",
		"sb_secret_" + key: "data service", "pscale_tkn_" + key: "data service",
		// everywhere
		"Bearer " + key: "bearer", "authorization: bearer " + key: "header", "X-Api-Key: " + key: "header",
		"postgresql+asyncpg://app:correcthorse@db/app": "URL with a password",
		"https://user:pa55@registry.acme.dev/":         "URL with a password",
		"user:pa55@registry.acme.dev/llm/proxy:v1":     "before a host",
		"curl -fsS -u admin:pa55word http://localhost": "curl",
		"exec litellm --master-key=" + key[:16]:        "called like",
		"PGPASSWORD=hunter2 psql -h db":                "called like", "host=db user=app password=hunter2": "called like",
		"Server=db;User Id=app;Password=hunter2;":        "called like",
		"postgres://app:%40hunter2@db/app":               "URL with a password",
		"postgres://app:!hunter2@db/app":                 "URL with a password",
		"pagerduty_token=" + "sQeWpapSLush" + "gPoxDBwQ": "called like",
		"PASSWORD=!hunter2":                              "called like", "PASSWORD=%hunter2": "called like",
		"-----BEGIN OPENSSH PRIVATE KEY-----\n" + key: "private key", `-----BEGIN PRIVATE KEY-----\n` + key: "private key",

		// sound
		"": "", "$OPENAI_API_KEY": "", "os.environ/OPENAI_API_KEY": "", "Bearer $OPENAI_API_KEY_OF_TEAM_2": "",
		"Authorization: Bearer {{resolve:secretsmanager:x}}":                           "",
		"curl -H \"Authorization: Bearer ${API_KEY}\" http://localhost:4000/v1/models": "",
		"x-api-key: <your-key-goes-here-1>":                                            "",
		"Authorization: Bearer ${TfToken[TOKEN.7]}":                                    "",
		"postgres://app:${TfToken[TOKEN.7]}@db:5432/app":                               "", "redis://cache:6379/0": "",
		"token_provider_token: MyServiceTokenProvider": "",
		"postgres://app:%DB_PASSWORD%@db/app":          "",
		"postgres://app:%(password)s@db/app":           "", "postgres://app:%s@db/app": "",
		"password: !vault |": "", "password: !secret db_password_2": "", "password: !Ref DbPassword": "",
		"--api-key=$OPENAI_API_KEY_2": "", "--token-limit=100000": "", "--eos-token=<|im_end|>": "", "MAX_TOKEN=4096": "",
		"arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-AbCdEf": "",
		"arn:aws:kms:eu-west-1:210987654321:key/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901":  "",
		"ghcr.io/acme/llm@sha256:" + hex:                                               "",
		"nginx:1.29.3@sha256:" + hex:                                                   "",
		"sha512-" + key + key + "==":                                                   "",
		"1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901":                                         "",
		hex:                                                                            "",
		hex[:40]:                                                                       "", hex[:32]: "", key: "",
		"sg-0a1b2c3d4e5f60718":                         "",
		"eu.anthropic.claude-sonnet-4-5-20250929-v1:0": "", "jina_embeddings_v2_base_code": "", "hf_hub_offline_mode": "",
		"-----BEGIN PUBLIC KEY-----\n" + key: "", "-----BEGIN CERTIFICATE-----\n" + key: "",
		"-----BEGIN [A-Z ]*PRIVATE KEY-----": "", "sk-[A-Za-z0-9]{20,}": "", "pa-llm-proxy-production": "",
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA" + key: "", "repo:acme/llm-proxy:ref:refs/heads/main": "",
		"oncall@acme.dev": "", "csk-learning-model-registry-v2-with-a-long-name": "", "risk-management-of-everything": "",
		`{ $.usage.input_tokens = * && $.model = "gpt-4o" }`: "", "SELECT token FROM sessions WHERE id=7": "",
		"uvicorn app:app --host 0.0.0.0 --port 8080 --timeout-keep-alive 620": "", "https://llm.acme.dev/v1?page=12": "",
		"xoxo-hugs": "", "patterns/of/tokens-1234567890123456": "", "CMD-SHELL": "", "secret:llm/openai=latest-version-2": "",
	} {
		got := In(text)
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%.16q…: got %q, want %q", text, got, want)
		}
		redacted := Redact(text)
		if (redacted == text) != (want == "") || In(redacted) != "" {
			t.Errorf("%.16q… is redacted to %q", text, redacted)
		}
	}
}

func TestNamed(t *testing.T) {
	for name, values := range map[string]map[string]bool{
		"splunk-token":         {"1b2c3d4e-5f60": true, "$TOKEN": false, "${TfToken[TOKEN.1]}": false, "required": false},
		"apikey":               {"abcdefgh": true, "": false, "short": false},
		"--password":           {"hunter2": true, "/run/secrets/db": false, "os.environ/DB_PASSWORD": false},
		"secret":               {"llm-proxy/openai": false},
		"max-tokens":           {"123456789": false},
		"awslogs-group":        {"/ecs/llm-proxy": false, "sk-" + key: true},
		"com.acme.db-password": {"correct horse": true},
	} {
		for value, want := range values {
			if got := Named(name, value); (got != "") != want {
				t.Errorf("%s = %q: got %q", name, value, got)
			}
		}
	}
}
