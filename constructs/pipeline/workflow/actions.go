package workflow

// action is an action of GitHub, pinned by its commit: whoever takes over its repository can move a tag, not a commit.
type action struct{ version, commit string }

var cache = action{"v5.0.5", "27d5ce7f107fe9357f9df03efb73ab90386fccae"}

var actions = map[string]action{
	"actions/cache/restore":                 cache,
	"actions/cache/save":                    cache,
	"actions/checkout":                      {"v5.0.0", "08c6903cd8c0fde910a37f88322edcfb5dd907a8"},
	"actions/download-artifact":             {"v8.0.1", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c"},
	"actions/setup-go":                      {"v6.0.0", "44694675825211faa026b3c33043df3e48a5fa00"},
	"actions/setup-node":                    {"v6.0.0", "2028fbc5c25fe9cf00d9f06a71cc4710d4507903"},
	"actions/upload-artifact":               {"v7.0.0", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f"},
	"aws-actions/configure-aws-credentials": {"v6.2.3", "e6de054238d6b7531b4efff3b6587d9aade6a06c"},
	"docker/build-push-action":              {"v7.0.0", "d08e5c354a6adb9ed34480a06d141179aa583294"},
	"docker/setup-buildx-action":            {"v4.0.0", "4d04d5d9486b7bd6fa91e7baf45bbb4f8b9deedd"},
	"hashicorp/setup-terraform":             {"v4.0.1", "dfe3c3f87815947d99a8997f908cb6525fc44e9e"},
}
