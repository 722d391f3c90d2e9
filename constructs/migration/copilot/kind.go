package copilot

import "regexp"

// kind of a workload.
type kind int

const (
	web kind = 1 << iota
	backend
	worker
	job
	requestDriven
	staticSite

	services = web | backend | worker
	onECS    = services | job
	all      = onECS | requestDriven
)

var kinds = map[string]kind{"load balanced web service": web, "backend service": backend, "worker service": worker,
	"scheduled job": job, "request-driven web service": requestDriven, "static site": staticSite}

var kindNames = map[kind]string{web: "a Load Balanced Web Service", backend: "a Backend Service",
	worker: "a Worker Service", job: "a Scheduled Job", requestDriven: "a Request-Driven Web Service"}

// domainForm is that of a namespace of Cloud Map.
var domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
