"""Writes a trained model as a Hugging Face Llama checkpoint: config.json, model.safetensors (fp16), tokenizer.json.

    python3 export.py run/model.pt tokenizer.json checkpoint

`cotassist model import checkpoint --out starter` makes the model folder from it.
"""

import json
import os
import shutil
import struct
import sys

import torch

# Calibrated on `held --split held-out-of-domain` against `held-wordings`: most refusals for few false ones.
REFUSAL_BIAS = 3.0


def write_safetensors(path, tensors):
    """safetensors: 8 bytes header length, JSON header, raw little-endian data."""
    header, blobs, offset = {}, [], 0
    for name, tensor in sorted(tensors.items()):
        blob = tensor.contiguous().half().cpu().view(torch.int16).numpy().tobytes()
        header[name] = dict(dtype="F16", shape=list(tensor.shape), data_offsets=[offset, offset + len(blob)])
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for blob in blobs:
            file.write(blob)


def main(model, tokenizer, target):
    saved = torch.load(model, map_location="cpu")
    shape = saved["shape"]
    os.makedirs(target, exist_ok=True)
    write_safetensors(os.path.join(target, "model.safetensors"), {"model." + n: w for n, w in saved["weights"].items()})
    config = dict(
        architectures=["LlamaForCausalLM"], model_type="llama", hidden_act="silu", tie_word_embeddings=True,
        vocab_size=shape["vocabulary"], hidden_size=shape["hidden"], num_hidden_layers=shape["layers"],
        num_attention_heads=shape["heads"], num_key_value_heads=shape["kv_heads"],
        head_dim=shape["hidden"] // shape["heads"], intermediate_size=shape["intermediate"],
        max_position_embeddings=shape["context"], rope_theta=shape["rope_theta"], rms_norm_eps=shape["norm_epsilon"],
        torch_dtype="float16")
    with open(os.path.join(target, "config.json"), "w") as file:
        json.dump(config, file, indent=2)
    with open(os.path.join(target, "cotassist.json"), "w") as file:
        json.dump(dict(name="CotAssist starter", promptProfile="cotassist-1", planFormat="numbered", codeFormat="traced",
                       languages=["csharp"], refusalBias=REFUSAL_BIAS), file, indent=2)
    shutil.copyfile(tokenizer, os.path.join(target, "tokenizer.json"))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit("usage: python3 export.py MODEL.pt TOKENIZER.json TARGET_FOLDER")
    main(*sys.argv[1:])
