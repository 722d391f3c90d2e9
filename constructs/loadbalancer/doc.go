// Package loadbalancer makes an Application Load Balancer with HTTPS, DNS and access logs, and the targets behind it;
// or it adopts a load balancer that exists.
//
// # One load balancer, many targets
//
// [New] makes what is shared: the load balancer, its security group and listeners, the certificate with its validation,
// the alias records and the bucket for access logs. [NewTarget] makes what a service owns: a target group and the rule
// that leads requests to it. A target needs to know only the [Ref] of a load balancer, so the load balancer may belong
// to another stack, another team or the console:
//
//	balancer := loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
//		VPCID:     network.VPCID,
//		SubnetIDs: network.PublicSubnetIDs,
//		Domain:    &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
//		Settings: loadbalancer.Settings{
//			Name:        "llm-proxy",
//			IdleTimeout: jsii.Number(600),
//		},
//	})
//	target := loadbalancer.NewTarget(stack, "target", &loadbalancer.TargetProps{
//		VPCID:          network.VPCID,
//		Port:           jsii.Number(4000),
//		LoadBalancer:   balancer.Ref(),
//		HealthCheck:    &loadbalancer.HealthCheck{Path: "/health/liveliness"},
//		TargetSettings: loadbalancer.TargetSettings{Name: "llm-proxy"},
//	})
//	target.AllowTo(service.SecurityGroupID())
//
// What no rule matches is answered with 404. A target without a [Rule] takes every request that no other rule matches;
// rules with conditions state their priority, and two targets of one listener with the same one are a mistake that
// names both.
//
// # Without TLS
//
// A load balancer without domain and certificate is a mistake unless Settings.AllowPlaintextHTTP asks for it by name.
//
// # Who gets in
//
// Everybody does, unless Settings.IngressCIDRs or Settings.IngressPrefixListIDs names addresses, or Settings.CloudFront
// says that a distribution stands in front. Settings.MutualTLS asks clients for a certificate. TargetProps.Login lets
// users log in before a request reaches a task, by OpenID Connect or Cognito, with exceptions for programs that bring a
// key. The load balancer must reach the identity provider then:
//
//	Settings:  loadbalancer.Settings{LoginEgressCIDRs: jsii.Strings("0.0.0.0/0"), …}
//
//	Login: &loadbalancer.Login{
//		OIDC: &loadbalancer.OIDC{
//			Issuer:       "https://acme.okta.com",
//			ClientSecret: loadbalancer.SecretReference{SecretName: "chat/okta", JSONKey: "client_secret"}, …
//		},
//		Exceptions: []loadbalancer.Rule{
//			{Priority: jsii.Number(10), Headers: map[string]string{"authorization": "Bearer *"}},
//		},
//	},
//
// # Several domains
//
// Props.Domain has one zone and one certificate, with as many as 9 further names. Props.FurtherDomains have each their
// own, and may lie in the hosted zone of another account:
//
//	dns := provider.NewAwsProvider(stack, jsii.String("dns"), &provider.AwsProviderConfig{
//		Alias: jsii.String("dns"), AssumeRole: …,
//	})
//	FurtherDomains: []loadbalancer.Domain{{Name: "llm.acme.com", HostedZoneID: "Z1123456789ABCDEFGHIJ", Provider: dns}},
//
// Hosts of rules are held against the names of the certificates; of one that exists, CertificateNames tells them.
//
// # Web application firewall
//
// [Settings].WAF puts a web ACL in front of the load balancer. AWS's managed rules block prompts when they are taken as
// they come: a body above 8 KB, a file path, a script or a metadata address in it is an attack to them. So rules on
// bodies count here, and those on paths, headers and addresses block. Clients above a limit, by address or by API key,
// get status 429 and an error that they know how to wait for. Begin with WAF.CountOnly:
//
//	Settings: loadbalancer.Settings{Name: "llm-proxy", WAF: &loadbalancer.WAF{
//		CountOnly:    jsii.Bool(true),
//		KeyRateLimit: &loadbalancer.KeyRateLimit{Header: "x-api-key", Requests: jsii.Number(600), Window: jsii.Number(60)},
//	}},
//
// # Streams
//
// Three timers decide whether a long answer survives. Settings.IdleTimeout is the longest silence within it, and the
// application's keep-alive has to be longer still. TargetSettings.DeregistrationDelay is how long an answer may go on
// after a deployment has begun to stop its task. The container's stop timeout comes after that; see package ecs.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
// tells under HTTP 502 what clients see of an application that closes connections before the load balancer does.
//
// # Blue and green
//
// TargetProps.BlueGreen readies a target for deployments by CodeDeploy; see package codedeploy. Their new tasks are
// first shown on the load balancer's [TestListener]. There is one for all targets, with the same hosts, paths and
// priorities as clients use, so that a test only has to change the port:
//
//	balancer := loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
//		Settings: loadbalancer.Settings{
//			TestListener: &loadbalancer.TestListener{IngressCIDRs: jsii.Strings("198.51.100.0/24")}, …
//		}, …
//	})
//	target := loadbalancer.NewTarget(stack, "target", &loadbalancer.TargetProps{
//		LoadBalancer: balancer.Ref(), BlueGreen: jsii.Bool(true), …
//	})
//
// Of a load balancer that exists, Ref.TestListenerARN names a listener that its owner has made.
//
// # Replacement
//
// A target group in use cannot be deleted, and a port, protocol version or VPC cannot be changed. So the new group is
// made first, under another name: see TargetSettings.Name. The load balancer itself has a fixed name, and a change of
// its name or scheme is refused by AWS as long as Settings.DeletionProtection is on.
package loadbalancer
