package configuration

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// hashLength is the number of hexadecimal digits of a hash in a key.
const hashLength = 12

// config is the props with every default filled in.
type config struct {
	Props
	fixed        bool
	bucketPrefix string // "" where the bucket has a name
	kmsKeyARN    string // that the bucket encrypts with, wherever it comes from
	noncurrent   float64
	files        []file
}

// file is one that is decided.
type file struct {
	File
	document
	contentType string
	stem, end   string // of the key, around the hash
}

func (p Props) resolve() config {
	c := config{
		Props:      p,
		fixed:      optional.Value(p.FixedKeys),
		kmsKeyARN:  p.KMSKeyARN,
		noncurrent: optional.Or(p.NoncurrentDays, DefaultNoncurrentDays),
	}
	if p.BucketName == "" {
		c.bucketPrefix = "configuration-"
		if !token.Is(p.Name) {
			c.bucketPrefix = strings.ToLower(naming.Prefix(p.Name+"-config", naming.MaxBucketPrefix))
		}
	}
	if b := p.ExistingBucket; b != nil {
		c.kmsKeyARN = b.KMSKeyARN
	}
	for _, f := range p.Files {
		d, _ := f.content() // the rules have read it
		decided := file{File: f, document: d, contentType: f.ContentType}
		if decided.contentType == "" {
			decided.contentType = contentTypes[extension(f.Name)]
		}
		decided.end = path.Ext(f.Name)
		decided.stem = p.Name + "/" + strings.TrimSuffix(f.Name, decided.end)
		c.files = append(c.files, decided)
	}
	return c
}

// key of the object, with the hash of its content unless keys are fixed.
func (c config) key(f file, hash string) string {
	if c.fixed {
		return f.stem + f.end
	}
	return f.stem + "-" + hash + f.end
}

// pattern of the keys that the file has, had and will have: tasks of an earlier revision still read theirs.
func (c config) pattern(f file) string { return c.key(f, strings.Repeat("?", hashLength)) }

// hashOf is the hash of a known text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:hashLength]
}
