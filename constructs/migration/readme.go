package migration

import (
	"bytes"
	"fmt"
)

// NewSecrets returns the names of the secrets that are to be created, in order, each once, with the variables that need
// it.
func (a *Application) NewSecrets() []string {
	names := map[string]bool{}
	for _, s := range a.Services {
		for _, c := range s.Containers() {
			for _, secret := range c.Secrets {
				if secret.Create {
					names[secret.SecretName] = true
				}
			}
		}
	}
	return sortedKeys(names)
}

func readme(a *Application, o Options) []byte {
	var out bytes.Buffer
	say := func(format string, values ...any) { fmt.Fprintf(&out, format, values...) }
	stack := stackName(a)
	say("# %s on AWS Fargate\n\nRead from %s. [gaps.md](gaps.md) says what became of every setting.\n", markdown(stack),
		a.From)
	say("\n## In this order\n\n")
	step := 0
	next := func(format string, values ...any) {
		step++
		fmt.Fprintf(&out, "%d. "+format+"\n", append([]any{step}, values...)...)
	}
	next("Decide what [gaps.md](gaps.md) lists under *Needs a decision* (%d).", a.Count()[Decision])
	if o.Module != "" {
		next("Fetch the library: `go get %s && go mod tidy`.", library)
	}
	if domainAsked(a) {
		next(
			"Set `domain` and `hostedZoneID` in the `context` of cdktf.json. Without them it is a demo, with plaintext HTTP.",
		)
	}
	if names := a.NewSecrets(); len(names) > 0 {
		next("Create the secrets, in the stack's region. One at a time, as each waits for a value, which it does not show:" +
			"\n\n   ```bash")
		for _, name := range names {
			// printf adds no line break, which would be a part of the value
			say("   IFS= read -rs value && printf %%s \"$value\" |\n"+
				"     aws secretsmanager create-secret --name %s --secret-string file:///dev/stdin\n", name)
		}
		say("   ```\n\n   The old values stand in the source's settings: change them.\n")
	}
	next("`go run .` writes `cdktf.out/stacks/%s/cdk.tf.json`, and says what is in it and what it costs.", stack)
	next("`terraform -chdir=cdktf.out/stacks/%s init` and `apply`.", stack)
	for _, s := range a.Services {
		if s.Image == nil {
			next("Push the image of %s to the repository that the apply printed, set `%s` in the `context` of cdktf.json, and "+
				"apply again.", s.Name, a.tagSetting(s))
		}
	}
	next("Compare the new endpoint with the old one, then move the DNS record. Keep what runs on %s for 48 hours.", a.From)
	return out.Bytes()
}
