// Package page puts a review on one page: what a stack is about to make, how traffic and permissions flow, who can
// reach it, who may do what, how long everything waits, who is told, what it costs and what is risky.
//
//	stack, err := review.Read(text) // a cdk.tf.json, or the output of terraform show -json PLANFILE
//	p := page.New(stack, page.Options{})
//	os.WriteFile("review.md", p.Markdown(), 0o644) // for GitHub: tables, folded details, a Mermaid picture
//	os.WriteFile("review.html", p.HTML(), 0o644)   // one file for a browser: no script, no request, the picture as SVG
//
// json.Marshal(p) gives the same to a program. All are written from the same blocks, and both pictures from the same
// boxes and arrows. The same stack gives the same bytes. Like package review it starts no Node and calls no AWS, and it
// shows nothing that Terraform marks as sensitive.
package page
