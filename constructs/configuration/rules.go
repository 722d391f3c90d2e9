package configuration

import (
	"fmt"
	"path"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	nameForm     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	fileName     = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$|^\.env$`)
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	// A dot would break the certificate of the bucket's address. S3 keeps some beginnings and ends for itself:
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	newBucket      = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`)
	reservedBucket = regexp.MustCompile(`^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$`)
	bucketName     = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
)

const maxFileName = 200

const keyFix = "give the key's ARN, not its id or alias"

// Validate returns every mistake in the props as one error, or nil. It reads the files that are named by their path.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && !nameForm.MatchString(p.Name) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			"1 to 64 letters, digits, hyphens and underscores, starting with a letter or digit",
			"name it like the service")
	}
	p.bucketProblems(&ps)
	p.fileListProblems(&ps)
	return ps
}

func (p *Props) bucketProblems(ps *rules.Mistakes) {
	if name := p.BucketName; name != "" && !token.Is(name) &&
		(!newBucket.MatchString(name) || reservedBucket.MatchString(name)) {
		ps.Break(rules.Invalid, "bucketName", check.Quote(name),
			"3 to 63 lower-case letters, digits and hyphens that S3 does not keep for itself",
			"such as llm-proxy-configuration-ACCOUNT-REGION; bucket names are unique in all of AWS")
	}
	arn.Check(ps, "kmsKeyARN", p.KMSKeyARN, "kms", keyFix)
	check.WholeNumber(ps, "noncurrentDays", p.NoncurrentDays, 1, 3650, " days", "leave it out for 90")
	b := p.ExistingBucket
	if b == nil {
		return
	}
	for _, setting := range []struct {
		path  string
		given bool
		fix   string
	}{
		{"bucketName", p.BucketName != "", "the existing bucket has a name"},
		{"kmsKeyARN", p.KMSKeyARN != "", "state the key of the bucket as existingBucket.kmsKeyARN"},
		{"noncurrentDays", p.NoncurrentDays != nil, "its lifecycle rules are made where the bucket is"},
		{"forceDestroy", p.ForceDestroy != nil, "an existing bucket is never destroyed here"},
	} {
		if setting.given {
			ps.Break(bucketOwner, setting.path, "a value with existingBucket", "nothing", setting.fix)
		}
	}
	if !token.Is(b.Name) && !bucketName.MatchString(b.Name) {
		ps.Break(check.Form(b.Name), "existingBucket.name", check.Quote(b.Name), "the name of a bucket, 3 to 63 characters",
			"give its name, not its ARN or URL")
	}
	arn.Check(ps, "existingBucket.kmsKeyARN", b.KMSKeyARN, "kms", keyFix)
}

func (p *Props) fileListProblems(ps *rules.Mistakes) {
	if len(p.Files) == 0 {
		ps.Break(rules.Required, "files", "", "at least one file", "leave the configuration out where there is none")
	}
	if len(p.Files) > maxFiles {
		ps.Break(rules.Range, "files", fmt.Sprint(len(p.Files)), fmt.Sprintf("at most %d", maxFiles),
			"put what belongs together into one file, or the rest into the image")
	}
	names := make([]string, len(p.Files))
	variables := map[string]string{} // of keys, and of buckets as "": where they were stated first
	environmentFiles := 0
	for i, f := range p.Files {
		at := rules.Index("files", i)
		names[i] = f.Name
		ps.Under(at, f.problems())
		if optional.Value(f.EnvironmentFile) {
			environmentFiles++
		}
		p.variableProblems(ps, at, f, variables)
	}
	check.Unique(ps, "files", names, "name each file once")
	if environmentFiles > maxEnvironmentFiles {
		ps.Break(rules.Range, "files", fmt.Sprint(environmentFiles)+" environment files",
			fmt.Sprintf("at most %d", maxEnvironmentFiles), "ECS reads no more in a task; put their lines together")
	}
}

// variableProblems: a variable has one value. Files may share the one that names their bucket.
func (p *Props) variableProblems(ps *rules.Mistakes, at string, f File, taken map[string]string) {
	const bucket = "the bucket"
	if optional.Value(p.FixedKeys) && taken[HashVariable] == "" {
		taken[HashVariable] = "the hash of all files"
	}
	for _, v := range []struct{ path, name, holds string }{
		{at + ".bucketVariable", f.BucketVariable, bucket}, {at + ".keyVariable", f.KeyVariable, at + ".keyVariable"},
	} {
		if v.name == "" {
			continue
		}
		if !variableName.MatchString(v.name) {
			ps.Break(rules.Invalid, v.path, check.Quote(v.name),
				"a name of letters, digits and underscores that does not start with a digit",
				"name it like LITELLM_CONFIG_BUCKET_OBJECT_KEY")
		}
		if _, is := credential.Find(v.name, "${key}"); is {
			ps.Break(fileReader, v.path, check.Quote(v.name)+", the name of a credential", "another name",
				"it would be taken for a key in plain text; such as CONFIG_OBJECT_KEY")
		}
		if other := taken[v.name]; other != "" && other != v.holds {
			ps.Break(rules.Unique, v.path, check.Quote(v.name)+" again", "a variable of its own", "it holds "+other)
			continue
		}
		taken[v.name] = v.holds
	}
}

// problems of one file, paths relative to it.
func (f File) problems() rules.Mistakes {
	var ps rules.Mistakes
	switch {
	case f.Name == token.Unknown:
	case token.Is(f.Name):
		ps.Break(rules.KnownValue, "name", "a name that Terraform computes", "one that is stated",
			"it decides how the content is written")
	case !fileName.MatchString(f.Name) || len(f.Name) > maxFileName:
		ps.Break(check.Form(f.Name), "name", check.Quote(f.Name),
			"at most 200 letters, digits and . _ - in parts with / between them", "such as config.yaml")
	}
	f.readerProblems(&ps)
	_, isText := f.stated()
	value := f.Content != nil && !isText
	switch {
	case f.Content == nil && f.Path == "":
		ps.Break(rules.Required, "content", "", "content or path", "state the text, a value, or a local file")
	case f.Content != nil && f.Path != "":
		check.Exclusive(&ps, "content", map[string]bool{"content": true, "path": true}, "a file has one content")
	case f.Path != "" && token.Is(f.Path):
		ps.Break(rules.KnownValue, "path", "a path that Terraform computes", "a path that is stated",
			"the file is read when the program runs")
	case value && !token.Is(f.Name) && form(f.Name) != ".json" && form(f.Name) != ".yaml":
		ps.Break(fileForm, "name", check.Quote(f.Name)+" with a value", "a name that ends with .json, .yaml or .yml",
			"it decides how the value is written; give anything else as text")
	default:
		f.contentProblems(&ps)
	}
	return ps
}

func (f File) readerProblems(ps *rules.Mistakes) {
	ecs := optional.Value(f.EnvironmentFile)
	switch {
	case f.KeyVariable != "" && f.BucketVariable == "":
		ps.Break(fileReader, "bucketVariable", "nothing with keyVariable", "the variable that names the bucket",
			"a key says nothing without its bucket; several files may share the variable")
	case f.KeyVariable == "" && f.BucketVariable != "":
		ps.Break(fileReader, "keyVariable", "nothing with bucketVariable", "the variable that names the key",
			"a bucket says nothing without its key")
	case f.KeyVariable == "" && !ecs:
		ps.Break(fileReader, "keyVariable", "", "bucketVariable and keyVariable, or environmentFile",
			"name the variables in which the code looks for the file")
	}
	if ecs && !token.Is(f.Name) && path.Ext(f.Name) != ".env" {
		ps.Break(environmentFile, "name", check.Quote(f.Name), "a name that ends with .env", "ECS reads no other")
	}
}

func (f File) contentProblems(ps *rules.Mistakes) {
	at := "content"
	if f.Path != "" {
		at = "path"
	}
	d, err := f.content()
	if err != nil {
		ps.Break(fileContent, at, err.Error(), "text of at most 1 MiB",
			"larger or binary files belong into the image, or into a bucket that the code is granted (taskPolicies)")
		return
	}
	found := map[string]bool{}
	switch {
	case d.tree != nil:
		treeCredentials(found, "", d.tree)
	case reference(d.text): // what it becomes is known to Terraform alone
		textCredentials(found, d.text)
	default:
		if form(f.Name) != ".env" { // whose lines are judged one by one
			textCredentials(found, d.text)
		}
		f.formProblems(ps, at, d.text, found)
	}
	if len(found) > 1 {
		delete(found, credential.Setting) // the others say more of the same
	}
	for _, why := range check.SortedKeys(found) {
		ps.Break(fileCredential, at, why, "no credential in plain text",
			"let the file name a variable, such as os.environ/OPENAI_API_KEY, and state it under secrets")
	}
}
