"""The integers of the learner ridge and their digest, from docs/learners/ridge.md. Standard library only."""
import hashlib

BLOCK = 256
MASK = (1 << 64) - 1


def word(seed, number):
    """The number-th output of SplitMix64."""
    z = (seed + (number + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def sign(seed, dimension, feature, i):
    bit = feature * dimension + i
    return 1 if word(seed, bit // 64) >> (bit % 64) & 1 else -1


def random_features(q, size, seed, shift):
    """What features: random makes of the quantized embedding q."""
    sums = (sum(sign(seed, len(q), j, i) * q[i] for i in range(len(q))) for j in range(size))
    return [min(max(0, s) >> shift, 32767) for s in sums]


def tiles(examples):
    """{key: (count, sums)} of (label, features) pairs; there must be at least one."""
    size = len(examples[0][1])
    blocks = [range(start, min(start + BLOCK, size)) for start in range(0, size, BLOCK)]
    state = {}
    for r, rows in enumerate(blocks):
        for c, columns in list(enumerate(blocks))[r:]:
            sums = [sum(h[i] * h[j] for _, h in examples) for i in rows for j in columns]
            state[f"gram/{r:04d}/{c:04d}"] = (len(examples), sums)
    for label in {label for label, _ in examples}:
        own = [h for other, h in examples if other == label]
        state[f"label/{label}"] = (len(own), [sum(column) for column in zip(*own)])
    return state


def digest(learner, state):
    sha = hashlib.sha256(f"ameles-state-1\n{learner}\n".encode())
    for key, (count, sums) in sorted((k.encode(), tile) for k, tile in state.items()):
        sha.update(len(key).to_bytes(4, "big") + key)
        sha.update(count.to_bytes(8, "big", signed=True) + len(sums).to_bytes(4, "big"))
        for value in sums:
            sha.update(value.to_bytes(8, "big", signed=True))
    return sha.hexdigest()


def example(n, dimension):
    """Embedding n of a little data set that needs no file."""
    return [(n * 7919 + i * 104729) % 65535 - 32767 for i in range(dimension)]


if __name__ == "__main__":
    labels = ["cat", "dog", "é"]
    data = [(labels[n % 3], example(n, 5)) for n in range(4)]
    print("raw   ", digest("ridge", tiles(data)))
    random = [(label, random_features(q, 300, 42, 2)) for label, q in data]
    print("random", digest("ridge", tiles(random)))
    print(random_features(example(1, 5), 8, 42, 2), random_features(example(1, 70), 6, -1, 0))
