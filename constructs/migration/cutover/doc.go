// Package cutover moves a name from an old service to a new one by weighted DNS records, in phases that are one word
// each, and refuses to remove the old one's record before 48 hours have passed.
//
//	cutover.New(stack, "cutover", &cutover.Props{
//		New: cutover.NewSide{Host: balancer.DNSName, ZoneID: balancer.ZoneID},
//		Settings: cutover.Settings{
//			Name: "chat", Domain: "chat.acme.dev", ZoneName: "acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ",
//			Phase: cutover.Verify, // then Canary, Half, Cutover, Decommission; back: Verify
//			Old:   cutover.OldSide{Host: "chat-prod.eu-west-1.elasticbeanstalk.com"},
//			Adopt: []cutover.RecordType{cutover.A},
//		},
//	})
//
// # Phases
//
// [Verify] sends everybody to the old service, [Canary] a tenth of the answers to the new one, [Half] half of them,
// [Cutover] all; [Decommission] removes the old one's record. A phase is chosen in the program, and an apply changes
// one weight. The way back is the word Verify. From Decommission it leads back, too, while the old service still runs;
// take Adopt away then, as the record that it would import is gone.
//
// Weights divide DNS answers, not requests: a resolver that many clients share counts once. An alias lives for 60
// seconds, others for [Settings.TTL]; clients that keep connections, or resolve once as some JVMs do, stay longer.
// What keeps a session in the memory of a service loses it.
//
// # The record that exists
//
// Route 53 refuses a weighted record beside a simple one of its name and type. Adopt says of which type that one is:
// Terraform imports it, and turns it into the old service's weighted record. The provider does that with one request,
// which deletes and creates, and Route 53 does all of a request or nothing: at no moment does the name have no answer
// (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html). The record of the new
// service comes after it. If another Terraform state has the record, take it out there first, with terraform state rm
// or a removed block, or the next apply there fights this one. Where no record exists, adopt nothing.
//
// # Health
//
// From Canary on, Route 53 asks the load balancers of both sides whether they have a healthy target, and a side that
// has none gets no answers. With all weight on the new side, an unhealthy new side sends clients back to the old one,
// though its weight is 0; where neither is healthy, the weights hold as if both were
// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html). In
// Verify the old side counts as healthy whatever happens, or an outage of it would send clients to a service that
// nobody has verified.
//
// Alarms on the new side do the same: a Route 53 health check follows each, and one more is healthy while all of them
// are. Such a check takes no metric math and no percentile, so that these alarms count errors and average seconds;
// those of guardrails cannot be used. A check with too little data keeps its last status: when clients have gone back
// and no error is counted any more, the new side stays out. Do not build on that, and apply Verify. The checks live in
// us-east-1, and so do their own metrics.
//
// IPv6 clients move only when both sides have IPv6: with AAAA records of the new side alone, all of them would be its
// canary, with no way back. They come with Decommission.
//
// # The 48 hours
//
// Terraform records in its state when Cutover was applied, and refuses to plan Decommission until
// [Settings.RollbackHours] have passed, also where no cutover was applied, where the time cannot be read, and where
// the domain, its zone or the new side's name has changed since. Leaving Cutover for Canary, Half or Verify forgets
// the time: the next cutover starts anew. The variable NAME_now is the clock, for tests; whoever may set it, write the
// state or plan with -target is not held up.
//
// # The order of the end
//
// The name of an environment of Elastic Beanstalk is free for anybody once it is terminated; a record that still
// points to it hands your domain to them
// (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.terminating.html). So first apply
// Decommission, wait for the time to live, then terminate. An environment in the same stack whose name the program
// hands over by reference cannot go before its record: Terraform orders it. A database that was made within the
// environment goes with it: decouple it first.
//
// The record that remains is weighted and answers as a simple one does. It costs nothing, so it may stay.
package cutover
