"""The starter's decoder: Llama-style (RMSNorm, rotary positions, SwiGLU, grouped-query attention, tied embeddings).

Module names are the Hugging Face names, so a state dict is a checkpoint. It knows no data, no optimizer, no file.
The three small autograd functions keep bf16 activations in few passes over memory, which is what a CPU is short of.
"""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Shape:
    """Sizes of a decoder; head_dim = hidden // heads."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    kv_heads: int
    intermediate: int
    context: int = 1024
    rope_theta: float = 10000.0
    norm_epsilon: float = 1e-5

    @property
    def head_dim(self):
        return self.hidden // self.heads

    def as_dict(self):
        return asdict(self)


SHAPES = {
    "tiny": dict(hidden=64, layers=2, heads=2, kv_heads=1, intermediate=192),
    "4m": dict(hidden=256, layers=4, heads=4, kv_heads=4, intermediate=704),
    "7m": dict(hidden=256, layers=8, heads=4, kv_heads=4, intermediate=704),
    "8m": dict(hidden=320, layers=6, heads=5, kv_heads=5, intermediate=896),
    "27m": dict(hidden=512, layers=8, heads=8, kv_heads=4, intermediate=1408),
}


class Rows:
    """Where packed tokens stand in rows of one width: all but attention works on tokens alone, without the rows' empty ends."""

    def __init__(self, batch, length, places):
        """places: [tokens], flat positions in [batch, length]; batch * length is nowhere, for tokens that only fill up."""
        self.shape, self.places = (batch, length), places

    def spread(self, x):
        """[tokens, size] to [batch * length, size]; empty ends are 0, and stand behind all that looks back."""
        size = self.shape[0] * self.shape[1]
        return x.new_zeros(size + 1, x.shape[-1]).index_copy(0, self.places, x)[:size]

    def packed(self, x):
        """[batch * length, size] to [tokens, size]."""
        return x[self.places.clamp(max=len(x) - 1)]

    def to(self, device):
        return Rows(*self.shape, self.places.to(device))


class RMSNormFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, epsilon):
        scale = torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + epsilon).to(x.dtype)
        ctx.save_for_backward(x, weight, scale)
        return x * scale * weight

    @staticmethod
    def backward(ctx, gradient):
        x, weight, scale = ctx.saved_tensors
        normed = x * scale
        weighted = gradient * weight
        along = (weighted * normed).float().mean(-1, keepdim=True).to(x.dtype)
        return (weighted - normed * along) * scale, (gradient * normed).flatten(0, -2).float().sum(0).to(weight.dtype), None


class RMSNorm(nn.Module):
    def __init__(self, size, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.epsilon = epsilon

    def forward(self, x):
        return RMSNormFunction.apply(x, self.weight, self.epsilon)


class RotateFunction(torch.autograd.Function):
    """Rotary positions, half-rotation (Su et al., 2021, in the layout of Llama). `sin` carries the sign of its half."""

    @staticmethod
    def forward(ctx, x, cos, sin):
        ctx.save_for_backward(cos, sin)
        return x * cos + x.roll(x.shape[-1] // 2, -1) * sin

    @staticmethod
    def backward(ctx, gradient):
        cos, sin = ctx.saved_tensors
        return gradient * cos + (gradient * sin).roll(-(gradient.shape[-1] // 2), -1), None, None


class GateFunction(torch.autograd.Function):
    """silu(gate) * up."""

    @staticmethod
    def forward(ctx, gate, up):
        open_ = F.silu(gate)
        ctx.save_for_backward(gate, up, open_)
        return open_ * up

    @staticmethod
    def backward(ctx, gradient):
        gate, up, open_ = ctx.saved_tensors
        sigmoid = torch.sigmoid(gate)
        return gradient * up * (sigmoid + open_ * (1 - sigmoid)), gradient * open_


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        size, kv = shape.hidden, shape.kv_heads * shape.head_dim
        self.q_proj = nn.Linear(size, size, bias=False)
        self.k_proj = nn.Linear(size, kv, bias=False)
        self.v_proj = nn.Linear(size, kv, bias=False)
        self.o_proj = nn.Linear(size, size, bias=False)

    def forward(self, x, cos, sin, mask, rows):
        batch, length = rows.shape
        split = lambda t, heads: rows.spread(t).view(batch, length, heads, self.shape.head_dim).transpose(1, 2)
        q = RotateFunction.apply(split(self.q_proj(x), self.shape.heads), cos, sin)
        k = RotateFunction.apply(split(self.k_proj(x), self.shape.kv_heads), cos, sin)
        v = split(self.v_proj(x), self.shape.kv_heads)
        group = self.shape.heads // self.shape.kv_heads
        if group > 1:
            k, v = (t.repeat_interleave(group, 1) for t in (k, v))
        if x.is_cuda:
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            q, k, v = (t.reshape(-1, length, self.shape.head_dim) for t in (q, k, v))
            scores = torch.baddbmm(mask, q, k.transpose(1, 2), alpha=self.shape.head_dim ** -0.5)
            y = torch.bmm(torch.softmax(scores, -1), v).view(batch, self.shape.heads, length, -1)
        return self.o_proj(rows.packed(y.transpose(1, 2).reshape(batch * length, -1)))


class MLP(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.gate_proj = nn.Linear(shape.hidden, shape.intermediate, bias=False)
        self.up_proj = nn.Linear(shape.hidden, shape.intermediate, bias=False)
        self.down_proj = nn.Linear(shape.intermediate, shape.hidden, bias=False)

    def forward(self, x):
        return self.down_proj(GateFunction.apply(self.gate_proj(x), self.up_proj(x)))


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.input_layernorm = RMSNorm(shape.hidden, shape.norm_epsilon)
        self.self_attn = Attention(shape)
        self.post_attention_layernorm = RMSNorm(shape.hidden, shape.norm_epsilon)
        self.mlp = MLP(shape)

    def forward(self, x, cos, sin, mask, rows, chosen=None):
        """chosen: tokens to go on with; the others have done what they are there for once attention has seen them."""
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask, rows)
        x = x if chosen is None else x[chosen]
        return x + self.mlp(self.post_attention_layernorm(x))


class Decoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.hidden)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.hidden, shape.norm_epsilon)
        angles = torch.outer(
            torch.arange(shape.context).float(),
            shape.rope_theta ** (-torch.arange(0, shape.head_dim, 2).float() / shape.head_dim))
        self.register_buffer("cos", angles.cos().repeat(1, 2), persistent=False)
        self.register_buffer("sin", torch.cat((-angles.sin(), angles.sin()), -1), persistent=False)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                residual = name.endswith(("o_proj.weight", "down_proj.weight"))
                nn.init.normal_(weight, 0, 0.02 / (math.sqrt(2 * shape.layers) if residual else 1))

    def hidden(self, ids, rows, chosen):
        """ids: [tokens], each row one sample from its first token on. Returns [chosen, hidden]."""
        x = self.embed_tokens(ids)
        length = rows.shape[1]
        cos, sin = self.cos[:length].to(x.dtype), self.sin[:length].to(x.dtype)
        mask = None if x.is_cuda else torch.full((length, length), -1e4, dtype=x.dtype).triu(1)
        for layer in self.layers:
            x = layer(x, cos, sin, mask, rows, chosen if layer is self.layers[-1] else None)
        return self.norm(x)

    def loss(self, ids, rows, targets, chosen, weights):
        """Weighted cross-entropy of the `chosen` tokens' next ones; logits are made nowhere else.

        Returns the loss to go down on, per token of full weight; then of tokens of full weight and of those of less their
        losses' sums [2] and their counts [2].
        """
        each = F.cross_entropy(F.linear(self.hidden(ids, rows, chosen), self.embed_tokens.weight).float(), targets, reduction="none")
        full = (weights == 1).float()
        less = ((weights > 0) & (weights < 1)).float()
        counts = torch.stack((full.sum(), less.sum()))
        return (each * weights).sum() / counts[0].clamp(min=1), torch.stack(((each * full).sum(), (each * less).sum())), counts
