"""Draws a training log's loss curves as an SVG file, so that no plotting library is needed."""

import json
import math


def plot(log, target, width=720, height=320, margin=48):
    entries = [json.loads(line) for line in open(log)]
    curves = {
        "training": [(e["tokens"], e["loss"]) for e in entries if "loss" in e],
        "held out": [(e["tokens"], e["held"]) for e in entries if e.get("held") is not None and "tokens" in e],
    }
    points = [p for curve in curves.values() for p in curve]
    if not points:
        return
    most = max(x for x, _ in points)
    low, high = (math.log(f(y for _, y in points)) for f in (min, max))
    place = lambda x, y: (margin + (width - 2 * margin) * x / most,
                          height - margin - (height - 2 * margin) * (math.log(y) - low) / max(high - low, 1e-9))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             f'<text x="{margin}" y="20">loss per token (log scale) over {most / 1e6:.0f} M tokens</text>']
    for (name, curve), color in zip(curves.items(), ("#3366cc", "#cc3333")):
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in (place(x, y) for x, y in curve))
        parts.append(f'<polyline fill="none" stroke="{color}" stroke-width="1.5" points="{line}"/>')
        if curve:
            x, y = place(*curve[-1])
            parts.append(f'<text x="{x - 96:.0f}" y="{y - 6:.0f}" fill="{color}">{name} {curve[-1][1]:.3f}</text>')
    parts.append("</svg>")
    with open(target, "w") as file:
        file.write("\n".join(parts))
