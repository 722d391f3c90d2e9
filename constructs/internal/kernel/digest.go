package kernel

import "runtime/debug"

// The AWS provider's archive is 34 MB, and jsii hashes it at each start to find the folder it has unpacked it to, which
// takes 40 ms. The sum that Go has of a module stands for every byte of the archive in it, so for this one sum the
// digest is known: SHA-256 of the archive, its name and its version. Under any other sum, or none, jsii hashes.
const (
	awsModule = "github.com/cdktf/cdktf-provider-aws-go/aws/v19"
	awsSum    = "h1:Kfj2zEc+iCQATS1aIY8eHZkg/moO/OCrDCADRnx1FKI=" // of v19.65.1
	awsKey    = "@cdktf/provider-aws@19.65.1"
	awsDigest = "91efb5ab9c432fd3663bc9909633099c4d9bd744e5d63626381344f4683648b9"
)

// digests are those of the archives in this program that need no hashing.
func digests() map[string]string {
	known := map[string]string{}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return known
	}
	for _, module := range info.Deps {
		if module.Path == awsModule && module.Replace == nil && module.Sum == awsSum {
			known[awsKey] = awsDigest
		}
	}
	return known
}
