package everyprop

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/verify"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
)

// limitedOnly are types of props with bounds that reach no Terraform.
var limitedOnly = []judge{
	of(func(g *evalgate.Gate) error { return g.Validate() }), of(func(o *verify.Options) error { return o.Validate() }),
}

// neighbours state what a prop is judged with: of most props the first ones, of a worker's the second.
var neighbours = []func(props any){
	func(props any) {
		switch p := props.(type) {
		case *ecs.ServiceProps:
			p.Namespace.ID = "ns-0123456789abcdef"
		case *guardrails.Props:
			p.Budget = &guardrails.Budget{ForecastedPercent: &[]*float64{}}
		case *fargateai.ServiceProps:
			p.Guardrails = &guardrails.Settings{Budget: &guardrails.Budget{ForecastedPercent: &[]*float64{}}}
		case *verify.Options:
			p.Old.URL, p.New.URL = "https://old.acme.dev", "https://new.acme.dev"
		}
	},
	func(props any) {
		if p, ok := props.(*fargateai.ServiceProps); ok {
			p.Workload = fargateai.WorkloadEvalWorker // has a queue, and no target
		}
	},
}

// ofWorker are the places that only the props of a worker are judged at.
var ofWorker = regexp.MustCompile(`^fargateai.ServiceProps (queue|existingQueue)\b`)

// Numbers that no test of bounds tries.
var (
	measured = regexp.MustCompile(`(etrics|ranges)\.KEY(\.low|\.high)?$|\.(defaultValue|threshold)$|\.metricInterval\w+$`)
	results  = regexp.MustCompile(`^evalgate.Gate (baseline|history)`) // are what was evaluated
	// elsewhere are judged where they are first stated, or come in steps, which tables of their packages try.
	elsewhere = regexp.MustCompile(`taskPorts\[0\]\.containerPort$|[ .]memoryLimitMiB$|steps\[0\]\.period$`)
)

func unbounded(place string) bool {
	return measured.MatchString(place) || results.MatchString(place) || elsewhere.MatchString(place)
}
