// Package controls holds a stack against a table of controls: what AWS Security Hub, CIS, Checkov and Trivy ask of the
// resources of a service on Fargate, and what keeps it reliable. Each control is a pure predicate over an inventory. It
// says what must hold, what to change where it does not, and which ids of others it answers.
//
//	card := controls.Judge(inventory)
//	for _, result := range card.Results {
//		fmt.Println(result.Control.ID, result.State(), result.Fails)
//	}
//
// A value that only Terraform knows neither passes nor fails: it is unknown. What is turned off by a prop that says so
// fails, and names the protection that the page lists under "What it goes without"; what a program gives a reason for
// is waived, with the reason.
package controls
