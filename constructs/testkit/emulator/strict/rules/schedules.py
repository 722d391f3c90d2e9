"""Expressions of schedules, which EventBridge and Application Auto Scaling share."""

import re

FIELDS = [  # minutes, hours, day of month, month, day of week, year
    (0, 59, ""),
    (0, 23, ""),
    (1, 31, "LW?"),
    (1, 12, ""),
    (1, 7, "L#?"),
    (1970, 2199, ""),
]

NAMES = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC SUN MON TUE WED THU FRI SAT".split()


def schedule(path, text):
    """at(), rate() and cron(): https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html"""
    if re.fullmatch(r"at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)", text):
        return
    rate = re.fullmatch(r"rate\((\d+) (minute|hour|day)(s?)\)", text)
    if rate:
        if int(rate[1]) < 1 or (int(rate[1]) == 1) == bool(rate[3]):
            yield path, text, "want rate(1 minute) or rate(2 minutes)"
        return
    cron = re.fullmatch(r"cron\((.+)\)", text)
    fields = cron[1].split() if cron else []
    if len(fields) != 6:
        yield path, text, "want at(), rate() or cron() with six fields"
        return
    if [fields[2], fields[4]].count("?") != 1:
        yield path, text, "want ? for the day of the month or of the week"
    for field, (low, high, more) in zip(fields, FIELDS):
        for part in field.split(","):
            numbers = [int(n) for n in re.findall(r"\d+", part.split("/")[0])]
            words = re.findall(r"[A-Z]{3}", part)
            rest = re.sub(r"\d+|[A-Z]{3}|[*/\-]", "", part)
            if any(not low <= n <= high for n in numbers) or any(w not in NAMES for w in words) or rest.strip(more):
                yield path, field, f"want {low} to {high}"
