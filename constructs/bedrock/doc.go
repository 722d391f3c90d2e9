// Package bedrock grants a service the models that it calls and nothing else.
//
//	access := bedrock.Access{Profiles: []bedrock.InferenceProfile{
//		{Geo: bedrock.GeoEU, ModelID: "anthropic.claude-sonnet-4-5-20250929-v1:0"},
//	}}
//	statements := access.Statements(stack)      // for the task role
//	endpoints := access.RequiredEndpoints()     // for a network without internet
//
// A call through an inference profile needs the profile and the model in every region that the profile may route to.
// Where one is missing, calls fail only when they are routed there: now and then, under load. The statements name them
// all, and allow them only through the profile.
//
// CloudWatch and the bill know Bedrock's tokens by model, not by service. An [ApplicationInferenceProfile] of the
// service's own separates them: with Access.ApplicationProfiles the service can call the model only through it.
package bedrock
