package review

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Sarif returns the review in the form SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as GitHub takes
// it for code scanning: one result for each risk, change that replaces or destroys, effect on permissions and exposure,
// drift and check. Every result is in file, a path in the repository: a plan does not know the lines of a program. See
//
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
func (p *PlanReview) Sarif(file string) ([]byte, error) {
	b := sarifBuilder{file: sarifPath(file), index: map[string]int{}, seen: map[string]int{}}
	for _, r := range p.Risks {
		b.add(r.ID, r.Severity, r.Address, r.Text+". "+sentence(r.Remedy))
	}
	for _, c := range p.Changes {
		switch c.Action {
		case Replaced, Destroyed, Forgotten:
			b.add("plan-"+string(c.Action), Medium, c.Address, sentence(c.Summary()))
		}
	}
	for _, of := range []struct {
		id  string
		all []Effect
	}{{"plan-permissions", p.Permissions}, {"plan-exposure", p.Exposure}, {"plan-code", p.Code}} {
		for _, e := range of.all {
			if e.Direction != Less {
				b.add(of.id, Medium, e.Address, sentence(e.Kind+": "+e.Text))
			}
		}
	}
	for _, d := range p.Drift {
		b.add("plan-drift", Low, d.Address, sentence(strings.TrimPrefix(d.String(), d.Address+": ")))
	}
	for _, text := range p.Checks {
		b.add("plan-check", Medium, "", sentence(text))
	}
	for _, u := range p.Unjudged {
		b.add("plan-not-judged", Low, u.Address, sentence(u.Attribute+": "+u.Why))
	}
	run := sarifRun{Results: b.results, ColumnKind: "unicodeCodePoints"}
	if run.Results == nil {
		run.Results = []sarifResult{}
	}
	run.Tool.Driver.Name, run.Tool.Driver.Rules = "fargateai plan-review", b.rules
	run.Tool.Driver.InformationURI = "https://github.com/fargate-ai/fargate-ai-service"
	if run.Tool.Driver.Rules == nil {
		run.Tool.Driver.Rules = []sarifRule{}
	}
	return json.MarshalIndent(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	}, "", "  ")
}

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver struct {
				Name           string      `json:"name"`
				InformationURI string      `json:"informationUri"`
				Rules          []sarifRule `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID                   string            `json:"id"`
		ShortDescription     sarifText         `json:"shortDescription"`
		DefaultConfiguration map[string]string `json:"defaultConfiguration"`
		Properties           map[string]any    `json:"properties"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		PhysicalLocation struct {
			ArtifactLocation struct {
				URI       string `json:"uri"`
				URIBaseID string `json:"uriBaseId"`
			} `json:"artifactLocation"`
			Region struct {
				StartLine int `json:"startLine"`
			} `json:"region"`
		} `json:"physicalLocation"`
		LogicalLocations []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind"`
	}
)

type sarifBuilder struct {
	file    string
	rules   []sarifRule
	index   map[string]int
	seen    map[string]int
	results []sarifResult
}

// mostResults is how many GitHub takes of a run.
const mostResults = 25_000

// security severities, as GitHub sorts them: critical above 9, high from 7, medium from 4.
var securitySeverity = map[Severity]string{Critical: "9.5", High: "8.0", Medium: "5.0", Low: "2.0"}

var sarifLevel = map[Severity]string{Critical: "error", High: "error", Medium: "warning", Low: "note"}

func (b *sarifBuilder) add(id string, severity Severity, address, text string) {
	if len(b.results) == mostResults {
		return
	}
	i, known := b.index[id]
	if !known {
		i = len(b.rules)
		b.index[id] = i
		b.rules = append(b.rules, sarifRule{
			ID: id, ShortDescription: sarifText{strings.ReplaceAll(id, "-", " ")},
			DefaultConfiguration: map[string]string{"level": sarifLevel[severity]},
			Properties: map[string]any{"security-severity": securitySeverity[severity], "tags": []string{"security",
				"terraform"}},
		})
	}
	if address != "" {
		text = address + ": " + text
	}
	// Two results of a rule on a resource are told apart by their order: their texts may change from plan to plan.
	key := id + "\x00" + address
	b.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, b.seen[key]))
	r := sarifResult{
		RuleID: id, RuleIndex: i, Level: sarifLevel[severity], Message: sarifText{sarifMessage.Replace(cutAt(line(text),
			1000))},
		PartialFingerprints: map[string]string{"resource/v1": fmt.Sprintf("%x", sum[:16])},
	}
	var l sarifLocation
	l.PhysicalLocation.ArtifactLocation.URI = b.file
	l.PhysicalLocation.ArtifactLocation.URIBaseID = "%SRCROOT%"
	l.PhysicalLocation.Region.StartLine = 1
	if address != "" {
		l.LogicalLocations = []sarifLogical{{address, "resource"}}
	}
	r.Locations = []sarifLocation{l}
	b.results = append(b.results, r)
}

// sarifMessage are the characters that make links and placeholders in a message: section 3.11 of the specification.
var sarifMessage = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "{", "{{", "}", "}}")

// sarifPath is a path as a reference that is relative to the repository.
func sarifPath(file string) string {
	file = strings.TrimPrefix(strings.ReplaceAll(file, `\`, "/"), "./")
	parts := strings.Split(file, "/")
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" || part == "." || part == ".." })
	for i, part := range parts {
		parts[i] = pathEscape(part)
	}
	if len(parts) == 0 {
		return "plan.json"
	}
	return strings.Join(parts, "/")
}

func pathEscape(part string) string {
	var b strings.Builder
	for _, c := range []byte(part) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}
