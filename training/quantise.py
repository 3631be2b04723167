"""Eight-bit weights and activations, as the Rust runtime computes with them.

Weights: one scale a row, symmetric, within ±63, so that sums of two products of an unsigned
activation and a signed weight fit 16 bits. Activations: one scale and offset a row, 0 to 255.
"""

import torch

LIMIT = 63


def weight_scale(weight):
    return weight.detach().abs().amax(dim=-1, keepdim=True).clamp(min=1e-8) / LIMIT


@torch.no_grad()
def rounded_weight(weight):
    """The weight as it is after rounding."""
    scale = weight_scale(weight)
    return torch.round(weight / scale).clamp_(-LIMIT, LIMIT).mul_(scale)


@torch.no_grad()
def rounded_rows(x):
    """Activations after rounding each row to 256 steps between its least and its greatest value."""
    low = x.amin(dim=-1, keepdim=True).clamp(max=0)
    high = x.amax(dim=-1, keepdim=True).clamp(min=0)
    step = ((high - low) / 255).clamp(min=1e-8)
    zero = torch.round(-low / step)
    return (torch.round(x / step) + zero).clamp(0, 255).sub(zero) * step


def stored(weight):
    """What the model file holds: int8 values and a float scale a row."""
    scale = weight_scale(weight.float())
    values = torch.round(weight.float() / scale).clamp(-LIMIT, LIMIT).to(torch.int8)
    return values, scale.squeeze(-1).contiguous()
