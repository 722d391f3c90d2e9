package kernel

// What is known about the AWS provider's archive.
const (
	AWSModule = awsModule
	AWSSum    = awsSum
	AWSKey    = awsKey
	AWSDigest = awsDigest
)

// CacheIn keeps compiled code in a folder until restore is called.
func CacheIn(dir string) (restore func()) {
	earlier := cacheDir
	cacheDir = func() string { return dir }
	return func() { cacheDir = earlier }
}
