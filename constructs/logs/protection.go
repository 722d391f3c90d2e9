package logs

import (
	"fmt"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// DataIdentifier is a kind of sensitive data that AWS recognizes, by the name that ends its ARN. Any other of AWS's
// names is taken as it is (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html).
type DataIdentifier string

const (
	IdentifierAWSSecretKey           DataIdentifier = "AwsSecretKey"
	IdentifierOpenSSHPrivateKey      DataIdentifier = "OpenSshPrivateKey"
	IdentifierPGPPrivateKey          DataIdentifier = "PgpPrivateKey"
	IdentifierPKCSPrivateKey         DataIdentifier = "PkcsPrivateKey"
	IdentifierPuTTYPrivateKey        DataIdentifier = "PuttyPrivateKey"
	IdentifierAddress                DataIdentifier = "Address"
	IdentifierCreditCardNumber       DataIdentifier = "CreditCardNumber"
	IdentifierCreditCardSecurityCode DataIdentifier = "CreditCardSecurityCode"
	IdentifierEmailAddress           DataIdentifier = "EmailAddress"
	IdentifierIPAddress              DataIdentifier = "IpAddress"
	IdentifierName                   DataIdentifier = "Name"
	IdentifierPassportNumberUS       DataIdentifier = "PassportNumber-US"
	IdentifierPhoneNumberUS          DataIdentifier = "PhoneNumber-US"
	IdentifierSSNUS                  DataIdentifier = "Ssn-US"
)

// CredentialIdentifiers returns the identifiers of secrets.
func CredentialIdentifiers() []DataIdentifier {
	return []DataIdentifier{IdentifierAWSSecretKey, IdentifierOpenSSHPrivateKey, IdentifierPGPPrivateKey,
		IdentifierPKCSPrivateKey, IdentifierPuTTYPrivateKey}
}

// ModelProviderKeyRegex recognizes API keys of OpenAI, Anthropic and others that start with sk-, and of Bedrock.
const ModelProviderKeyRegex = "sk-[A-Za-z0-9_-]{20,}|ABSK[A-Za-z0-9+/=]{40,}"

// DataProtection masks sensitive data in lines that are written from then on: who reads them sees asterisks, unless
// allowed logs:Unmask. Prompts and answers in a log are full of it. AWS charges 0.12 USD per GB that it scans.
type DataProtection struct {
	// Identifiers of what is masked. Default: CredentialIdentifiers().
	Identifiers *[]DataIdentifier
	// CustomIdentifiers are regular expressions of what else is masked, by name; at most 10. Letters, digits, spaces, _ #
	// = @ / ; , - and the operators ^ $ ? [ ] { } | \ * + . only; at most 200 characters. Default: ModelProviderKey, see
	// ModelProviderKeyRegex. An empty map masks nothing else.
	CustomIdentifiers map[string]string
	// FindingsLogGroupName, FindingsBucketName and FindingsDeliveryStreamName receive reports of what was found. Each
	// exists already, and is not this group. Default: none, CloudWatch counts findings (AWS/Logs LogEventsWithFindings).
	FindingsLogGroupName, FindingsBucketName, FindingsDeliveryStreamName string
}

var (
	identifierForm = regexp.MustCompile(`^[A-Za-z0-9-]{1,128}$`)
	customName     = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`)
	customRegex    = regexp.MustCompile(`^[A-Za-z0-9_#=@/;, ^$?\[\]{}|\\*+.-]{1,200}$`)
)

const maxCustomIdentifiers = 10

func (d *DataProtection) problems(group string) rules.Mistakes {
	var ps rules.Mistakes
	c := d.resolve()
	identifiers, custom := c.managed, c.custom
	names := make([]string, len(identifiers))
	for i, identifier := range identifiers {
		names[i] = string(identifier)
		if !token.Is(names[i]) && !identifierForm.MatchString(names[i]) {
			ps.Break(check.Form(names[i]), rules.Index("identifiers", i), check.Quote(names[i]),
				"a name such as EmailAddress, at most 128 characters",
				"give only what ends the identifier's ARN")
		}
	}
	check.Unique(&ps, "identifiers", names, "")
	if len(identifiers)+len(custom) == 0 {
		ps.Break(rules.Required, "identifiers", "an empty list", "at least one identifier",
			"leave dataProtection out where nothing is masked")
	}
	if n := len(custom); n > maxCustomIdentifiers {
		ps.Break(rules.Range, "customIdentifiers", fmt.Sprint(n), fmt.Sprintf("at most %d", maxCustomIdentifiers), "")
	}
	for _, name := range check.SortedKeys(custom) {
		path, regex := "customIdentifiers."+name, custom[name]
		if !customName.MatchString(name) {
			ps.Break(check.Form(name), "customIdentifiers", check.Quote(name),
				"names of at most 128 letters, digits, hyphens and underscores", "")
		}
		if token.Is(regex) {
			continue
		}
		if _, err := regexp.Compile(regex); err != nil || !customRegex.MatchString(regex) {
			ps.Break(customIdentifier, path, check.Quote(regex), "a regular expression of at most 200 supported characters",
				"groups in parentheses are not supported")
		}
	}
	if d.FindingsLogGroupName != "" && !token.Is(d.FindingsLogGroupName) && !token.Is(group) &&
		d.FindingsLogGroupName == group {
		ps.Break(findingsGroup, "findingsLogGroupName", check.Quote(group), "another group", "")
	}
	return ps
}

// protectionConfig is a data protection with every default filled in.
type protectionConfig struct {
	DataProtection
	managed []DataIdentifier
	custom  map[string]string
}

func (d *DataProtection) resolve() *protectionConfig {
	if d == nil {
		return nil
	}
	c := &protectionConfig{
		DataProtection: *d,
		managed:        optional.Or(d.Identifiers, CredentialIdentifiers()),
		custom:         d.CustomIdentifiers,
	}
	if c.custom == nil {
		c.custom = map[string]string{"ModelProviderKey": ModelProviderKeyRegex}
	}
	return c
}

// document is the policy. AWS requires one statement that looks for the data and one that masks it, of the same
// identifiers.
func (d *protectionConfig) document(partition string) map[string]any {
	var identifiers []string
	for _, identifier := range d.managed {
		identifiers = append(identifiers, "arn:"+partition+":dataprotection::aws:data-identifier/"+string(identifier))
	}
	var definitions []any
	for _, name := range check.SortedKeys(d.custom) {
		identifiers = append(identifiers, name)
		definitions = append(definitions, map[string]any{"Name": name, "Regex": d.custom[name]})
	}
	destination := map[string]any{}
	if d.FindingsLogGroupName != "" {
		destination["CloudWatchLogs"] = map[string]any{"LogGroup": d.FindingsLogGroupName}
	}
	if d.FindingsBucketName != "" {
		destination["S3"] = map[string]any{"Bucket": d.FindingsBucketName}
	}
	if d.FindingsDeliveryStreamName != "" {
		destination["Firehose"] = map[string]any{"DeliveryStream": d.FindingsDeliveryStreamName}
	}
	out := map[string]any{
		"Name": "data-protection", "Version": "2021-06-01",
		"Statement": []any{
			statement("Audit", identifiers, "Audit", "FindingsDestination", destination),
			statement("Mask", identifiers, "Deidentify", "MaskConfig", map[string]any{}),
		},
	}
	if len(definitions) > 0 {
		out["Configuration"] = map[string]any{"CustomDataIdentifier": definitions}
	}
	return out
}

func statement(sid string, identifiers []string, operation, setting string, value map[string]any) map[string]any {
	return map[string]any{
		"Sid": sid, "DataIdentifier": identifiers, "Operation": map[string]any{operation: map[string]any{setting: value}},
	}
}
