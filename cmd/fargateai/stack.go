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
	var mistakes []error
	inventory, err := s.inventory(path)
	mistakes = append(mistakes, err)
	options := s.priced(inventory, &mistakes)
	if err := errors.Join(mistakes...); err != nil {
		return nil, nil, err
	}
	return inventory, review.NewEstimate(inventory, options), nil
}

// inventory reads the stack. It is empty where that is not possible.
func (s *stack) inventory(path string) (*review.Inventory, error) {
	text, err := readFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return &review.Inventory{}, fmt.Errorf("%s: got no such file, want a cdk.tf.json or a plan in JSON; "+
			"synthesize it first", path)
	} else if err != nil {
		return &review.Inventory{}, err
	}
	inventory, err := review.Read(text)
	if err != nil {
		return &review.Inventory{}, fmt.Errorf("%s: %w", path, err)
	}
	return inventory, nil
}

// priced are the options of an estimate. What is wrong with the prices is noted.
func (s *stack) priced(inventory *review.Inventory, mistakes *[]error) review.Options {
	options := review.Options{Region: s.region}
	if s.prices != "" {
		table, err := s.table(inventory)
		*mistakes = append(*mistakes, err)
		options.Table = &table
	}
	return options
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
		return table, within("--prices: "+s.prices, err)
	}
	return table, nil
}
