package rules

// Rule is one thing that props are judged by. It cannot be switched off; where it has an exception, that is a prop.
type Rule struct {
	// ID in kebab-case, such as "service-image-tag-moves". It never changes its meaning.
	ID string `json:"id"`
	// Judges says what has to hold, in one sentence.
	Judges string `json:"judges"`
	// Why it has to: what goes wrong otherwise.
	Why string `json:"why"`
	// Source is the address of a page that says so; empty for rules of these constructs' own making.
	Source string `json:"source,omitempty"`
	// Package that judges by it, as its path below constructs, such as "pipeline/workflow"; "rules" for rules that many
	// packages judge by. A declaration leaves it empty, and so do rules of other modules; [Catalog] states it.
	Package string `json:"package,omitempty"`
}

// Rules of form, which hold for many props. The path of a mistake says for which. A program compares their ID with the
// Rule of a [Mistake]: m.Rule == rules.Required.ID.
var (
	Required = Rule{
		ID: "required", Judges: "A prop that has no default is stated.",
		Why: "Nothing sensible can be made without it.",
	}
	Invalid = Rule{
		ID: "invalid", Judges: "A value has the form that its prop is documented with.",
		Why: "AWS would refuse it, or take it for something else.",
	}
	Range = Rule{
		ID: "range", Judges: "A number lies within its limits, and is whole where only whole numbers make sense.",
		Why: "AWS would refuse it when the stack is applied.",
	}
	OneOf = Rule{
		ID: "one-of", Judges: "A value is one of those that are known.",
		Why: "AWS would refuse it when the stack is applied.",
	}
	Exclusive = Rule{
		ID: "exclusive", Judges: "Of props that exclude each other at most one is stated.",
		Why: "One of them would be ignored without a word.",
	}
	Unique = Rule{
		ID: "unique", Judges: "Values that tell things apart differ.",
		Why: "Two things of one name become one, or AWS refuses the second.",
	}
	Placeholder = Rule{
		ID: "placeholder", Judges: "No placeholder stands where a real value must.",
		Why: "It would be deployed as it is.",
	}
	Credential = Rule{
		ID: "credential", Judges: "No text holds a credential.",
		Why:    "Plans, states, consoles, logs and describe calls show it to everyone who may read them.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
	}
	KnownValue = Rule{
		ID: "known-value", Judges: "A value that decides what is made is known when the program runs.",
		Why: "What only Terraform knows comes too late: the resources are written by then.",
	}
	NilElement = Rule{
		ID: "nil-element", Judges: "No list has a nil among its elements.",
		Why: "A nil says nothing: an element was forgotten, or a variable was never set.",
	}
	Place = Rule{
		ID:     "place",
		Judges: "What a prop names lies where the stack can use it: in its partition, region and account, as AWS asks for.",
		Why:    "AWS would refuse it when the stack is applied, or look for it in vain.",
		Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
	}
	Tags = Rule{
		ID: "tags", Judges: "Tags keep to AWS's limits, differ in more than case, and leave the prefix aws: alone.",
		Why:    "AWS refuses the resources that carry them.",
		Source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
	}
)
