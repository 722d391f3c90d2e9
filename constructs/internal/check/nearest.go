package check

import "strings"

// Nearest is the word that was probably meant: the same in another spelling or case, or else the one that differs in
// the fewest letters, a third of them at most. It is "" where there is none.
func Nearest(got string, words []string) string {
	best, least := "", len(got)/3+1
	for _, word := range words {
		if plain(word) == plain(got) {
			return word
		}
		if n := distance(plain(got), plain(word)); n < least {
			best, least = word, n
		}
	}
	return best
}

// plain is a word without what people write differently.
func plain(word string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(strings.ToLower(word))
}

// distance is the number of letters to insert, leave out or replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
