// Package testkit tests programs that use these constructs: synthesize in process, match resources with a readable diff,
// compare with golden files, run the real Terraform CLI, and emulate AWS.
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
package testkit
