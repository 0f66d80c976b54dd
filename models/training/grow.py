"""Makes a deeper model of a trained one, to be trained on: twice the layers, and for now the same function.

    python3 grow.py master/model.pt OUT/model.pt

Behind each layer comes a copy of it that adds nothing yet, because what it gives to the residual stream is zero (Shen et
al., 2022, grow language models so that their function is kept).
"""

import sys

import torch


def main(source, target):
    saved = torch.load(source, map_location="cpu")
    weights = {name: weight for name, weight in saved["weights"].items() if not name.startswith("layers.")}
    for layer in range(saved["shape"]["layers"]):
        for name, weight in saved["weights"].items():
            if name.startswith(f"layers.{layer}."):
                rest = name.split(".", 2)[2]
                weights[f"layers.{2 * layer}.{rest}"] = weight
                weights[f"layers.{2 * layer + 1}.{rest}"] = torch.zeros_like(weight) if rest.endswith(("o_proj.weight", "down_proj.weight")) else weight.clone()
    saved["shape"]["layers"] *= 2
    saved["weights"] = weights
    torch.save(saved, target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: python3 grow.py MODEL.pt TARGET.pt")
    main(*sys.argv[1:])
