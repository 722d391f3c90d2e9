package beanstalk

import "github.com/fargate-ai/fargate-ai-service/constructs/migration"

// definition is a container as a file has it.
type definition struct {
	migration.Container
	at          tree
	ports       []mapping
	cpu, memory float64 // units and MiB
	inherits    bool    // has the environment's variables
	buildAt     *migration.Build
	moving      *migration.Said[string]
}

// mapping of a port of the host to one of the container; 0 is a port that the host chooses.
type mapping struct {
	host, container float64
	source          migration.Source
}

// containers reads what runs: the first of these files that there is, as Beanstalk does.
func (r *reading) containers() {
	var defs []definition
	for _, file := range []string{"docker-compose.yml", "docker-compose.yaml"} {
		if t, ok := r.Mapping(file); ok {
			r.Found++
			defs = append(defs, r.compose(t)...)
			break
		}
	}
	if t, ok := r.Mapping("Dockerrun.aws.json"); ok {
		r.Found++
		defs = r.dockerrun(t, defs)
	}
	for _, s := range r.App.Services {
		if len(defs) > 0 {
			r.assemble(s, defs)
		}
	}
	r.procfile()
	r.periodic()
}

// image takes an image that always means the same, and keeps another one for its report.
func (r *reading) image(t tree, d *definition, name string) { d.Image, d.moving = r.Image(t, name) }
