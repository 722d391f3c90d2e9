// Package verify compares a new endpoint with the old one that it takes the place of, before DNS is changed: how they
// answer, how fast, whether streams last, what their certificates say.
//
//	report, err := verify.Run(ctx, verify.Options{
//		New: verify.Endpoint{URL: "https://shop-1234.eu-west-1.elb.amazonaws.com", Host: "shop.acme.dev"},
//		Old: verify.Endpoint{URL: "https://shop.acme.dev"},
//	})
//
// It asks both for the same, again and again, the old one first, within [Limits]. It sends GET, HEAD and OPTIONS, and
// other methods only where a [Golden] request says so, and these once. It talks to the two endpoints and to nobody
// else: a redirect to another host is told, and not followed. What it is given as a secret it sends only where TLS was
// verified, and shows nowhere. It needs no Node.
//
// What both do alike is no difference, even where it is a fault; what the new one does better is none either. Headers
// that say who answered, when, or which request it was are left out (date, server, request ids, ETag), values of JSON
// may differ where keys and types do not, and texts where their length and their words are alike.
package verify
