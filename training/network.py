"""The encoder: MiniLM (BERT's architecture) with embeddings of shape and gap added."""

import dataclasses

import torch
from torch import nn
from torch.nn import functional

import quantise

SHAPES, GAPS = 12, 4


@dataclasses.dataclass
class Config:
    layers: int = 6
    hidden: int = 384
    heads: int = 12
    ffn: int = 1536
    window: int = 256
    vocabulary: int = 30522
    arc: int = 256
    rel: int = 128


class Dropout(nn.Module):
    """Dropout that draws from a generator of its own: models in several threads stay seeded."""

    generator = None

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        # A random byte an element is several times cheaper than torch's own Bernoulli numbers.
        drop = round(256 * self.rate)
        words = torch.empty(-(-x.numel() // 8), dtype=torch.int64)
        words.random_(-(2**63), None, generator=self.generator)
        dropped = words.view(torch.uint8)[: x.numel()].view(x.shape) < drop
        return x.masked_fill(dropped, 0) * (256 / (256 - drop))


def seed_dropout(model, seed):
    """Gives all dropout of a model one generator."""
    generator = torch.Generator().manual_seed(seed)
    for module in model.modules():
        if isinstance(module, Dropout):
            module.generator = generator


class Linear(nn.Linear):
    """A linear layer whose weights the model file holds in eight bits."""

    # For evaluation only: whether activations are rounded as in the eight-bit form.
    rounded = False

    def forward(self, x):
        return super().forward(quantise.rounded_rows(x) if Linear.rounded else x)


class Layer(nn.Module):
    def __init__(self, config, dropout):
        super().__init__()
        self.heads = config.heads
        self.qkv = Linear(config.hidden, 3 * config.hidden)
        self.out = Linear(config.hidden, config.hidden)
        self.norm1 = nn.LayerNorm(config.hidden, eps=1e-12)
        self.up = Linear(config.hidden, config.ffn)
        self.down = Linear(config.ffn, config.hidden)
        self.norm2 = nn.LayerNorm(config.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x, mask):
        batch, width, hidden = x.shape
        qkv = self.qkv(x).view(batch, width, 3, self.heads, hidden // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        # Written out: torch's fused attention is slow backward on a CPU.
        scores = (query * (hidden // self.heads) ** -0.5) @ key.transpose(-1, -2)
        mixed = scores.add_(mask).softmax(-1) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, width, hidden)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, config, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(config.vocabulary, config.hidden)
        self.position = nn.Embedding(config.window, config.hidden)
        self.shape = nn.Embedding(SHAPES, config.hidden)
        self.gap = nn.Embedding(GAPS, config.hidden)
        self.norm = nn.LayerNorm(config.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))
        self.dropout = Dropout(dropout)
        nn.init.normal_(self.shape.weight, std=0.01)
        nn.init.normal_(self.gap.weight, std=0.01)

    def forward(self, ids, shapes, gaps, mask):
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.shape(shapes) + self.gap(gaps)
        x = self.dropout(self.norm(x))
        mask = torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def eight_bit(self):
        """The weights that the model file holds in eight bits."""
        linears = [m for m in self.modules() if isinstance(m, Linear)]
        return [self.word.weight] + [linear.weight for linear in linears]

    def load_bert(self, tensors, layers):
        """Takes over the weights of a BERT encoder; `layers` says which of its layers."""

        def copy(parameter, name):
            parameter.data.copy_(tensors[name].float()[: parameter.shape[0]])

        copy(self.word.weight, "embeddings.word_embeddings.weight")
        copy(self.position.weight, "embeddings.position_embeddings.weight")
        # There is one segment only: its embedding is added to every position.
        self.position.weight.data += tensors["embeddings.token_type_embeddings.weight"][0]
        copy(self.norm.weight, "embeddings.LayerNorm.weight")
        copy(self.norm.bias, "embeddings.LayerNorm.bias")
        for layer, number in zip(self.layers, layers, strict=True):
            name = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [f"{name}attention.self.{p}.{kind}" for p in ("query", "key", "value")]
                getattr(layer.qkv, kind).data.copy_(torch.cat([tensors[p] for p in parts]))
                copy(getattr(layer.out, kind), f"{name}attention.output.dense.{kind}")
                copy(getattr(layer.norm1, kind), f"{name}attention.output.LayerNorm.{kind}")
                copy(getattr(layer.up, kind), f"{name}intermediate.dense.{kind}")
                copy(getattr(layer.down, kind), f"{name}output.dense.{kind}")
                copy(getattr(layer.norm2, kind), f"{name}output.LayerNorm.{kind}")
