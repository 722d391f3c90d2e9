// Package migration turns an application that runs elsewhere into a program of package fargateai.
//
// A reader, such as those of packages apprunner, beanstalk and copilot, fills in an [Application]: what each service is, and of each value the
// file and line that said it. [Write] makes a Go program of it, a report of what became of every setting ([Gap]), and
// the list of secrets to create:
//
//	app, err := beanstalk.Read(os.DirFS("my-app"), "my-app")
//	…
//	dockerfiles := app.Images(os.DirFS("my-app"))
//	files, err := migration.Write(app, migration.Options{})
//
// Reading never stops at the first problem, and never fails because of a setting that it does not know: that one is in
// the report. A value that looks like a credential is dropped where it is read; only the name of its variable goes on.
// It needs neither Node nor Terraform nor AWS.
package migration
