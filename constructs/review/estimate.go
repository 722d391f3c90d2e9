package review

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
)

// PriceTable is a list of prices; see [Prices].
type PriceTable = price.Table

// PriceItem names a price of a [PriceTable], such as "nat-gateway-hour".
type PriceItem = price.Item

// Prices returns the built-in list prices of a region, in US dollars. For a region without a list they are approximate,
// and the table's Notice says so. Change prices with the table's With or, from JSON, its Load.
func Prices(region string) PriceTable { return price.For(region) }

// Options are the options of an [Estimate].
type Options struct {
	// Region whose prices hold. Default: that of the stack's AWS provider, else us-east-1, which is then one of the
	// assumptions.
	Region string
	// Table of prices. Default: Prices(Region).
	Table *PriceTable
	// Usage that the stack does not state. Default: that of each field.
	Usage Usage
}

// Estimate is what a stack costs a month of 730 hours.
type Estimate struct {
	Region      string   `json:"region"`
	PricesAsOf  string   `json:"pricesAsOf"`  // day of the price list
	Lines       []Line   `json:"lines"`       // as they were counted; String and Markdown group them
	Total       Range    `json:"total"`       // of the lines
	Assumptions []string `json:"assumptions"` // what the stack does not say and the estimate took for granted
	NotCounted  []string `json:"notCounted"`  // what costs money, or may, and is not in the lines
	// Idle is what one task costs of each service that runs none, such as before an image is stated.
	Idle []Line `json:"idle,omitempty"`
}

// Line is one position of an [Estimate].
type Line struct {
	Group   string `json:"group"`             // such as Compute
	Item    string `json:"item"`              // such as "llm-proxy: 2–10 tasks of 0.5 vCPU, 1 GB (ARM64)"
	Address string `json:"address,omitempty"` // of the resource; "" for a position of several
	Cost    Range  `json:"cost"`
}

// Range is the range of a cost in US dollars a month.
type Range struct {
	Minimum  float64 `json:"minimum"`  // as few tasks as scaling may go down to
	Expected float64 `json:"expected"` // the desired count of tasks
	// as many tasks as scaling may go up to: what a busy, or runaway, month of compute costs
	Maximum float64 `json:"maximum"`
}

func (r Range) plus(other Range) Range {
	return Range{r.Minimum + other.Minimum, r.Expected + other.Expected, r.Maximum + other.Maximum}
}

func (r Range) times(factor float64) Range {
	return Range{r.Minimum * factor, r.Expected * factor, r.Maximum * factor}
}

func fixed(usd float64) Range { return Range{usd, usd, usd} }

// Groups of lines, in the order of the page.
const (
	groupCompute  = "Compute"
	groupNetwork  = "Network"
	groupObserve  = "Logs and monitoring"
	groupSecurity = "Security"
	groupStorage  = "Storage"
	groupGuard    = "Budgets"
)

// NewEstimate prices the inventory. It never fails: what it cannot read it assumes, and says so.
func NewEstimate(in *Inventory, o Options) *Estimate {
	e := &estimator{inventory: in, usage: o.Usage, assumed: map[string]bool{}, Estimate: &Estimate{Region: o.Region}}
	if e.Region == "" {
		e.Region = in.Region
	}
	if o.Table != nil {
		e.prices = *o.Table
		if e.Region == "" {
			e.Region = e.prices.Region
		}
	}
	if e.Region == "" || isReference(e.Region) {
		e.Region = price.DefaultRegion
		e.assume("region: " + e.Region + ", as the stack states none")
	}
	if o.Table == nil {
		e.prices = price.For(e.Region)
	}
	e.PricesAsOf = e.prices.AsOf
	switch {
	case e.prices.Notice != "":
		e.assume("prices: " + e.prices.Notice)
	case e.prices.Region != e.Region:
		e.assume("prices: those of " + e.prices.Region + ", the stack is in " + e.Region)
	}
	e.compute()
	e.scheduled()
	e.network()
	e.observe()
	e.rest()
	e.uncounted()
	for _, line := range e.Lines {
		e.Total = e.Total.plus(line.Cost)
	}
	return e.Estimate
}

// estimator collects the lines of an estimate.
type estimator struct {
	*Estimate
	inventory *Inventory
	prices    price.Table
	usage     Usage
	assumed   map[string]bool
}

func (e *estimator) add(group, item, address string, cost Range) {
	e.Lines = append(e.Lines, Line{Group: group, Item: item, Address: address, Cost: cost})
}

// assume notes what the estimate takes for granted, once.
func (e *estimator) assume(what string) {
	if !e.assumed[what] {
		e.assumed[what] = true
		e.Assumptions = append(e.Assumptions, what)
	}
}

// of calls add for each resource of a type with the number of its instances, which "count" multiplies in synthesized
// JSON.
func (e *estimator) of(kind string, add func(r Resource, instances float64)) {
	for _, r := range e.inventory.Of(kind) {
		add(r, e.instances(r))
	}
}

// count is the number of instances of a type.
func (e *estimator) count(kind string) float64 {
	total := 0.0
	e.of(kind, func(_ Resource, instances float64) { total += instances })
	return total
}

func (e *estimator) instances(r Resource) float64 {
	switch n, known := number(r.Attributes["count"]); {
	case known:
		return max(n, 0)
	case r.Attributes["count"] != nil || r.Attributes["for_each"] != nil:
		e.assume(r.label() + ": 1 instance, as its number is a reference")
	}
	return 1
}

// numberOf is an attribute's number, or otherwise when it is not set or, as an assumption, when it is a reference.
func (e *estimator) numberOf(r Resource, attributes map[string]any, name string, otherwise float64) float64 {
	n, known := number(attributes[name])
	if known {
		return max(n, 0)
	}
	if attributes[name] != nil {
		e.assume(r.label() + ": " + name + " " + amount(otherwise) + ", as it is a reference")
	}
	return otherwise
}

// zones is how many subnets, one a zone, a resource is in.
func (e *estimator) zones(r Resource, name string) float64 {
	value := r.Attributes[name]
	if subnets, ok := value.([]any); ok && len(subnets) > 0 {
		return float64(len(subnets))
	}
	if value == nil {
		value = r.Attributes["subnet_mapping"]
		if mappings := blocks(value); len(mappings) > 0 {
			return float64(len(mappings))
		}
	}
	if subnets := e.inventory.referred(r, value, "aws_subnet"); len(subnets) > 0 {
		return float64(len(subnets)) // a plan, where the ids are not known yet
	}
	e.assume(r.label() + ": in 2 zones, as its subnets are a reference")
	return 2
}
