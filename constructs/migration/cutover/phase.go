package cutover

// Phase is a phase of the move.
type Phase string

// Phases, in their order.
const (
	Verify       Phase = "Verify"       // all answers lead to the old service; also the way back
	Canary       Phase = "Canary"       // few to the new one
	Half         Phase = "Half"         // half of them
	Cutover      Phase = "Cutover"      // all to the new one; the old one waits as the way back
	Decommission Phase = "Decommission" // the old one's record is gone
)

// Phases returns the phases in their order.
func Phases() []Phase { return []Phase{Verify, Canary, Half, Cutover, Decommission} }

// RecordType is the record type of a simple record that exists.
type RecordType string

// Types.
const (
	A     RecordType = "A"
	AAAA  RecordType = "AAAA"
	CNAME RecordType = "CNAME"
)

// Defaults of [Settings].
const (
	DefaultCanaryPercent = 10
	DefaultHalfPercent   = 50
	DefaultTTL           = 60 // seconds, that of an alias
	DefaultRollbackHours = 48
	DefaultServerErrors  = 10
	DefaultMinutes       = 2
)
