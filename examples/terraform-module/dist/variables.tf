variable "name" {
  description = "Name of the service and of everything that is made for it. A change replaces most of it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name: got ${jsonencode(var.name)}, want 2 to 32 lower-case letters, digits and hyphens, starting with a letter; everything of the service is named after it (rule invalid)."
  }

  validation {
    condition     = !startswith(var.name, "internal-")
    error_message = "name: got ${jsonencode(var.name)}, want a name that does not begin with internal-; AWS keeps such names of load balancers for itself (rule module-internal-name)."
  }
}

variable "image" {
  description = "Image to run, built for ARM64. One in ECR may lie in any account whose policy lets this one pull."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:(?:(?:localhost|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+)(?::[0-9]{1,5})?|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?:[0-9]{1,5})/)?[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}))?$", var.image))
    error_message = "image: got ${jsonencode(var.image)}, want an image such as public.ecr.aws/nginx/nginx:1.29.3; leave out the protocol (rule invalid)."
  }

  validation {
    condition     = strcontains(var.image, "@") || !can(regex("(?:^|[-_.])latest(?:[-_.]|$)", lower(try(regex("^(?:[^@]*/)?[^@:/]+:([^@]+)$", var.image)[0], "latest")))) && !(can(regex("(?:^|[-_.])(?:alpha|beta|canary|current|daily|default|dev|devel|develop|development|edge|head|latest|live|lts|main|master|newest|next|nightly|preview|prod|production|qa|rc|release|rolling|snapshot|stable|stage|staging|test|testing|tip|trunk|uat|unstable|weekly)(?:[-_.]|$)", lower(try(regex("^(?:[^@]*/)?[^@:/]+:([^@]+)$", var.image)[0], "latest")))) && can(regex("^[-_.]*(?:64|aarch64|alpha|alpine|amd64|arm|arm64|base|beta|bookworm|bullseye|canary|cpu|cuda|current|daily|debian|default|dev|devel|develop|development|distroless|edge|full|gpu|head|latest|linux|live|lts|main|master|newest|next|nightly|nonroot|preview|prod|production|qa|rc|release|rocm|rolling|rootless|scratch|slim|snapshot|stable|stage|staging|test|testing|tip|trixie|trunk|uat|ubuntu|unstable|weekly|x64|x86)(?:[-_.]+(?:64|aarch64|alpha|alpine|amd64|arm|arm64|base|beta|bookworm|bullseye|canary|cpu|cuda|current|daily|debian|default|dev|devel|develop|development|distroless|edge|full|gpu|head|latest|linux|live|lts|main|master|newest|next|nightly|nonroot|preview|prod|production|qa|rc|release|rocm|rolling|rootless|scratch|slim|snapshot|stable|stage|staging|test|testing|tip|trixie|trunk|uat|ubuntu|unstable|weekly|x64|x86))*[-_.]*$", lower(try(regex("^(?:[^@]*/)?[^@:/]+:([^@]+)$", var.image)[0], "latest")))))
    error_message = "image: got ${jsonencode(var.image)}, want a tag that is never pushed again, or a digest; use the version or commit; a rollback to a tag that moved rolls back to nothing (rule image-fixed)."
  }
}

variable "vpc_id" {
  description = "VPC to run in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]{8,17}$", var.vpc_id))
    error_message = "vpc_id: got ${jsonencode(var.vpc_id)}, want an id such as vpc-0a1b2c3d4e5f67890 (rule invalid)."
  }
}

variable "public_subnet_ids" {
  description = "Subnets of the load balancer in two zones, with a route to the internet gateway."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) >= 2 && length(distinct(var.public_subnet_ids)) == length(var.public_subnet_ids)
    error_message = "public_subnet_ids: got ${jsonencode(var.public_subnet_ids)}, want at least 2, each once (rule range)."
  }

  validation {
    condition     = alltrue([for value in var.public_subnet_ids : can(regex("^subnet-[0-9a-f]{8,17}$", value))])
    error_message = "public_subnet_ids: got ${join(", ", [for value in var.public_subnet_ids : value if !(can(regex("^subnet-[0-9a-f]{8,17}$", value)))])}, want an id such as subnet-0a1b2c3d4e5f67890 (rule invalid)."
  }
}

variable "task_subnet_ids" {
  description = "Subnets of the tasks, with a route to a NAT gateway or to endpoints."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.task_subnet_ids) >= 1 && length(distinct(var.task_subnet_ids)) == length(var.task_subnet_ids)
    error_message = "task_subnet_ids: got ${jsonencode(var.task_subnet_ids)}, want at least 1, each once (rule range)."
  }

  validation {
    condition     = alltrue([for value in var.task_subnet_ids : can(regex("^subnet-[0-9a-f]{8,17}$", value))])
    error_message = "task_subnet_ids: got ${join(", ", [for value in var.task_subnet_ids : value if !(can(regex("^subnet-[0-9a-f]{8,17}$", value)))])}, want an id such as subnet-0a1b2c3d4e5f67890 (rule invalid)."
  }
}

variable "domain_name" {
  description = "Name that the service is reached by; its certificate and record are made."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$", var.domain_name)) && length(var.domain_name) <= 64
    error_message = "domain_name: got ${jsonencode(var.domain_name)}, want a name such as llm.acme.dev, in lower case, of at most 64 characters; a certificate's first name may not be longer; put longer names into alternativeNames (rule invalid)."
  }
}

variable "hosted_zone_id" {
  description = "Route 53 zone of the domain."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]{8,32}$", var.hosted_zone_id))
    error_message = "hosted_zone_id: got ${jsonencode(var.hosted_zone_id)}, want an id such as Z0123456789ABCDEFGHIJ; find it with aws route53 list-hosted-zones-by-name, without /hostedzone/ (rule invalid)."
  }
}

variable "port" {
  description = "Port that the container listens on, on all addresses."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "port: got ${var.port}, want a whole number from 1 to 65535; use the TCP port that the application listens on (rule range)."
  }
}

variable "cpu" {
  description = "CPU units of a task; 1024 are one vCPU."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384, 32768], var.cpu)
    error_message = "cpu: got ${var.cpu}, want one of 256, 512, 1024, 2048, 4096, 8192, 16384, 32768 CPU units (rule fargate-task-size)."
  }
}

variable "memory" {
  description = "Memory of a task in MiB, out of what Fargate offers with cpu."
  type        = number
  default     = 2048
  nullable    = false

  validation {
    condition     = var.memory >= 512 && var.memory <= 249856 && floor(var.memory) == var.memory
    error_message = "memory: got ${var.memory}, want a whole number from 512 to 249856 MiB (rule range)."
  }
}

variable "min_tasks" {
  description = "Fewest tasks that scaling leaves."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.min_tasks >= 2 && var.min_tasks <= 5000 && floor(var.min_tasks) == var.min_tasks
    error_message = "min_tasks: got ${var.min_tasks}, want a whole number from 2 to 5000 tasks (rule range)."
  }
}

variable "desired_tasks" {
  description = "Tasks that the service is made with; scaling owns the number from then on."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.desired_tasks >= 2 && var.desired_tasks <= 5000 && floor(var.desired_tasks) == var.desired_tasks
    error_message = "desired_tasks: got ${var.desired_tasks}, want a whole number from 2 to 5000 tasks (rule range)."
  }
}

variable "max_tasks" {
  description = "Most tasks that scaling starts; it bounds the cost."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.max_tasks >= 2 && var.max_tasks <= 5000 && floor(var.max_tasks) == var.max_tasks
    error_message = "max_tasks: got ${var.max_tasks}, want a whole number from 2 to 5000 tasks (rule range)."
  }
}

variable "environment" {
  description = "Environment variables. KEEPALIVE_TIMEOUT is the module's own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.environment : can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", key))])
    error_message = "environment: got ${join(", ", [for key, value in var.environment : key if !(can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", key)))])}, want a name of letters, digits and underscores that does not start with a digit (rule invalid)."
  }

  validation {
    condition     = alltrue([for key, value in var.environment : !contains(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4", "ECS_AGENT_URI", "AWS_EXECUTION_ENV"], key)])
    error_message = "environment: got ${join(", ", [for key, value in var.environment : key if !(!contains(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4", "ECS_AGENT_URI", "AWS_EXECUTION_ENV"], key))])}, want a name that ECS does not set itself; it is in every container with a value of its own (rule ecs-reserved-variable)."
  }

  validation {
    condition     = alltrue([for key, value in var.environment : !(can(regex("(?:^(?:AWS[_.-]+BEARER[_.-]+TOKEN[_.-]+BEDROCK|DOCKER[_.-]+AUTH[_.-]+CONFIG|ECS[_.-]+ENGINE[_.-]+AUTH[_.-]+DATA|NEO4J[_.-]+AUTH|PASSWORD[_.-]+PEPPER|REDISCLI[_.-]+AUTH)|(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|CREDENTIALS|APIKEY|API[_.-]+KEYS|SECRETKEY|ACCESSKEY|PRIVATEKEY|ACCESS[_.-]+KEY[_.-]+ID|ERLANG[_.-]+COOKIE|MNEMONIC|SEED[_.-]+PHRASE|RECOVERY[_.-]+PHRASE|STOREPASS|KEYPASS|USERPASS|DBPASS|REQUIREPASS|ROOTPASS|ADMINPASS|SQLPASS|PGPASS|BINDPASS|SMTPPASS|MAILPASS|FTPPASS|AUTHPASS|HTTPPASS|REDISPASS|LOGINPASS|MONGOPASS|DATABASEPASS|STOREPWD|KEYPWD|USERPWD|DBPWD|REQUIREPWD|ROOTPWD|ADMINPWD|SQLPWD|PGPWD|BINDPWD|SMTPPWD|MAILPWD|FTPPWD|AUTHPWD|HTTPPWD|REDISPWD|LOGINPWD|MONGOPWD|DATABASEPWD)|[^_.-][_.-]+(?:PWD|PASS|PW)|(?:^|[_.-])(?:ACCESS|ACCOUNT|ADMIN|API|APP|AUTH|ENCRYPTION|FERNET|HMAC|INGESTION|JWT|LICENSE|MASTER|PRIVATE|SALT|SECRET|SERVICE|SHARED|SIGNING|SUBSCRIPTION)[_.-]+KEY|TOKEN)(?:[_.-]+V?[0-9]+)*[_.-]*$", upper(key))) && !can(regex("(?:^|[_.-])(?:PUBLIC|PUBLISHABLE)(?:[_.-]|$)|(?:^|[_.-])(?:ADD|BOS|CLS|END|EOS|FIRST|IMAGE|LAST|MASK|MAX|MIDDLE|MIN|NEXT|PAD|PER|PREFIX|SEP|SPECIAL|START|STOP|SUFFIX|UNK|USE)[_.-]+[^_.-]*TOKEN(?:[_.-]+V?[0-9]+)*[_.-]*$", upper(key))) && !can(regex("^\\s*(?:|(?i:-|0|1|\\*|days|disabled|dummy|empty|enabled|false|hours|lm-studio|minutes|n/a|na|nil|no|no-key|no-key-required|none|not-needed|not_needed|null|off|ollama|on|optional|placeholder|required|seconds|sk-dummy|sk-fake|sk-local|sk-no-key-required|true|unused|yes)|arn:(?s:.*)|(?:file://)?/(?:app|data|etc|home|mnt|opt|root|run|secrets|srv|tmp|usr|var)/[A-Za-z0-9._/-]+|https?://[^?#@\\s]+|(?:\\$\\(?[A-Za-z_][A-Za-z0-9_.]*\\)?|\\{+[A-Za-z0-9_. :/-]+\\}+|%[A-Za-z0-9_]+%|\\*+|os\\.environ/[A-Za-z0-9_]+|<[^<>]+>|(?i:your[-_ ][a-z_ -]*(?:key|token|secret|password)(?:[-_ ]here)?)))\\s*$", value))) && !can(regex("\\bsk-ant-[A-Za-z0-9_-]{16,}|\\bsk-(?:(?:proj|svcacct|admin|None|or|lf|helicone)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,})|\\bsess-[A-Za-z0-9]{40}|\\bABSK[A-Za-z0-9+/=]{40,}|\\bbedrock-api-key-[A-Za-z0-9+/=]{20,}|\\b(?:hf|api_org)_[A-Za-z0-9]{20,}|\\bhf_oauth_[A-Za-z0-9._-]{20,}|\\b(?:gsk_|xai-(?:token-)?|pplx-|r8_|fw_|csk-|tvly-(?:dev-|prod-)?|rpa_|flp_)[A-Za-z0-9]{20,}|\\bpcsk_[A-Za-z0-9_]{20,}|\\b(?:nvapi-|tgp_v1_|wandb_v1_)[A-Za-z0-9_-]{40,}|\\b(?:pa|al)-[A-Za-z0-9_-]{43}\\b|\\bvck_[A-Za-z0-9]{40,}|\\bjina_[0-9a-f]{32}[A-Za-z0-9_-]*|\\be2b_[0-9a-f]{40}|\\bfc-[0-9a-f]{32}\\b|\\blsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}|\\bls__[A-Za-z0-9]{32}|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{32}\\b|\\bcpk_[0-9a-f]{32}\\.[0-9a-f]{32}\\.[A-Za-z0-9]{20,}|\\bsk_car_[A-Za-z0-9]{20,}|\\b(?:dtn|crsr|rc)_[0-9a-f]{64}|\\bkey_[0-9a-f]{28,}\\b|\\bup_[A-Za-z0-9]{29}\\b|\\bck-[A-Za-z0-9]{43,45}\\b|\\bbce-v3/ALTAK-[A-Za-z0-9]{12,}/[0-9a-f]{40}|\\bms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\bluma-[0-9a-f-]{36,}|\\bnk-[A-Za-z0-9_-]{43}\\b|\\bpylf_v[0-9]_[a-z]{2}_[A-Za-z0-9]{30,}|\\bpaig_[A-Za-z0-9]{30,}|\\bbt-st-[A-Za-z0-9]{30,}|\\bconfident_[a-z]{2}_(?:proj|org)_[A-Za-z0-9+/=]{30,}|\\bpl_[0-9a-f]{32}\\b|\\bz[uwq]t_[A-Za-z0-9_-]{36,}|\\btnt_[A-Za-z0-9]{11}_[A-Za-z0-9]{40,}|\\bek_[0-9a-f]{32,}|\\besecret_[a-z0-9]{20,}|\\bv1:[A-Za-z0-9]{24}:[A-Za-z0-9]{24}\\b|\\bsk_[0-9a-f]{48}\\b|\\b(?:dapi|dkea|dose)[0-9a-f]{32}", value))])
    error_message = "environment: got ${join(", ", [for key, value in var.environment : key if !(!(can(regex("(?:^(?:AWS[_.-]+BEARER[_.-]+TOKEN[_.-]+BEDROCK|DOCKER[_.-]+AUTH[_.-]+CONFIG|ECS[_.-]+ENGINE[_.-]+AUTH[_.-]+DATA|NEO4J[_.-]+AUTH|PASSWORD[_.-]+PEPPER|REDISCLI[_.-]+AUTH)|(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|CREDENTIALS|APIKEY|API[_.-]+KEYS|SECRETKEY|ACCESSKEY|PRIVATEKEY|ACCESS[_.-]+KEY[_.-]+ID|ERLANG[_.-]+COOKIE|MNEMONIC|SEED[_.-]+PHRASE|RECOVERY[_.-]+PHRASE|STOREPASS|KEYPASS|USERPASS|DBPASS|REQUIREPASS|ROOTPASS|ADMINPASS|SQLPASS|PGPASS|BINDPASS|SMTPPASS|MAILPASS|FTPPASS|AUTHPASS|HTTPPASS|REDISPASS|LOGINPASS|MONGOPASS|DATABASEPASS|STOREPWD|KEYPWD|USERPWD|DBPWD|REQUIREPWD|ROOTPWD|ADMINPWD|SQLPWD|PGPWD|BINDPWD|SMTPPWD|MAILPWD|FTPPWD|AUTHPWD|HTTPPWD|REDISPWD|LOGINPWD|MONGOPWD|DATABASEPWD)|[^_.-][_.-]+(?:PWD|PASS|PW)|(?:^|[_.-])(?:ACCESS|ACCOUNT|ADMIN|API|APP|AUTH|ENCRYPTION|FERNET|HMAC|INGESTION|JWT|LICENSE|MASTER|PRIVATE|SALT|SECRET|SERVICE|SHARED|SIGNING|SUBSCRIPTION)[_.-]+KEY|TOKEN)(?:[_.-]+V?[0-9]+)*[_.-]*$", upper(key))) && !can(regex("(?:^|[_.-])(?:PUBLIC|PUBLISHABLE)(?:[_.-]|$)|(?:^|[_.-])(?:ADD|BOS|CLS|END|EOS|FIRST|IMAGE|LAST|MASK|MAX|MIDDLE|MIN|NEXT|PAD|PER|PREFIX|SEP|SPECIAL|START|STOP|SUFFIX|UNK|USE)[_.-]+[^_.-]*TOKEN(?:[_.-]+V?[0-9]+)*[_.-]*$", upper(key))) && !can(regex("^\\s*(?:|(?i:-|0|1|\\*|days|disabled|dummy|empty|enabled|false|hours|lm-studio|minutes|n/a|na|nil|no|no-key|no-key-required|none|not-needed|not_needed|null|off|ollama|on|optional|placeholder|required|seconds|sk-dummy|sk-fake|sk-local|sk-no-key-required|true|unused|yes)|arn:(?s:.*)|(?:file://)?/(?:app|data|etc|home|mnt|opt|root|run|secrets|srv|tmp|usr|var)/[A-Za-z0-9._/-]+|https?://[^?#@\\s]+|(?:\\$\\(?[A-Za-z_][A-Za-z0-9_.]*\\)?|\\{+[A-Za-z0-9_. :/-]+\\}+|%[A-Za-z0-9_]+%|\\*+|os\\.environ/[A-Za-z0-9_]+|<[^<>]+>|(?i:your[-_ ][a-z_ -]*(?:key|token|secret|password)(?:[-_ ]here)?)))\\s*$", value))) && !can(regex("\\bsk-ant-[A-Za-z0-9_-]{16,}|\\bsk-(?:(?:proj|svcacct|admin|None|or|lf|helicone)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,})|\\bsess-[A-Za-z0-9]{40}|\\bABSK[A-Za-z0-9+/=]{40,}|\\bbedrock-api-key-[A-Za-z0-9+/=]{20,}|\\b(?:hf|api_org)_[A-Za-z0-9]{20,}|\\bhf_oauth_[A-Za-z0-9._-]{20,}|\\b(?:gsk_|xai-(?:token-)?|pplx-|r8_|fw_|csk-|tvly-(?:dev-|prod-)?|rpa_|flp_)[A-Za-z0-9]{20,}|\\bpcsk_[A-Za-z0-9_]{20,}|\\b(?:nvapi-|tgp_v1_|wandb_v1_)[A-Za-z0-9_-]{40,}|\\b(?:pa|al)-[A-Za-z0-9_-]{43}\\b|\\bvck_[A-Za-z0-9]{40,}|\\bjina_[0-9a-f]{32}[A-Za-z0-9_-]*|\\be2b_[0-9a-f]{40}|\\bfc-[0-9a-f]{32}\\b|\\blsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}|\\bls__[A-Za-z0-9]{32}|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{32}\\b|\\bcpk_[0-9a-f]{32}\\.[0-9a-f]{32}\\.[A-Za-z0-9]{20,}|\\bsk_car_[A-Za-z0-9]{20,}|\\b(?:dtn|crsr|rc)_[0-9a-f]{64}|\\bkey_[0-9a-f]{28,}\\b|\\bup_[A-Za-z0-9]{29}\\b|\\bck-[A-Za-z0-9]{43,45}\\b|\\bbce-v3/ALTAK-[A-Za-z0-9]{12,}/[0-9a-f]{40}|\\bms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\bluma-[0-9a-f-]{36,}|\\bnk-[A-Za-z0-9_-]{43}\\b|\\bpylf_v[0-9]_[a-z]{2}_[A-Za-z0-9]{30,}|\\bpaig_[A-Za-z0-9]{30,}|\\bbt-st-[A-Za-z0-9]{30,}|\\bconfident_[a-z]{2}_(?:proj|org)_[A-Za-z0-9+/=]{30,}|\\bpl_[0-9a-f]{32}\\b|\\bz[uwq]t_[A-Za-z0-9_-]{36,}|\\btnt_[A-Za-z0-9]{11}_[A-Za-z0-9]{40,}|\\bek_[0-9a-f]{32,}|\\besecret_[a-z0-9]{20,}|\\bv1:[A-Za-z0-9]{24}:[A-Za-z0-9]{24}\\b|\\bsk_[0-9a-f]{48}\\b|\\b(?:dapi|dkea|dose)[0-9a-f]{32}", value)))])}, want no credential in plain text; move it to secrets: plain text shows in the plan, the state, the console and every describe call (rule ecs-plaintext-credential)."
  }
}

variable "secrets" {
  description = "Environment variables whose values ECS reads when a task starts: ARNs of secrets, also with :JSON_KEY:: after them, or of parameters, encrypted with keys of AWS."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.secrets : can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", key))])
    error_message = "secrets: got ${join(", ", [for key, value in var.secrets : key if !(can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", key)))])}, want a name of letters, digits and underscores that does not start with a digit (rule invalid)."
  }

  validation {
    condition     = alltrue([for key, value in var.secrets : !contains(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4", "ECS_AGENT_URI", "AWS_EXECUTION_ENV"], key)])
    error_message = "secrets: got ${join(", ", [for key, value in var.secrets : key if !(!contains(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4", "ECS_AGENT_URI", "AWS_EXECUTION_ENV"], key))])}, want a name that ECS does not set itself; it is in every container with a value of its own (rule ecs-reserved-variable)."
  }

  validation {
    condition     = alltrue([for key, value in var.secrets : can(regex("^arn:aws(-[a-z]+)*:secretsmanager:[^:]*:([0-9]{12}|aws)?:secret:[^:$]+(?::[^:$]*:[^:$]*:[^:$]*)?$", value)) || can(regex("^arn:aws(-[a-z]+)*:ssm:[^:]*:([0-9]{12}|aws)?:parameter/.*$", value))])
    error_message = "secrets: got ${join(", ", [for key, value in var.secrets : key if !(can(regex("^arn:aws(-[a-z]+)*:secretsmanager:[^:]*:([0-9]{12}|aws)?:secret:[^:$]+(?::[^:$]*:[^:$]*:[^:$]*)?$", value)) || can(regex("^arn:aws(-[a-z]+)*:ssm:[^:]*:([0-9]{12}|aws)?:parameter/.*$", value)))])}, want the ARN of a secret, alone or with :JSON_KEY:VERSION_STAGE:VERSION_ID after it, or of a parameter; the value itself stays in its store (rule invalid)."
  }
}

variable "health_check_path" {
  description = "Path that the load balancer asks. It must not call a model."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/[^\\s?#]*$", var.health_check_path)) && length(var.health_check_path) <= 1024
    error_message = "health_check_path: got ${jsonencode(var.health_check_path)}, want a path that starts with /, at most 1024 characters without a query (rule invalid)."
  }
}

variable "log_retention_days" {
  description = "Days that log lines are kept; 0 is for ever."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: got ${var.log_retention_days}, want one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (rule one-of)."
  }
}

variable "alarm_emails" {
  description = "Addresses that hear of alarms and of the budget; each has to confirm."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for value in var.alarm_emails : can(regex("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", value)) && length(value) <= 320])
    error_message = "alarm_emails: got ${join(", ", [for value in var.alarm_emails : value if !(can(regex("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", value)) && length(value) <= 320)])}, want an address like oncall@acme.dev (rule invalid)."
  }
}

variable "monthly_budget_usd" {
  description = "Costs of the service in a month of which the addresses are told at 50, 80 and 100 %."
  type        = number
  default     = 500
  nullable    = false

  validation {
    condition     = var.monthly_budget_usd >= 1 && var.monthly_budget_usd <= 1000000 && floor(var.monthly_budget_usd) == var.monthly_budget_usd
    error_message = "monthly_budget_usd: got ${var.monthly_budget_usd}, want a whole number from 1 to 1000000 USD (rule range)."
  }
}

variable "deletion_protection" {
  description = "Whether the load balancer and its logs outlive a destroy. Set it to false and apply before you destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of everything, besides the default tags of the provider."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tags) <= 50
    error_message = "tags: got ${jsonencode(var.tags)}, want at most 50 tags; those that are added above count, such as Service of a service (rule tags)."
  }

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:")])
    error_message = "tags: got ${join(", ", [for key, value in var.tags : key if !(!startswith(lower(key), "aws:"))])}, want a key that does not start with aws:; AWS keeps that prefix for itself (rule tags)."
  }

  validation {
    condition     = alltrue([for key, value in var.tags : length(key) <= 128])
    error_message = "tags: got ${join(", ", [for key, value in var.tags : key if !(length(key) <= 128)])}, want a key of at most 128 characters (rule tags)."
  }

  validation {
    condition     = alltrue([for key, value in var.tags : length(value) <= 256])
    error_message = "tags: got ${join(", ", [for key, value in var.tags : key if !(length(value) <= 256)])}, want a value of at most 256 characters (rule tags)."
  }

  validation {
    condition     = alltrue([for key, value in var.tags : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)) && trimspace(key) != ""])
    error_message = "tags: got ${join(", ", [for key, value in var.tags : key if !(can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", key)) && trimspace(key) != "")])}, want a key of letters, digits, spaces and _ . : / = + - @ (rule tags)."
  }

  validation {
    condition     = alltrue([for key, value in var.tags : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value))])
    error_message = "tags: got ${join(", ", [for key, value in var.tags : key if !(can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", value)))])}, want a value of letters, digits, spaces and _ . : / = + - @ (rule tags)."
  }
}
