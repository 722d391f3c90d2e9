// Package testkit tests programs that use these constructs: synthesize in process, match resources with a readable
// diff, compare with golden files, run the real Terraform CLI, and emulate AWS.
//
// A test package that synthesizes starts one CDKTF kernel for all its tests:
//
//	func TestMain(m *testing.M) { testkit.Main(m) }
//
//	func TestService(t *testing.T) {
//		template := testkit.Synth(t, func(stack cdktf.TerraformStack) { … })
//		template.Has(t, "aws_ecs_service", testkit.Object{"desired_count": 2})
//	}
//
// The kernel serves one call at a time: tests that synthesize must not call t.Parallel.
//
// [ValidateStack] and [CheckHCL] ask the real Terraform; [NewTerraform] runs a stack through its life against an
// emulated AWS:
//
//	testkit.Heavy(t) // not with -short
//	aws := testkit.StartAWS(t)
//	terraform := testkit.NewTerraform(t, template.Text(), testkit.TerraformOptions{})
//	terraform.Apply(t)
//	terraform.AssertEmptyPlan(t)
//	terraform.Destroy(t)
//	aws.AssertEmpty(t)
//
// The emulator accepts almost anything. So every test that starts it is judged when it ends: a request that AWS itself
// would refuse fails it, with the resource, the value, the rule and the page of AWS that says so. See [Judgement] for
// what the judge sees and what it cannot see, [AWS.Allow] and [AWS.Lenient] for exceptions.
//
// Terraform, its providers and the emulator (which runs on Python) are used where they are installed, and else
// installed once into the user's cache folder.
package testkit
