// Package price holds AWS's on-demand list prices of what an ECS service on Fargate is made of, in US dollars.
//
// The prices are a dated copy: a [Table] says of which day and region, and in [Table.Notice] when they are only an
// approximation. Anyone may replace them, with [Table.With] or from JSON with [Table.Load]: for a discount, another
// region, or a price that has changed.
package price
