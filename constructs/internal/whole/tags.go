package whole

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// objectTags is how many an object of S3 may have
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html).
const objectTags = 10

// tagProblems judges what comes together on a resource: its own tags and those of the stack's provider.
func (a app) tagProblems(ms *rules.Mistakes) {
	told := map[string]bool{}
	for _, r := range a.resources() {
		own := object(r.body, "tags")
		most := check.MaxTags
		if r.kind == "aws_s3_object" {
			most = objectTags
		} else if own == nil {
			continue // what comes from the stack alone is judged there
		}
		all, spelt := map[string]bool{}, map[string]string{}
		for _, tags := range []map[string]any{r.tags, own} {
			for _, key := range check.SortedKeys(tags) {
				all[key] = true
				other, again := spelt[strings.ToLower(key)]
				path := firstBelow(r.stack.path, r.path) + ".tags." + key
				if again && other != key && !token.Is(key) && !told[path] {
					told[path] = true
					ms.Break(rules.Tags, path, check.Quote(key)+" beside "+check.Quote(other)+" of the stack",
						"keys that differ in more than case", "IAM takes them for one")
				}
				spelt[strings.ToLower(key)] = key
			}
		}
		if path := firstBelow(r.stack.path, r.path) + ".tags"; len(all) > most && !told[path] {
			told[path] = true
			ms.Break(rules.Tags, path, fmt.Sprintf("%d tags on %s, with those of the stack", len(all), r.kind),
				fmt.Sprintf("at most %d", most), "")
		}
	}
}
