package schedule

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	cronFields = rules.Rule{
		ID:     "schedule-cron-fields",
		Judges: "A cron expression has six fields.",
		Why:    "AWS's cron ends in the year, which that of Unix does not have.",
		Source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html",
	}
	cronDays = rules.Rule{
		ID:     "schedule-cron-days",
		Judges: "Exactly one of the fields for the day of the month and the day of the week is a question mark.",
		Why:    "Each of them decides the day alone, and AWS refuses two that could contradict each other.",
		Source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html",
	}
	timeZone = rules.Rule{
		ID:     "schedule-time-zone",
		Judges: "A time zone is a place by its IANA name, or UTC.",
		Why:    "An abbreviation or an offset knows no daylight saving time: half of the year a schedule is an hour off.",
		Source: "https://www.iana.org/time-zones",
	}
	scheduleFires = rules.Rule{
		ID:     "schedule-fires",
		Judges: "A schedule has a time that is still to come.",
		Why:    "AWS takes a day that never comes, or one that is over, and nothing ever happens.",
		Source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
	}
	scheduleEnd = rules.Rule{
		ID:     "schedule-end",
		Judges: "A schedule ends after it has begun.",
		Why:    "It would never act.",
	}
)
