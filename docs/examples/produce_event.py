#!/usr/bin/env python3
"""Makes the bytes of labeled-events and deletion-events with the standard library alone.

As a program: takes one JSON object per argument, an event with the field names of the schema
(features as a list of numbers), and prints the record value in hexadecimal, one line each:

    produce_event.py '{"id": "e1", "subject": "anna", "label": "cat",
                       "occurredAt": 1767225600000, "features": [0.6, -0.8]}'

An object with a requestId becomes a deletion, every other a labeled event. A payload is given as
the name of a file, as in "payload": "cat.png", "payloadType": "image/png".
"""
import json
import struct
import sys

# --- docs/formats.md shows from here ...
LABELED_EVENT = bytes.fromhex("c301" "955e6bde2799786d")   # marker, then the schema's fingerprint

def long(n):                                # int, long and enum: zigzag, then 7 bits per byte
    n, out = (n << 1) ^ (n >> 63), bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes(out) + bytes([n])

def data(b):                                # bytes: length, then the bytes
    return long(len(b)) + b

def text(s):                                # string: the same with UTF-8
    return data(s.encode("utf-8"))

def optional(s):                            # ["null", "string"]: which of the two, then the value
    return long(0) if s is None else long(1) + text(s)

def labeled_body(id, label, occurred_at, features=(), subject=None, task=None, revision=0,
                 payload=None, payload_type=None, use=0):
    floats = struct.pack("<%df" % len(features), *features)
    return (text(id) + long(revision) + optional(subject) + text(label) + optional(task)
            + long(occurred_at) + data(floats)
            + (long(0) if payload is None else long(1) + data(payload)) + optional(payload_type)
            + long(use))                    # 0: TRAIN, 1: EVALUATE

def labeled_event(**fields):
    return LABELED_EVENT + labeled_body(**fields)
# --- ... to here, and from here ...
DELETION_EVENT = bytes.fromhex("c301" "9529a45314c636d1")
SCOPES = ["EXAMPLES", "SUBJECT", "LABEL", "TASK"]

def array(items):                           # one block of items, then an empty block
    return (long(len(items)) + b"".join(items) if items else b"") + long(0)

def deletion_event(request_id, scope, requested_at, subject=None, example_ids=(), label=None,
                   task=None, permanent=False, examples=()):
    return (DELETION_EVENT + text(request_id) + long(SCOPES.index(scope)) + optional(subject)
            + array([text(i) for i in example_ids]) + optional(label) + optional(task)
            + long(requested_at) + bytes([permanent])
            + bytes(6)                      # action FORGET; no subjects, bulk, regulation, ...
            + array([labeled_body(**e) for e in examples]))
# --- ... to here.


PYTHON_NAMES = {"occurredAt": "occurred_at", "requestId": "request_id",
                "requestedAt": "requested_at", "exampleIds": "example_ids",
                "payloadType": "payload_type"}


def named(event):
    fields = {PYTHON_NAMES.get(name, name): value for name, value in event.items()}
    if "payload" in fields:
        with open(fields["payload"], "rb") as file:
            fields["payload"] = file.read()
    return fields


def from_json(event):
    fields = named(event)
    if "examples" in fields:
        fields["examples"] = [named(example) for example in fields["examples"]]
    return deletion_event(**fields) if "request_id" in fields else labeled_event(**fields)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(from_json(json.loads(argument)).hex())
