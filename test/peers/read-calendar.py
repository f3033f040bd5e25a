"""Two independent readers of one calendar text: a question a line, {"text"}, an answer a line, {"icalendar", "libical"}."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402
from icalendar import Calendar  # noqa: E402

TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "UID", "STATUS", "URL")
PEOPLE = ("ORGANIZER", "ATTENDEE")


def by_icalendar(text):
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    seen = {name: str(event[name]) for name in TEXTS if name in event}
    seen["SEQUENCE"] = str(int(event["SEQUENCE"]))
    for name in ("DTSTART", "DTEND"):
        seen[name] = event[name].dt.strftime("%Y%m%dT%H%M%SZ")
    for name in PEOPLE:
        people = event[name] if isinstance(event[name], list) else [event[name]]
        seen[name] = [[str(person.params.get("CN", "")), str(person)] for person in people]
    # BEGIN and END are counted among them.
    return {"properties": len(event.property_items(recursive=False)) - 2, "seen": seen, "method": str(calendar["METHOD"])}


def by_libical(text):
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None:
        return {"refused": True}
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    seen = {name: [] for name in PEOPLE}
    count = 0
    prop = event.get_first_property(ICalGLib.PropertyKind.ANY_PROPERTY)
    while prop is not None:
        count += 1
        name = prop.get_property_name()
        if name in PEOPLE:
            cn = prop.get_first_parameter(ICalGLib.ParameterKind.CN_PARAMETER)
            seen[name].append(["" if cn is None else cn.get_cn(), prop.get_value().as_ical_string()])
        elif name in TEXTS:
            value = prop.get_value()
            seen[name] = prop.get_value_as_string() if name in ("STATUS", "URL") else value.get_text()
        elif name in ("SEQUENCE", "DTSTART", "DTEND"):
            seen[name] = prop.get_value_as_string()
        prop = event.get_next_property(ICalGLib.PropertyKind.ANY_PROPERTY)
    errors = calendar.count_errors()
    return {"properties": count, "seen": seen, "method": calendar.get_method().value_nick, "errors": errors}


for line in sys.stdin:
    text = json.loads(line)["text"]
    answer = {}
    for name, read in (("icalendar", by_icalendar), ("libical", by_libical)):
        try:
            answer[name] = read(text)
        except Exception as error:  # what a reader dies of is its answer
            answer[name] = {"died": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
