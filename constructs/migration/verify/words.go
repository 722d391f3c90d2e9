package verify

import (
	"bytes"
	"hash/fnv"
	"unicode"
)

const mostWords = 5000

// wordsOf are the words of a text, by their hashes. Words with digits are left out: ids, times, versions, hashed names
// of files.
func wordsOf(text []byte) map[uint64]struct{} {
	words := map[uint64]struct{}{}
	for word := range bytes.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(words) == mostWords {
			break
		}
		if len(word) > 40 || bytes.IndexFunc(word, unicode.IsDigit) >= 0 {
			continue
		}
		hash := fnv.New64a()
		hash.Write(bytes.ToLower(word))
		words[hash.Sum64()] = struct{}{}
	}
	return words
}

// alike is the share of the words of both that they have in common; 1 where there are none.
func alike(a, b map[uint64]struct{}) float64 {
	common := 0
	for word := range a {
		if _, ok := b[word]; ok {
			common++
		}
	}
	all := len(a) + len(b) - common
	if all == 0 {
		return 1
	}
	return float64(common) / float64(all)
}
