package controls

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var ofBuckets = words("aws_s3_bucket")

// stored are the controls of buckets and file systems.
var stored = []Control{
	{ID: "s3-public-access-block", Tier: Must, Severity: review.High,
		Holds:  "A bucket cannot be made public: all four settings of its public access block are on",
		Remedy: "add aws_s3_bucket_public_access_block with all four settings", Source: securityHub("S3.8"),
		Answers: words("S3.1 S3.8 CIS-2.1.4 CKV2_AWS_6 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 AWS-0086 AWS-0087 " +
			"AWS-0091 AWS-0093 AWS-0094"), Types: ofBuckets, judge: blocked},
	{ID: "s3-no-public-read", Tier: Must, Severity: review.Critical,
		Holds: "Nobody may read a bucket whom no one knows", Remedy: "unset the ACL, and name who may read in the policy",
		Source: securityHub("S3.2"), Answers: words("S3.2 CKV_AWS_20"),
		Types: words("aws_s3_bucket aws_s3_bucket_acl aws_s3_bucket_policy"), judge: closedTo("s3:GetObject",
			"s3:ListBucket")},
	{ID: "s3-no-public-write", Tier: Must, Severity: review.Critical,
		Holds:  "Nobody may write to a bucket whom no one knows",
		Remedy: "unset the ACL, and name who may write in the policy",
		Source: securityHub("S3.3"), Answers: words("S3.3 CKV_AWS_57"),
		Types: words("aws_s3_bucket aws_s3_bucket_acl aws_s3_bucket_policy"), judge: closedTo("s3:PutObject",
			"s3:DeleteObject")},
	{ID: "s3-encrypted-transport", Tier: Must, Severity: review.Medium,
		Holds:  "A bucket refuses requests that come unencrypted",
		Remedy: "deny what has aws:SecureTransport false in the policy of the bucket", Source: securityHub("S3.5"),
		Answers: words("S3.5 CIS-2.1.1 CKV_AWS_379 4bc4dd4c"), Types: ofBuckets, judge: encryptedTransport},
	{ID: "s3-no-acls", Tier: Must, Severity: review.Medium,
		Holds:  "Who may do what with a bucket stands in policies only, not in ACLs",
		Remedy: "remove the ACL, and set object_ownership to BucketOwnerEnforced", Source: securityHub("S3.12"),
		Answers: words("S3.12 CKV2_AWS_65"), Types: words("aws_s3_bucket aws_s3_bucket_acl aws_s3_bucket_ownership_controls"),
		judge: noACLs},
	{ID: "s3-lifecycle", Tier: Must, Severity: review.Low,
		Holds:  "What is in a bucket expires, or at least its old versions do",
		Remedy: "add aws_s3_bucket_lifecycle_configuration",
		Source: securityHub("S3.13"), Answers: words("S3.13 CKV2_AWS_61"), Types: ofBuckets,
		judge: accompanied("lifecycle")},
	{ID: "s3-abandoned-uploads", Tier: Must, Severity: review.Low,
		Holds:   "Uploads that were given up are deleted within a week",
		Remedy:  "add a rule with abort_incomplete_multipart_upload of 7 days or less",
		Source:  "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
		Answers: words("CKV_AWS_300"), Types: words("aws_s3_bucket_lifecycle_configuration"), judge: abandonedUploads},
	{ID: "s3-kept-objects", Tier: Default, Severity: review.Medium,
		Holds: "A destroy does not delete objects: force_destroy is off", Remedy: "unset force_destroy",
		Source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html", Types: ofBuckets,
		OptOut: "kept-objects", Prop: "fargateai.ServiceProps.Disposable", judge: protected("kept-objects", "force_destroy")},
	{ID: "efs-encrypted", Tier: Must, Severity: review.Medium,
		Holds: "A file system is encrypted", Remedy: "set encrypted; what exists already has to be copied",
		Source: securityHub("EFS.1"), Answers: words("EFS.1 EFS.8 CIS-2.4.1 CKV_AWS_42"), Types: words("aws_efs_file_system"),
		judge: attribute("encrypted", on)},
	{ID: "efs-root-directory", Tier: Must, Severity: review.Medium,
		Holds: "An access point leads to a directory of its own, not to the root", Remedy: "set root_directory with a path",
		Source: securityHub("EFS.3"), Answers: words("EFS.3 CKV_AWS_329"), Types: words("aws_efs_access_point"),
		judge: attribute("root_directory.path", ownDirectory)},
	{ID: "efs-user", Tier: Must, Severity: review.Medium,
		Holds: "An access point says as whom files are written", Remedy: "set posix_user", Source: securityHub("EFS.4"),
		Answers: words("EFS.4 CKV_AWS_330"), Types: words("aws_efs_access_point"), judge: attribute("posix_user.uid", given)},
}

// accompanied judges by a protection that another resource gives, which may be in a module that is not known.
func accompanied(id string) judge {
	return func(v *view, r review.Resource) answer { return v.elsewhere(protected(id)(v, r)) }
}

// encryptedTransport also looks whether the policy can be read that is to deny the rest.
func encryptedTransport(v *view, r review.Resource) answer {
	out := accompanied("encrypted-transport")(v, r)
	for _, p := range v.byType["aws_s3_bucket_policy"] {
		if out.state == passes && v.means(p, p.Attributes["bucket"], r) && len(v.Policies(p)) == 0 {
			return open("policy of %s is known only after an apply", p.Address)
		}
	}
	return out
}

// settingsOfBlock keep a bucket from being public.
var settingsOfBlock = words("block_public_acls block_public_policy ignore_public_acls restrict_public_buckets")

func blocked(v *view, r review.Resource) answer {
	on := func(v *view, r review.Resource) answer {
		judges := make([]judge, 0, len(settingsOfBlock))
		for _, name := range settingsOfBlock {
			judges = append(judges, attribute(name, on))
		}
		return all(judges...)(v, r)
	}
	for _, account := range v.byType["aws_s3_account_public_access_block"] {
		if on(v, account).state == passes {
			return pass
		}
	}
	return companion("aws_s3_bucket_public_access_block", "bucket", "there is no public access block of it", on)(v, r)
}

// publicACLs let everyone, or everyone with an account of AWS, read a bucket.
var publicACLs = words("public-read public-read-write authenticated-read")

// closedTo judges ACLs and policies by actions that nobody unknown may do.
func closedTo(actions ...string) judge {
	writes := slices.Contains(actions, "s3:PutObject")
	return func(v *view, r review.Resource) answer {
		acl := review.Text(r.Attributes["acl"])
		if acl == "public-read-write" || !writes && slices.Contains(publicACLs, acl) {
			return fail("acl is %s", acl)
		}
		for _, grant := range slices.Concat(blocks(r.Attributes["grant"]),
			blocks(block(r.Attributes["access_control_policy"])["grant"])) {
			uri := review.Text(grant["uri"]) + review.Text(block(grant["grantee"])["uri"])
			for _, v := range append(list(grant["permissions"]), grant["permission"]) {
				reads, wrote := inSet(review.Text(v), "READ", "FULL_CONTROL"), inSet(review.Text(v), "WRITE", "FULL_CONTROL")
				if (strings.HasSuffix(uri, "/AllUsers") || strings.HasSuffix(uri, "/AuthenticatedUsers")) &&
					(writes && wrote || !writes && reads) {
					return fail("a group of everyone has %s", review.Text(v))
				}
			}
		}
		all, complete := v.statements(r)
		for _, s := range all {
			if s.Public(all) && slices.ContainsFunc(actions, func(action string) bool { return s.Allows(action) }) {
				return fail("its policy lets everyone in")
			}
		}
		if !complete || isReference(acl) {
			return open("who may use it is known only after an apply")
		}
		return pass
	}
}

func noACLs(_ *view, r review.Resource) answer {
	switch acl := review.Text(r.Attributes["acl"]); {
	case r.Type == "aws_s3_bucket_acl":
		return fail("it is an ACL")
	case isReference(acl):
		return open("acl is known only after an apply")
	case acl != "" && acl != "private" || !unset(r.Attributes["grant"]):
		return fail("it has an ACL")
	case r.Type == "aws_s3_bucket_ownership_controls":
		return attribute("rule.object_ownership", oneOf("BucketOwnerEnforced"))(nil, r)
	}
	return pass
}

func abandonedUploads(_ *view, r review.Resource) answer {
	const most = 7
	if isReference(r.Attributes["rule"]) {
		return open("rule is known only after an apply")
	}
	out := fail("no rule has abort_incomplete_multipart_upload of %d days or less", most)
	for _, rule := range blocks(r.Attributes["rule"]) {
		for _, abort := range blocks(rule["abort_incomplete_multipart_upload"]) {
			days, known := review.Number(abort["days_after_initiation"])
			switch {
			case !strings.EqualFold(review.Text(rule["status"]), "Enabled"):
			case !known:
				out = open("days_after_initiation is known only after an apply")
			case days <= most:
				return pass
			}
		}
	}
	return out
}

// ownDirectory is a path other than the root.
func ownDirectory(v any) (holds, known bool) {
	return !unset(v) && review.Text(v) != "/", !isReference(v)
}
