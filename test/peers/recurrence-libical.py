"""libical as an oracle: one question a line, {"rule", "start", "to"}, one answer a line, the starts it generates."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

MOST = 20000


def generate(rule, start, to):
    recurrence = ICalGLib.Recurrence.new_from_string(rule)
    if recurrence is None:
        return {"refused": True}
    try:
        iterator = ICalGLib.RecurIterator.new(recurrence, ICalGLib.Time.new_from_string(start))
    except TypeError:
        return {"refused": True}
    starts = []
    while len(starts) < MOST:
        time = iterator.next()
        text = time.as_ical_string()
        if time.is_null_time() or text > to:
            break
        starts.append(text)
    return {"starts": starts}


for line in sys.stdin:
    question = json.loads(line)
    answer = generate(question["rule"], question["start"], question["to"])
    print(json.dumps(answer), flush=True)
