"""Averages the weights of a run with those that it started from (WiSE-FT, Wortsman et al., 2022): after a short run on new
material it forgets less of the old and is better at the new too; after a long one compare held-out losses first.

    python3 average.py BEFORE/model.pt AFTER/model.pt SHARE OUT/model.pt    # SHARE of AFTER, 0 to 1
"""

import sys

import torch


def main(before, after, share, target):
    old, new = (torch.load(path, map_location="cpu") for path in (before, after))
    if old["shape"] != new["shape"]:
        raise SystemExit(f"{before} and {after} are of different shapes; only a run that was started from the other can be averaged with it.")
    new["weights"] = {name: torch.lerp(old["weights"][name].float(), weight.float(), float(share)).half() for name, weight in new["weights"].items()}
    torch.save(new, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
