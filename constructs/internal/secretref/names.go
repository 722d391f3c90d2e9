package secretref

import (
	"regexp"
	"strings"
)

// What names look like, for people.
const (
	WantNewSecret = "1 to 512 letters, digits and / _ + = . @ -"
	WantSecret    = "1 to 512 letters, digits and / _ + = . @ ! -"
	WantParameter = "at most 1011 letters, digits and _ . - in up to 15 parts with / between them"
)

const (
	inSecret      = `A-Za-z0-9/_+=.@-`
	parameterPart = `[A-Za-z0-9_.-]+`
	maxParameter  = 1011 // characters
)

var (
	newSecretForm = regexp.MustCompile(`^[` + inSecret + `]{1,512}$`)
	secretForm    = regexp.MustCompile(`^[!` + inSecret + `]{1,512}$`)
	resourceForm  = regexp.MustCompile(`^secret:([!` + inSecret + `]{1,512})-[A-Za-z0-9]{6}$`)
	parameterForm = regexp.MustCompile(`^/?` + parameterPart + `(?:/` + parameterPart + `){0,14}$`)
)

// IsNewSecret reports whether a secret can be given the name
// (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html).
func IsNewSecret(name string) bool { return newSecretForm.MatchString(name) }

// IsSecret reports whether a secret may have the name. Secrets that other services of AWS made, such as
// rds!db-01a2b3c4, have an exclamation mark behind the service
// (https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html).
func IsSecret(name string) bool { return secretForm.MatchString(name) }

// IsParameter reports whether a parameter of Parameter Store may have the name, which may start with a slash or not
// (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html).
func IsParameter(name string) bool {
	return parameterForm.MatchString(name) && len(name) <= maxParameter
}

// IsReserved reports whether the name of a parameter begins as only AWS's own may, with or without a slash
// (https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html).
func IsReserved(name string) bool {
	bare := strings.ToLower(strings.TrimPrefix(name, "/"))
	return strings.HasPrefix(bare, "aws") || strings.HasPrefix(bare, "ssm")
}

// NameIn returns the name of the secret out of the last part of its whole ARN, secret:NAME-SUFFIX. It reports false
// where that is none or its suffix is missing.
func NameIn(resource string) (name string, ok bool) {
	m := resourceForm.FindStringSubmatch(resource)
	if m == nil {
		return "", false
	}
	return m[1], true
}
