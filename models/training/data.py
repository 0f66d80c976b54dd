"""Reads the token files that the curriculum writes and makes batches of samples of like length.

File, little-endian: magic "COTD", int32 version, int32 samples, int64 tokens, then int32[samples] lengths, comment starts,
comment lengths and prompt lengths (tokens before those that are to be written), uint8[samples] modes, uint16[tokens] ids.
It knows no model.
"""

import lzma
import random
import struct

import torch

from model import Rows

MODES = ["plan", "direct", "turn", "edited", "abstain"]


class Samples:
    """Token ids of all samples in one tensor, with each sample's start, length, comment, prompt length and mode."""

    def __init__(self, path):
        with (lzma.open if path.endswith(".xz") else open)(path, "rb") as file:
            magic, version, count, tokens = struct.unpack("<4siiq", file.read(20))
            if magic != b"COTD" or version != 3:
                raise SystemExit(f"{path} is no token file of the curriculum (version 3); write it with `generate`.")
            read = lambda size, kind: torch.frombuffer(bytearray(file.read(size)), dtype=kind)
            self.lengths = read(4 * count, torch.int32).tolist()
            self.comment_starts = read(4 * count, torch.int32).tolist()
            self.comment_lengths = read(4 * count, torch.int32).tolist()
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


# Tokens of a row, and multiples of tokens and targets: few shapes, because a CPU's kernels are compiled (and kept) for each.
WIDTHS = (64, 96, 128, 192, 256, 384, 512, 768, 1024)
MULTIPLE = 128


def width_of(length):
    """Tokens of the row that a sample of this length goes into; its last token is only a target."""
    return next(width for width in WIDTHS if width >= length - 1)


def filled(tensor, value):
    """The tensor with `value` behind it, up to the next multiple."""
    return torch.cat((tensor, torch.full((-len(tensor) % MULTIPLE,), value)))


# Loss of a comment's token beside 1 of a plan's or code's: it teaches language, and without it the perplexity of a comment
# (CodeGen, Nijkamp et al. 2022) is that of a model that never wrote one. A prompt's other tokens have none.
COMMENT_WEIGHT = 0.1


def collate(samples, chosen):
    """ids [tokens] of all samples one behind the other, their rows, targets [n], which tokens these follow, weights [n] of their loss."""
    width = width_of(max(samples.lengths[index] for index in chosen))
    ids, places, targets, following, weights = [], [], [], [], []
    count = 0
    for row, index in enumerate(chosen):
        start, length = samples.starts[index], samples.lengths[index]
        tokens = samples.ids[start:start + length].long()
        ids.append(tokens[:-1])
        places.append(torch.arange(length - 1) + row * width)
        comment = samples.comment_starts[index]
        for first, end, weight in ((comment, comment + samples.comment_lengths[index], COMMENT_WEIGHT), (samples.prompts[index], length, 1.0)):
            first = max(1, first)
            targets.append(tokens[first:end])
            following.append(torch.arange(first - 1, max(first, end) - 1) + count)
            weights.append(torch.full((len(targets[-1]),), weight))
        count += length - 1
    rows = Rows(len(chosen), width, filled(torch.cat(places), len(chosen) * width))
    return filled(torch.cat(ids), 0), rows, filled(torch.cat(targets), 0), filled(torch.cat(following), 0), filled(torch.cat(weights), 0.0)


def batches(samples, indices, tokens, seed):
    """Endless batches of about `tokens` tokens, samples of like length together: (epoch, ids, rows, targets, following, weights)."""
    epoch = 0
    while True:
        shuffle = random.Random(seed + epoch)
        order = list(indices)
        shuffle.shuffle(order)
        groups = []
        for start in range(0, len(order), 8192):
            open_, sums = {}, {}  # batches that are not full yet and their tokens, by width
            part = []
            for index in order[start:start + 8192]:
                width = width_of(samples.lengths[index])
                open_.setdefault(width, []).append(index)
                sums[width] = sums.get(width, 0) + samples.lengths[index]
                if sums[width] >= tokens - width / 2:
                    part.append(open_.pop(width))
                    del sums[width]
            part += open_.values()
            shuffle.shuffle(part)
            groups += part
        for chosen in groups:
            yield (epoch, *collate(samples, chosen))
        epoch += 1
