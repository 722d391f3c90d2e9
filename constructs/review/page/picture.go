package page

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// box is a part of the stack, or of the world around it.
type box struct {
	key  string // tells it from others
	kind string // such as load balancer
	name string
	note string
	rank int // the least column that it stands in
}

// Ranks of boxes: who calls, what stands in front, what runs, what that uses.
const (
	callers = iota
	edge
	tasks
	used
)

// arrow goes from who calls, reads or sends to what is called, read or sent to.
type arrow struct {
	from, to int
	label    string
	right    bool // what may flow by a permission, rather than what does by a route
	both     bool // it goes both ways
}

// picture is what is made and how traffic and permissions flow. Both writers draw from it.
type picture struct {
	boxes  []box
	arrows []arrow
	byKey  map[string]int
}

func (p *picture) box(b box) int {
	b.kind, b.name, b.note = clean(b.kind), strings.TrimSpace(clean(b.name)), strings.TrimSpace(clean(b.note))
	if b.key == "" {
		b.key = b.kind + " " + b.name
	}
	if i, ok := p.byKey[b.key]; ok {
		return i
	}
	p.byKey[b.key] = len(p.boxes)
	p.boxes = append(p.boxes, b)
	return len(p.boxes) - 1
}

func (p *picture) arrow(a arrow) {
	if a.from == a.to {
		return
	}
	for i := range p.arrows {
		old := &p.arrows[i]
		same, opposite := old.from == a.from && old.to == a.to, old.from == a.to && old.to == a.from
		if !same && !opposite {
			continue
		}
		if !strings.Contains(old.label, a.label) {
			old.label += ", " + a.label
		}
		old.both, old.right = old.both || opposite, old.right && a.right
		return
	}
	p.arrows = append(p.arrows, a)
}

// mostBoxes are drawn one by one; of more, those of a kind become one box.
const mostBoxes = 60

func (v *view) picture() *picture {
	p := &picture{byKey: map[string]int{}}
	for _, s := range v.Of("aws_ecs_service") {
		v.drawService(p, s)
	}
	for _, b := range v.balancers() {
		v.drawBalancer(p, b)
	}
	v.drawCalls(p)
	v.drawSchedules(p)
	for _, q := range v.Of("aws_sqs_queue") {
		v.drawQueue(p, q)
	}
	if len(p.boxes) == 0 {
		for _, n := range v.Of("aws_nat_gateway") {
			p.arrow(arrow{from: p.box(box{kind: "network", name: "private subnets", rank: callers}),
				to: p.box(box{kind: "NAT gateway", name: labelOf(n), rank: edge}), label: "way out"})
		}
		for _, r := range v.Of("aws_iam_role") {
			p.box(box{key: r.Address, kind: "role", name: labelOf(r), rank: tasks})
		}
	}
	p = p.merged(func(b box) bool { return b.kind == "log group" || b.kind == "image repository" })
	if len(p.boxes) > mostBoxes {
		p = p.merged(func(box) bool { return true })
	}
	return p
}

// merged puts boxes of a kind into one.
func (p *picture) merged(of func(box) bool) *picture {
	names := map[string][]string{}
	for _, b := range p.boxes {
		if of(b) {
			names[b.kind] = append(names[b.kind], b.name)
		}
	}
	out := &picture{byKey: map[string]int{}}
	at := make([]int, len(p.boxes))
	for i, b := range p.boxes {
		if all := names[b.kind]; len(all) > 1 {
			list := strings.Join(all[:min(len(all), 3)], ", ")
			if len(all) > 3 {
				list += ", …"
			}
			b = box{key: b.kind, kind: b.kind, name: plural(len(all), b.kind), note: list, rank: b.rank}
		}
		at[i] = out.box(b)
	}
	for _, a := range p.arrows {
		a.from, a.to = at[a.from], at[a.to]
		out.arrow(a)
	}
	return out
}

func (v *view) service(p *picture, s review.Resource) int {
	least, _, most := v.Tasks(s)
	note := check.Number(least) + " to " + plural(int(most), "task")
	if least == most {
		note = plural(int(most), "task")
	}
	if isTrue(first(s.Attributes["network_configuration"])["assign_public_ip"]) {
		note += ", public addresses"
	}
	return p.box(box{key: s.Address, kind: "service", name: s.Label(), note: note, rank: tasks})
}

func (v *view) drawService(p *picture, s review.Resource) {
	at := v.service(p, s)
	for _, o := range v.rules {
		if o.in || !v.of(o, s, first(s.Attributes["network_configuration"])["security_groups"]) {
			continue
		}
		if worldwide(o.blocks) {
			p.arrow(arrow{from: at, to: p.box(box{kind: "outside", name: "any host on the internet", rank: used}),
				label: o.ports})
		}
		for _, g := range v.Referred(o.rule, o.groups, "aws_security_group") {
			if n := v.endpointsOf(g); n > 0 {
				p.arrow(arrow{from: at, to: p.box(box{kind: "VPC endpoints", name: plural(n, "service") + " of AWS", rank: used}),
					label: o.ports})
			}
		}
	}
	if d, ok := v.definition(s, s.Attributes["task_definition"]); ok {
		v.drawTask(p, at, d)
	}
	if len(blocks(s.Attributes["load_balancer"])) > 0 && !v.hasBalancer(s) {
		balancer := p.box(box{kind: "load balancer", name: "of another stack", rank: edge})
		p.arrow(arrow{from: balancer, to: at, label: containerPort(s)})
	}
}

func containerPort(s review.Resource) string {
	if port := portOf(first(s.Attributes["load_balancer"])["container_port"]); port != "" {
		return "port " + port
	}
	return "requests"
}

func (v *view) hasBalancer(s review.Resource) bool {
	for _, b := range v.balancers() {
		for _, l := range v.listeners(b) {
			if slices.ContainsFunc(v.behind(l), func(r review.Resource) bool { return r.Address == s.Address }) {
				return true
			}
		}
	}
	return false
}

func (v *view) endpointsOf(group review.Resource) int {
	n := 0
	for _, e := range v.Of("aws_vpc_endpoint") {
		if v.is(e, e.Attributes["security_group_ids"], group) {
			n++
		}
	}
	return n
}

// repositories are those that an image comes from. A parameter may hold the image.
func (v *view) repositories(d review.Resource, image any) []review.Resource {
	all := v.Referred(d, image, "aws_ecr_repository")
	for _, parameter := range v.Referred(d, image, "aws_ssm_parameter") {
		for _, attribute := range []string{"insecure_value", "value"} {
			all = append(all, v.Referred(parameter, parameter.Attributes[attribute], "aws_ecr_repository")...)
		}
	}
	return all
}

// drawTask draws what the containers of a task use and what its role may do.
func (v *view) drawTask(p *picture, at int, d review.Resource) {
	for _, c := range v.containers(d) {
		if all := v.repositories(d, c["image"]); len(all) > 0 {
			p.arrow(arrow{from: at, to: v.resource(p, all[0]), label: "pulls", right: true})
		}
		for _, s := range blocks(c["secrets"]) {
			v.drawUse(p, at, d, s["valueFrom"], "reads at start")
		}
		options := first(first(c["logConfiguration"])["options"])
		for _, g := range v.Referred(d, options["awslogs-group"], "aws_cloudwatch_log_group") {
			p.arrow(arrow{from: at, to: v.resource(p, g), label: "writes", right: true})
		}
	}
	for _, volume := range blocks(d.Attributes["volume"]) {
		for _, fs := range v.Referred(d, first(volume["efs_volume_configuration"])["file_system_id"], "aws_efs_file_system") {
			p.arrow(arrow{from: at, to: v.resource(p, fs), label: "mounts", right: true})
		}
	}
	for _, role := range v.Referred(d, d.Attributes["task_role_arn"], "aws_iam_role") {
		v.drawRole(p, at, role)
	}
}

// drawRole draws what a role may do with what has a name.
func (v *view) drawRole(p *picture, at int, role review.Resource) {
	own := func(r review.Resource) bool { return v.is(r, r.Attributes["role"], role) }
	var from []review.Resource
	for _, r := range v.Of("aws_iam_role_policy") {
		if own(r) {
			from = append(from, r)
		}
	}
	for _, r := range v.Of("aws_iam_role_policy_attachment") {
		if own(r) {
			from = append(from, v.Referred(r, r.Attributes["policy_arn"], "aws_iam_policy")...)
		}
	}
	for _, r := range from {
		for _, policy := range v.Policies(r) {
			for _, s := range iampolicy.Statements(policy.Document) {
				throughProfile := s.NarrowedBy("bedrock:inferenceprofilearn") || slices.ContainsFunc(s.Conditions,
					func(c iampolicy.Condition) bool { return c.Key == "bedrock:inferenceprofilearn" })
				if s.Deny || throughProfile {
					continue
				}
				for _, action := range s.Actions {
					verb, known := drawn[verbOf(action)]
					if service, _, _ := strings.Cut(action, ":"); !known || service == "ecs" || service == "logs" {
						continue
					}
					for _, target := range s.Resources {
						v.drawUse(p, at, r, target, verb)
					}
				}
			}
		}
	}
}

// drawn are the verbs that are arrows, as they stand at one.
var drawn = map[string]string{
	"call": "calls", "read": "reads", "write": "writes", "delete from": "deletes", "publish to": "publishes",
	"send messages to": "sends", "take messages from": "messages", "mount": "mounts", "start": "starts",
	"decrypt with": "decrypts", "apply": "applies", "take": "takes", "change": "changes",
}

// outside are words for what an ARN of a service names.
var outside = map[string]string{
	"bedrock": "model", "secretsmanager": "secret", "ssm": "parameter", "s3": "bucket", "sqs": "queue",
	"dynamodb": "table", "ecr": "repository", "sns": "topic", "kms": "key", "lambda": "function",
	"states":            "state machine",
	"elasticfilesystem": "file system",
}

// drawUse draws an arrow to what a value names, which may be of this stack or not.
func (v *view) drawUse(p *picture, at int, from review.Resource, value any, label string) {
	to := -1
	for _, r := range v.Referred(from, value, "") {
		if kinds[r.Type] != "" && r.Type != "aws_ecs_cluster" {
			to = v.resource(p, r)
			break
		}
	}
	if s, _ := value.(string); to < 0 {
		parts := strings.SplitN(s, ":", 6)
		if len(parts) < 6 || outside[parts[2]] == "" || strings.Trim(parts[5], "*/") == "" {
			return
		}
		to = p.box(box{kind: outside[parts[2]], name: nameInARN(s), note: "not of this stack", rank: used})
		if parts[2] == "bedrock" {
			p.boxes[to].note = "Amazon Bedrock"
		}
	}
	if label == "messages" {
		p.boxes[to].rank = edge
		p.arrow(arrow{from: to, to: at, label: label})
		return
	}
	p.arrow(arrow{from: at, to: to, label: label, right: true})
}

// resource is the box of a part that tasks use.
func (v *view) resource(p *picture, r review.Resource) int {
	kind := kinds[r.Type]
	note := ""
	switch r.Type {
	case "aws_ecr_repository":
		kind = "image repository"
	case "aws_bedrock_inference_profile":
		note = nameInARN(word(first(r.Attributes["model_source"])["copy_from"]))
	case "aws_ecs_service":
		return v.service(p, r)
	}
	return p.box(box{key: r.Address, kind: kind, name: labelOf(r), note: note, rank: used})
}

func (v *view) drawBalancer(p *picture, b review.Resource) {
	kind := "load balancer"
	if isTrue(b.Attributes["internal"]) {
		kind = "internal load balancer"
	}
	listeners := v.listeners(b)
	at := p.box(box{key: b.Address, kind: kind, name: b.Label(), rank: edge})
	for _, l := range listeners {
		for _, s := range v.behind(l) {
			p.arrow(arrow{from: at, to: v.service(p, s), label: containerPort(s)})
		}
		v.drawCallers(p, at, b, l)
	}
}

func (v *view) drawCallers(p *picture, at int, b, l review.Resource) {
	port := "port " + portOf(l.Attributes["port"])
	for _, o := range v.rules {
		if !o.in || o.ports != port || !v.of(o, b, b.Attributes["security_groups"]) {
			continue
		}
		from := box{kind: "callers", name: join(v.parties(o), ", ").string(), rank: callers}
		if worldwide(o.blocks) {
			from = box{kind: "outside", name: "everyone on the internet", rank: callers}
		}
		p.arrow(arrow{from: p.box(from), to: at, label: protocol(l)})
	}
}

// drawCalls draws what services let each other in for.
func (v *view) drawCalls(p *picture) {
	holders := v.groups
	for _, o := range v.rules {
		if !o.in {
			continue
		}
		for _, own := range v.Referred(o.rule, o.group, "aws_security_group") {
			for _, to := range holders[own.Address] {
				for _, other := range v.Referred(o.rule, o.groups, "aws_security_group") {
					for _, from := range holders[other.Address] {
						if to.Type == "aws_ecs_service" && from.Type == "aws_ecs_service" {
							p.arrow(arrow{from: v.service(p, from), to: v.service(p, to), label: o.ports})
						}
					}
				}
			}
		}
	}
}

func (v *view) drawSchedules(p *picture) {
	for _, s := range v.Of("aws_scheduler_schedule") {
		target := first(s.Attributes["target"])
		d, ok := v.definition(s, first(target["ecs_parameters"])["task_definition_arn"])
		if !ok {
			continue
		}
		note := word(s.Attributes["schedule_expression"])
		if word(s.Attributes["state"]) == "DISABLED" {
			note += ", off"
		}
		from := p.box(box{key: s.Address, kind: "schedule", name: s.Label(), note: note, rank: edge})
		to := p.box(box{key: d.Address, kind: "scheduled task", name: d.Label(), rank: tasks})
		p.arrow(arrow{from: from, to: to, label: "starts"})
		v.drawTask(p, to, d)
		for _, q := range v.Referred(s, first(target["dead_letter_config"])["arn"], "aws_sqs_queue") {
			p.arrow(arrow{from: from, to: v.resource(p, q), label: "what failed"})
		}
	}
}

func (v *view) drawQueue(p *picture, q review.Resource) {
	at := v.resource(p, q)
	redrive, _ := review.Document(q.Attributes["redrive_policy"]).(map[string]any)
	for _, dead := range v.Referred(q, redrive["deadLetterTargetArn"], "aws_sqs_queue") {
		label := "what failed"
		if n, known := number(redrive["maxReceiveCount"]); known {
			label = "after " + plural(int(n), "try")
			if n != 1 {
				label = "after " + check.Number(n) + " tries"
			}
		}
		p.arrow(arrow{from: at, to: v.resource(p, dead), label: label})
	}
}
