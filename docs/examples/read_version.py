#!/usr/bin/env python3
"""Reads one learner of a model version with the standard library alone.

As a program: takes a .safetensors file of the model store and prints one JSON object: the labels,
the shapes of the tensors and, of an additive learner, the count of every tile and the state digest
recomputed from the integers, which must equal the manifest's stateDigest:

    read_version.py models/default/7/nearest-mean.safetensors
"""
import hashlib
import itertools
import json
import struct
import sys

# --- docs/formats.md shows from here ...
def read(path):
    file = open(path, "rb").read()
    length, = struct.unpack_from("<Q", file)
    header = json.loads(file[8:8 + length])
    metadata, tensors = header.pop("__metadata__"), {}
    for name, t in header.items():
        begin, end = (8 + length + offset for offset in t["data_offsets"])
        code = {"F32": "<%df" % ((end - begin) // 4), "I64": "<%dq" % ((end - begin) // 8)}
        tensors[name] = t["shape"], struct.unpack(code[t["dtype"]], file[begin:end])
    return metadata, tensors

def predict(metadata, tensors, z):
    (labels, dimension), weights = tensors["weights"]
    scores = [sum(w * x for w, x in zip(weights[k * dimension:(k + 1) * dimension], z)) + bias
              for k, bias in enumerate(tensors["biases"][1])]
    return json.loads(metadata["labels"])[scores.index(max(scores))]
# --- ... to here, and from here ...
def state_digest(metadata, tensors):
    keys = [key.encode("utf-8") for key in json.loads(metadata["state.keys"])]
    sums, lengths = tensors["state.sums"][1], tensors["state.lengths"][1]
    ends = list(itertools.accumulate(lengths))
    digest = hashlib.sha256(("ameles-state-1\n%s\n" % metadata["learner"]).encode("utf-8"))
    for row in sorted(range(len(keys)), key=lambda row: keys[row]):
        digest.update(struct.pack(">i", len(keys[row])) + keys[row])
        digest.update(struct.pack(">qi", tensors["state.counts"][1][row], lengths[row]))
        digest.update(struct.pack(">%dq" % lengths[row], *sums[ends[row] - lengths[row]:ends[row]]))
    return digest.hexdigest()
# --- ... to here.


if __name__ == "__main__":
    metadata, tensors = read(sys.argv[1])
    print(json.dumps({
        "learner": metadata["learner"],
        "labels": json.loads(metadata["labels"]),
        "shapes": {name: shape for name, (shape, values) in tensors.items()},
        **({"counts": dict(zip(json.loads(metadata["state.keys"]), tensors["state.counts"][1])),
            "stateDigest": state_digest(metadata, tensors)} if "state.keys" in metadata else {}),
    }, ensure_ascii=False))
