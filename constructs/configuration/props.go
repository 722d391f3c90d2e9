package configuration

// Props are the props of a [Configuration].
type Props struct {
	// FixedKeys keeps the key of a file whose content changes; see the package's documentation. For services that a
	// pipeline deploys. Default: false.
	FixedKeys *bool

	Settings
}

// Settings say which files there are, and where. Name and Files are required.
type Settings struct {
	// Name of the service, and first part of all keys. Required; at most 64 letters, digits, hyphens and underscores. A
	// change replaces the files, and a bucket that is made here.
	Name string
	// Files for the task, 1 to 40. Required.
	Files []File

	// BucketName of the bucket to make, unique in all of AWS: 3 to 63 lower-case letters, digits and hyphens. Default: one
	// that Terraform makes unique. State it where a task definition's file in another repository names it. A change
	// replaces the bucket.
	BucketName string
	// ExistingBucket to use instead of making one. Its owner decides on encryption, versions and access. Default: none.
	ExistingBucket *BucketRef
	// KMSKeyARN of a customer managed key that encrypts the bucket; its key policy must let the account's roles decrypt
	// with it. A key's ARN, not an alias. Default: S3's own keys (SSE-S3).
	KMSKeyARN string
	// NoncurrentDays that S3 keeps what was overwritten or deleted, 1 to 3650. Default: 90.
	NoncurrentDays *float64
	// ForceDestroy deletes the bucket with what others have put into it. The files that are made here go with the stack in
	// any case. Default: false.
	ForceDestroy *bool
	// Tags of the bucket. Objects get none: S3 allows them ten, and those that a provider adds to everything may be more.
	Tags map[string]string
}

// File is one object. Its content is stated in Content or Path, and is text of at most 1 MiB.
type File struct {
	// Name is the end of the key, such as config.yaml or prompts/system.txt: letters, digits and . _ - in parts with /
	// between them, at most 200 characters. Required, unique.
	Name string

	// Content is text (a string), or a value that is written as JSON or YAML, as Name ends with .json, .yaml or .yml:
	// maps, lists, numbers, or a struct by its JSON tags. References that constructs hand out work in both; with some in a
	// value YAML is written as JSON, which is YAML as well. Anything else that looks like a reference, such as
	// ${OPENAI_API_KEY}, reaches the code as it is. Required without Path.
	Content any
	// Path of a local text file, read when the program runs; relative to the folder that it runs in, that of cdktf.json.
	// Required without Content.
	Path string

	// BucketVariable and KeyVariable are environment variables that tell the code where the file is. Both or none; several
	// files may share a BucketVariable. Required unless EnvironmentFile.
	BucketVariable, KeyVariable string
	// EnvironmentFile lets ECS set a variable of each line NAME=VALUE when a task starts; Name ends with .env. At most
	// ten. Quotes and spaces are part of a value, # starts a comment. Variables of the task's environment win. Default:
	// false.
	EnvironmentFile *bool
	// ContentType of the object. Default: by the end of Name; text/plain for what is not known.
	ContentType string
}

// BucketRef is a bucket that exists, in the stack's region.
type BucketRef struct {
	Name string // required
	// KMSKeyARN of the customer managed key that it encrypts with. Default: none, and S3's own keys.
	KMSKeyARN string
}

// HashVariable is the environment variable that changes with the files where their keys do not.
const HashVariable = "CONFIGURATION_HASH"

// DefaultNoncurrentDays of [Settings].
const DefaultNoncurrentDays = 90

// Limits of what is handed over.
const (
	maxFiles            = 40      // the grant names each of them, and IAM limits a role's policies to 10,240 characters
	maxEnvironmentFiles = 10      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
	maxBytes            = 1 << 20 // Terraform keeps the content in plan and state
)
