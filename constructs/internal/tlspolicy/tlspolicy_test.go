package tlspolicy

import "testing"

func TestPolicies(t *testing.T) {
	for policy, want := range map[string]struct{ current, modern bool }{
		Default:                               {true, true},
		"ELBSecurityPolicy-TLS13-1-3-2021-06": {true, true},
		"ELBSecurityPolicy-TLS13-1-2-Res-2021-06":            {true, true},
		"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09":         {true, true},
		"ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04":       {true, true},
		"ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09":        {true, true},
		"ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06":           {true, false},
		"ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06":           {true, false},
		"ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04":      {true, false},
		"ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09":   {true, false},
		"ELBSecurityPolicy-TLS-1-2-2017-01":                  {true, false},
		"ELBSecurityPolicy-TLS-1-2-Ext-2018-06":              {true, false},
		"ELBSecurityPolicy-FS-1-2-Res-2020-10":               {true, false},
		"ELBSecurityPolicy-TLS13-1-0-2021-06":                {},
		"ELBSecurityPolicy-TLS13-1-1-2021-06":                {},
		"ELBSecurityPolicy-TLS13-1-0-PQ-2025-09":             {},
		"ELBSecurityPolicy-TLS-1-1-2017-01":                  {},
		"ELBSecurityPolicy-FS-1-1-2019-08":                   {},
		"ELBSecurityPolicy-FS-2018-06":                       {},
		"ELBSecurityPolicy-2016-08":                          {},
		"ELBSecurityPolicy-TLS13-1-2-":                       {},
		"elbsecuritypolicy-tls13-1-2-2021-06":                {},
		"ELBSecurityPolicy-TLS13-1-2-2021-06 and what comes": {},
		"": {},
	} {
		if Current(policy) != want.current || Modern(policy) != want.modern {
			t.Errorf("%s: got %t, %t", policy, Current(policy), Modern(policy))
		}
	}
}
