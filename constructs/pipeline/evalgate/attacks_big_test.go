package evalgate

func bigAttacks() map[string]int { return nil }
