// Package rules is what the constructs know of right and wrong: the mistakes that they find in props, and the rules by
// which they judge.
//
// Every construct reports all mistakes in its props at once, when the app is synthesized; a Validate method returns
// them without synthesizing anything. fargateai.Run prints them; the errors of Validate and of testkit.SynthApp carry
// them as [Mistakes], which a program can read:
//
//	var mistakes rules.Mistakes
//	if errors.As(props.Validate("llm-proxy"), &mistakes) {
//		for _, m := range mistakes {
//			fmt.Println(m.Rule, m.Path)
//		}
//	}
//
// Ids of rules and paths of props are stable; the texts of a mistake are for people and may change. [Catalog] lists
// every rule with its reason and source, and so does
//
//	go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai rules
//
// A package with rules of its own declares each as a variable of type [Rule], outside of functions and of constant
// texts, and records what breaks it with [Mistakes.Break]. The catalog is generated from these declarations:
//
//	go generate ./constructs/rules
//
// The package is pure Go: it needs no Node.
package rules
