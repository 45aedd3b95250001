#!/usr/bin/env python3
"""Verifies a folder of receipts with the standard library alone.

    verify_receipt.py FOLDER [KEYS]

FOLDER is what `ameles receipts --out` or `ameles demo --out` wrote. KEYS is a JSON Web Key set that
you have from elsewhere; the folder's own keys.json shows only that one hand signed everything.
Prints one line per receipt and exits with 1 if anything is wrong. Every receipt must be there; an
excerpt is refused. `ameles verify` checks more: the order of steps, and stored versions.
"""
import base64
import hashlib
import json
import pathlib
import re
import sys

# --- Ed25519 (RFC 8032, section 5.1), verification only
P = 2 ** 255 - 19                                         # the field
L = 2 ** 252 + 27742317777372353535851937790883648493     # the order of the base point
D = -121665 * pow(121666, -1, P) % P                      # of the curve -x^2 + y^2 = 1 + D x^2 y^2

def point(encoded):                         # 32 bytes to (X, Y, Z) with x = X/Z, y = Y/Z
    number = int.from_bytes(encoded, "little")
    y, odd = number % 2 ** 255, number >> 255
    square = (y * y - 1) * pow(1 + D * y * y, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    for x in root, root * pow(2, (P - 1) // 4, P) % P:
        if x * x % P == square and y < P and (x or not odd):
            return (x if x % 2 == odd else P - x), y, 1
    raise ValueError("no point of the curve")

def add(one, other):                        # the one rule that holds for all points of the curve
    (x1, y1, z1), (x2, y2, z2) = one, other
    z, x, y = z1 * z2 % P, x1 * x2 % P, y1 * y2 % P
    minus, plus = z * z - D * x * y, z * z + D * x * y
    return (z * minus * ((x1 + y1) * (x2 + y2) - x - y) % P, z * plus * (y + x) % P,
            minus * plus % P)

def times(factor, doubled):
    result = 0, 1, 1                        # the neutral point
    for bit in range(factor.bit_length()):
        if factor >> bit & 1:
            result = add(result, doubled)
        doubled = add(doubled, doubled)
    return result

BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def ed25519(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    try:
        expected = add(point(signature[:32]), times(k, point(key)))
    except ValueError:
        return False
    x, y, z = times(s, BASE)                # [s] B = R + [k] A, and s in its only form
    return s < L and not any((expected[i] * z - (x, y)[i] * expected[2]) % P for i in (0, 1))
# --- What is signed, and the log's proofs (RFC 9162, section 2.1)
def base64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise ValueError("not base64url in its only form")
    return data

def not_allowed(text):
    raise ValueError("a number that is no integer")

def canonical(data):                        # parses JSON that must be in its only form (RFC 8785)
    value = json.loads(data.decode("utf-8"), parse_float=not_allowed, parse_constant=not_allowed)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if text.encode("utf-8") != data:
        raise ValueError("not canonical JSON")
    return value

def signed(jws, type, keys):                # the payload of a compact JWS
    header, payload, signature = jws.split(".")
    fields = canonical(base64url(header))
    if set(fields) != {"alg", "kid", "typ"} or fields["alg"] != "EdDSA" or fields["typ"] != type:
        raise ValueError("signed as something else")
    if fields["kid"] not in keys:
        raise ValueError("signed with an unknown key")
    if not ed25519(keys[fields["kid"]], (header + "." + payload).encode(), base64url(signature)):
        raise ValueError("signature is wrong")
    return base64url(payload)

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def included(leaf, index, size, path, root):
    hash, last = sha256(b"\0", leaf), size - 1
    if not 0 <= index < size:
        return False
    for sibling in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            hash = sha256(b"\1", sibling, hash)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            hash = sha256(b"\1", hash, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and hash == root

def continued(first, first_root, second, second_root, path):
    if first == 0 or first == second:
        return not path and (first == 0 or first_root == second_root)
    if first & (first - 1) == 0:
        path = [first_root] + path
    if not path or first > second:
        return False
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = sha256(b"\1", sibling, old), sha256(b"\1", sibling, new)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            new = sha256(b"\1", new, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root

def root(leaves):                           # of a whole tree
    if len(leaves) < 2:
        return sha256(b"\0", leaves[0]) if leaves else sha256()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1", root(leaves[:k]), root(leaves[k:]))
# --- The folder: docs/formats.md, section 12


def hashes(encoded):
    path = [base64url(hash) for hash in encoded]
    if any(len(hash) != 32 for hash in path):
        raise ValueError("a proof of something else than hashes")
    return path


def public_keys(file):
    keys = {}
    for key in json.loads(file.read_text("utf-8"))["keys"]:
        if key["kty"] == "OKP" and key["crv"] == "Ed25519":
            named = '{"crv":"Ed25519","kty":"OKP","x":"%s"}' % key["x"]
            if base64url(key["kid"]) != sha256(named.encode()):
                raise ValueError("a key has a wrong name")
            keys[key["kid"]] = base64url(key["x"])
    return keys


def lines(file):
    data = file.read_bytes()
    if data and not data.endswith(b"\n"):
        raise ValueError("%s has no end" % file.name)
    return data.split(b"\n")[:-1]


def tree_heads(folder, keys):
    heads, before = {}, None
    for number, line in enumerate(lines(folder / "tree-heads.jsonl"), 1):
        try:
            fields = canonical(line)
            if set(fields) != {"treeHead", "consistency"} or fields["treeHead"] in heads:
                raise ValueError("other members, or there twice")
            head = canonical(signed(fields["treeHead"], "ameles-tree-head", keys))
            if head["format"] != "ameles-tree-head/1" or before and before["model"] != head["model"]:
                raise ValueError("of another format or model")
            size, hash = (before["treeSize"], before["rootHash"]) if before else (0, "")
            if not continued(size, bytes.fromhex(hash), head["treeSize"],
                             bytes.fromhex(head["rootHash"]), hashes(fields["consistency"])):
                raise ValueError("FORK: size %d does not continue size %d" % (head["treeSize"], size))
            heads[fields["treeHead"]] = before = head
        except (ValueError, KeyError, TypeError) as e:
            yield "tree-heads.jsonl, line %d: %s" % (number, e)
    yield heads


def receipt(line, expected, heads, keys):
    fields = canonical(line)
    if set(fields) - {"subjects"} != {"receipt", "index", "treeSize", "path", "treeHead"}:
        raise ValueError("other members")
    payload = signed(fields["receipt"], "ameles-receipt", keys)
    said = canonical(payload)
    head = heads.get(fields["treeHead"])
    if not head or fields["treeSize"] != head["treeSize"] or said["model"] != head["model"]:
        raise ValueError("its tree head is not among the valid ones")
    if not included(payload, fields["index"], head["treeSize"], hashes(fields["path"]),
                    bytes.fromhex(head["rootHash"])):
        raise ValueError("not in the log")
    if said["format"] != "ameles-receipt/1" or not said["outOfScope"]:
        raise ValueError("of another format, or claims that nothing is out of reach")
    if said["sequence"] != fields["index"] + 1 or said["sequence"] != expected:
        raise ValueError("number %d, expected %d" % (said["sequence"], expected))
    subjects = fields.get("subjects", [])
    listed = said["bulk"] and said["bulk"]["index"] > 0 and said["stage"] == "APPLIED"
    leaves = [json.dumps(s, separators=(",", ":")).encode() for s in subjects]
    if root(leaves).hex() != said["bulk"]["root"] if listed else subjects:
        raise ValueError("other subjects than those that were signed")
    return said


def main(folder, trust=None):
    folder, good = pathlib.Path(folder), True
    keys = public_keys(pathlib.Path(trust) if trust else folder / "keys.json")
    *problems, heads = tree_heads(folder, keys)
    count = 0
    for count, line in enumerate(lines(folder / "receipts.jsonl"), 1):
        try:
            said = receipt(line, count, heads, keys)
            name = re.sub(r"[^\x20-\x7e]", "?", "%(stage)-17s  %(requestId)s" % said)
            print("%6d  %s  OK" % (count, name))
        except (ValueError, KeyError, TypeError) as e:
            good = False
            print("%6d  %s" % (count, e))
    newest = max((head["treeSize"] for head in heads.values()), default=0)
    if count == 0 or count != newest:
        problems.append("%d receipts, and the log has %d" % (count, newest))
    for problem in problems:
        print(problem)
    good = good and not problems
    print("VERIFIED" if good else "NOT VERIFIED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
