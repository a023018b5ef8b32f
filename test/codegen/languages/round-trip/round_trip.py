"""Reads every document of cases.json as its type, and writes what the type writes."""
import json
import warnings

warnings.simplefilter("error")
import chuan_types

written = []
with open("cases.json", encoding="utf-8") as cases:
    for one in json.load(cases):
        value = getattr(chuan_types, one["name"]).from_dict(json.loads(one["text"]))
        written.append(json.dumps(value.to_dict()))
with open("written.json", "w", encoding="utf-8") as out:
    json.dump(written, out)
