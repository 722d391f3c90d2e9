package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// stack are the flags of the commands that look at a stack.
type stack struct {
	region, prices, name string
	markdown             bool
	options              review.Options // that the estimate was made with
}

func (s *stack) flags(command *cobra.Command) {
	s.places(command)
	command.Flags().BoolVar(&s.markdown, "markdown", false, "write Markdown, for a comment on a pull request")
}

// places are the flags that say whose prices hold.
func (s *stack) places(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&s.region, "region", "", "AWS `REGION` whose prices hold (default: that of the stack's provider)")
	flags.StringVar(&s.prices, "prices", "", "JSON `FILE` of other prices: {\"prices\": {\"nat-gateway-hour\": 0.052}}")
}

const stackFile = `FILE is a synthesized cdk.tf.json, or a plan: terraform show -json PLANFILE > plan.json.`

// read reads the stack and prices it.
func (s *stack) read(path string) (*review.Inventory, *review.Estimate, error) {
	var errs []error
	inventory := &review.Inventory{}
	text, err := readFile(path)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("%s: got no such file, want a cdk.tf.json or a plan in JSON; synthesize it first", path)
	} else if err == nil {
		var read *review.Inventory
		if read, err = review.Read(text); err != nil {
			err = fmt.Errorf("%s: %w", path, err)
		} else {
			inventory = read
		}
	}
	errs = append(errs, err)
	options := review.Options{Region: s.region}
	if s.prices != "" {
		table, err := s.table(inventory)
		errs = append(errs, err)
		options.Table = &table
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	s.options = options
	return inventory, review.NewEstimate(inventory, options), nil
}

// table is the price list of the stack's region with the file's prices.
func (s *stack) table(inventory *review.Inventory) (review.PriceTable, error) {
	region := review.NewEstimate(inventory, review.Options{Region: s.region}).Region // the stack's, or the default
	file, err := os.Open(s.prices)
	if err != nil {
		return review.PriceTable{}, fmt.Errorf("--prices: %w", err)
	}
	defer file.Close()
	table, err := review.Prices(region).Load(file)
	if err != nil {
		return table, fmt.Errorf("--prices: %s: %w", s.prices, err)
	}
	return table, nil
}
