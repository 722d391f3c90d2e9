package loadbalancer

// statement of the rule. The binding has no types for statements, so these are Terraform's own names.
func (r wafRule) statement(sets []string) map[string]any {
	switch {
	case r.allow:
		return fromSets(sets)
	case r.others:
		return map[string]any{"not_statement": map[string]any{"statement": []any{fromSets(sets)}}}
	case r.limit != 0:
		return map[string]any{"rate_based_statement": r.rate()}
	}
	group := map[string]any{"name": r.group.Name, "vendor_name": r.group.vendor()}
	var overrides []any
	for _, name := range r.count {
		overrides = append(overrides,
			map[string]any{"name": name, "action_to_use": map[string]any{"count": map[string]any{}}})
	}
	if overrides != nil {
		group["rule_action_override"] = overrides
	}
	return map[string]any{"managed_rule_group_statement": group}
}

// fromSets matches requests from the addresses in any of the IP sets.
func fromSets(sets []string) map[string]any {
	var all []any
	for _, set := range sets {
		all = append(all, map[string]any{"ip_set_reference_statement": map[string]any{"arn": set}})
	}
	if len(all) == 1 {
		return all[0].(map[string]any)
	}
	return map[string]any{"or_statement": map[string]any{"statement": all}}
}

func (r wafRule) rate() map[string]any {
	out := map[string]any{"limit": r.limit, "evaluation_window_sec": r.window, "aggregate_key_type": "IP"}
	if r.header == "" {
		return out
	}
	var text []any
	for i, kind := range transformations {
		text = append(text, map[string]any{"priority": i, "type": kind})
	}
	out["aggregate_key_type"] = "CUSTOM_KEYS"
	out["custom_key"] = []any{map[string]any{"header": map[string]any{"name": r.header, "text_transformation": text}}}
	return out
}
