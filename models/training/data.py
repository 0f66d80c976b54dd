"""Reads the token files that the curriculum writes and makes batches of samples of like length.

File, little-endian: magic "COTD", int32 version, int32 samples, int64 tokens, then int32[samples] lengths,
int32[samples] prompt lengths (tokens without loss), uint8[samples] modes, uint16[tokens] ids. It knows no model.
"""

import lzma
import random
import struct

import torch

MODES = ["plan", "direct", "traced", "turn", "edited", "abstain"]


class Samples:
    """Token ids of all samples in one tensor, with each sample's start, length, prompt length and mode."""

    def __init__(self, path):
        with (lzma.open if path.endswith(".xz") else open)(path, "rb") as file:
            magic, version, count, tokens = struct.unpack("<4siiq", file.read(20))
            if magic != b"COTD" or version != 1:
                raise SystemExit(f"{path} is no token file of the curriculum (version 1); write it with `generate`.")
            read = lambda size, kind: torch.frombuffer(bytearray(file.read(size)), dtype=kind)
            self.lengths = read(4 * count, torch.int32).tolist()
            self.prompts = read(4 * count, torch.int32).tolist()
            self.modes = read(count, torch.uint8).tolist()
            self.ids = read(2 * tokens, torch.int16)  # ids under 32768 read the same signed
        if len(self.ids) != sum(self.lengths):
            raise SystemExit(f"{path} is cut off: it names {sum(self.lengths)} tokens and holds {len(self.ids)}.")
        self.starts = [0] * len(self.lengths)
        for index in range(1, len(self.lengths)):
            self.starts[index] = self.starts[index - 1] + self.lengths[index - 1]

    def __len__(self):
        return len(self.lengths)

    def only(self, modes):
        """Indices of the samples of these modes."""
        wanted = {MODES.index(mode) for mode in modes}
        return [index for index, mode in enumerate(self.modes) if mode in wanted]


# Tokens of a row and multiples of targets: few shapes, because a CPU's kernels are compiled (and kept) for each.
WIDTHS = (64, 96, 128, 192, 256, 384, 512, 768, 1024)
TARGETS = 512


def width_of(length):
    """Tokens of the row that a sample of this length goes into; its last token is only a target."""
    return next(width for width in WIDTHS if width >= length - 1)


def collate(samples, chosen, tokens):
    """ids [tokens // width, width], unused places 0; targets [n] and their places, flat positions in ids."""
    width = width_of(max(samples.lengths[index] for index in chosen))
    ids = torch.zeros(max(1, tokens // width), width, dtype=torch.long)
    targets, places = [], []
    for row, index in enumerate(chosen):
        start, length, prompt = samples.starts[index], samples.lengths[index], samples.prompts[index]
        row_tokens = samples.ids[start:start + length].long()
        ids[row, :length - 1] = row_tokens[:-1]
        first = max(1, prompt)
        targets.append(row_tokens[first:])
        places.append(torch.arange(first - 1, length - 1) + row * width)
    targets, places = torch.cat(targets), torch.cat(places)
    padding = -len(targets) % TARGETS
    targets = torch.cat((targets, torch.full((padding,), -100)))  # cross_entropy's ignore_index
    return ids, targets, torch.cat((places, torch.zeros(padding, dtype=torch.long)))


def batches(samples, indices, tokens, seed):
    """Endless batches of about `tokens` tokens, samples of like length together: (epoch, ids, targets, places)."""
    epoch = 0
    while True:
        shuffle = random.Random(seed + epoch)
        order = list(indices)
        shuffle.shuffle(order)
        groups = []
        for start in range(0, len(order), 8192):
            rows = {}
            for index in order[start:start + 8192]:
                rows.setdefault(width_of(samples.lengths[index]), []).append(index)
            part = []
            for width, inside in rows.items():
                size = max(1, tokens // width)
                part += [inside[first:first + size] for first in range(0, len(inside), size)]
            shuffle.shuffle(part)
            groups += part
        for chosen in groups:
            yield (epoch, *collate(samples, chosen, tokens))
        epoch += 1
