// Package module writes constructs as a Terraform module, for those who write HCL:
//
//	fargateai.Run(func(app cdktf.App) {
//		m := module.New(app, "ai-service", &module.Props{Description: "An AI service on AWS Fargate."})
//		fargateai.NewService(m, "service", &fargateai.ServiceProps{
//			Name: m.Text("name", module.Variable{Description: "Name of the service.", Example: "llm-proxy",
//				Checks: []module.Check{module.ServiceName()}}),
//			Port: m.Number("port", module.Variable{Description: "Port of the container.", Default: 8080,
//				Checks: []module.Check{module.Port()}}),
//		})
//	})
//
// A program that is run so writes the folder dist: main.tf, variables.tf, outputs.tf, versions.tf, and a README.md of
// the same facts. Provider, region, account and state are those of whoever calls the module; it has no provider block,
// so it takes count, for_each and providers, and fits beside other instances of itself.
//
// What a variable may be. A variable is a reference while the program runs, so it fits every prop that takes one:
// texts, numbers, lists, and as a whole the maps Environment, Secrets and Tags. It fits no prop that decides which
// resources there are; those refuse it (rule known-value). Decide them in the program, and call it once for each
// flavour: a function of Go that makes a module is called twice, with a network or without. There is no count for it:
// everything that refers to a resource with count has to ask whether it is there, which nobody can read. A boolean
// attribute, which no prop takes as a reference, is set with [Module.Set].
//
// What is checked. A variable's [Check] is made of the data that the rules of the constructs have, such as the sizes of
// Fargate, and says the words and the id of the rule; it judges the variable's own Default and Example while the
// program runs. [Module.Require] judges several variables together before anything is made.
package module
