"""AdamW with fp32 master weights in one flat tensor, for a model whose own weights and gradients are bf16."""

import torch


class FlatAdamW:
    def __init__(self, parameters, rate, betas=(0.9, 0.95), decay=0.1, clip=1.0):
        self.parameters = list(parameters)
        self.rate, self.betas, self.clip = rate, betas, clip
        self.master = torch.cat([p.data.float().flatten() for p in self.parameters])
        self.first, self.second, self.gradient = (torch.zeros_like(self.master) for _ in range(3))
        self.decay = torch.cat([torch.full((p.numel(),), decay if p.dim() == 2 else 0.0) for p in self.parameters]).to(self.master.device)
        self.steps = 0

    @torch.no_grad()
    def step(self, scale):
        """scale: the learning-rate schedule's factor, 0 to 1. Clears the gradients."""
        self.steps += 1
        rate = self.rate * scale
        sizes = [p.numel() for p in self.parameters]
        for parameter, part in zip(self.parameters, self.gradient.split(sizes)):
            part.copy_(parameter.grad.flatten())
            parameter.grad = None
        norm = self.gradient.norm()
        if norm > self.clip:
            self.gradient.mul_(self.clip / norm)
        one, two = self.betas
        self.first.lerp_(self.gradient, 1 - one)
        self.second.mul_(two).addcmul_(self.gradient, self.gradient, value=1 - two)
        self.master.addcmul_(self.master, self.decay, value=-rate)
        self.master.addcdiv_(self.first, (self.second / (1 - two ** self.steps)).sqrt_().add_(1e-8), value=-rate / (1 - one ** self.steps))
        for parameter, part in zip(self.parameters, self.master.split(sizes)):
            parameter.data.copy_(part.view_as(parameter))

    def state(self):
        return dict(master=self.master, first=self.first, second=self.second, steps=self.steps)

    def load(self, state):
        for name in ("master", "first", "second"):
            getattr(self, name).copy_(state[name])
        self.steps = state["steps"]
        for parameter, part in zip(self.parameters, self.master.split([p.numel() for p in self.parameters])):
            parameter.data.copy_(part.view_as(parameter))
