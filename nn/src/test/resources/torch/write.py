"""Writes files of PyTorch for PyTorchTest: python3 write.py FOLDER. Each comes with expected.npz of its tensors."""

import argparse
import collections
import pathlib
import sys
import types

import numpy
import torch

folder = pathlib.Path(sys.argv[1])
torch.manual_seed(1)
expected = {}


def flat(prefix, value):
    if torch.is_tensor(value):
        array = value.detach()
        if array.dtype == torch.bfloat16:
            array = array.float()
        if array.dtype == torch.int16:
            array = array.int()
        expected[prefix] = array.contiguous().numpy()
    elif isinstance(value, numpy.ndarray):
        expected[prefix] = value
    elif isinstance(value, dict):
        for key, item in value.items():
            flat(f"{prefix}.{key}" if prefix else str(key), item)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            flat(f"{prefix}.{index}" if prefix else str(index), item)


def save(name, value, reference=None, **options):
    for old in (False, True):
        stem = name + ("-stream" if old else "-zip")
        torch.save(value, folder / (stem + ".pth"), _use_new_zipfile_serialization=not old, **options)
        expected.clear()
        flat("", value if reference is None else reference)
        numpy.savez(folder / (stem + ".npz"), **expected)


dtypes = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
          torch.int8, torch.uint8, torch.bool]
save("dtypes", {str(d).split(".")[1]: (torch.randn(3, 5) * 50).abs().to(d) for d in dtypes})

base = torch.arange(120, dtype=torch.float32)
grid = base.view(2, 5, 12)
save("views", {
    "whole": base,
    "part": base[7:19],
    "transposed": grid.transpose(0, 2),
    "column": grid[:, :, 3],
    "stepped": base[::7],
    "expanded": base[5:8].view(3, 1).expand(3, 4),
    "scalar": torch.tensor(2.5),
    "empty": torch.zeros(0, 4),
    "half_transposed": torch.randn(4, 6).half().t(),
    "channels_last": torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last),
})

save("arrays", {
    "w": numpy.arange(6, dtype=numpy.float32).reshape(2, 3),
    "fortran": numpy.asfortranarray(numpy.arange(6, dtype=numpy.float64).reshape(2, 3)),
    "big_endian": numpy.arange(5, dtype=">i4"),
    "scalar": numpy.array(2.5),
    "empty": numpy.zeros((0, 4), dtype=numpy.int64),
    "version": torch.__version__,
})

optimiser_model = torch.nn.Linear(3, 2)
optimiser = torch.optim.AdamW(optimiser_model.parameters())
optimiser_model(torch.randn(4, 3)).sum().backward()
optimiser.step()
save("nested", {
    "model": optimiser_model.state_dict(),
    "optimizer": optimiser.state_dict(),
    "epoch": 299,
    "best": 83.25,
    "arch": "vit_base",
    "args": argparse.Namespace(lr=1e-3, names=["a", "b"], size=torch.Size([1, 2]), dtype=torch.float16,
                               device=torch.device("cpu")),
    "metric": numpy.float64(0.5),
    "history": [numpy.arange(3), {"x": (torch.ones(2), None, True)}],
    "parameter": torch.nn.Parameter(torch.randn(2, 2)),
    "big": 1 << 80,
    "counts": collections.defaultdict(int, {"a": 1}),
    "set": {1, 2},
    "bytes": b"raw",
    3: torch.full((1,), 3.0),
})

module = torch.nn.Sequential(
    torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Sequential(torch.nn.Linear(4, 2, bias=False)))
save("module", module, module.state_dict())
dall_e = types.ModuleType("dall_e.utils")
sys.modules["dall_e"] = types.ModuleType("dall_e")
sys.modules["dall_e.utils"] = dall_e


class Conv2d(torch.nn.Module):
    """OpenAI's: its weight is called w, its bias b; the module that is pickled here is not there when it is read."""

    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.randn(2, 3, 1, 1))
        self.b = torch.nn.Parameter(torch.zeros(2))
        self.device = torch.device("cpu")


Conv2d.__module__ = "dall_e.utils"
dall_e.Conv2d = Conv2d
blocks = torch.nn.Sequential(collections.OrderedDict([("input", Conv2d()), ("relu", torch.nn.ReLU())]))
save("dall_e", torch.nn.Sequential(collections.OrderedDict(blocks=blocks)), {"blocks": blocks.state_dict()})
for protocol in (3, 4, 5):
    save(f"protocol{protocol}", {"state_dict": module.state_dict(), "epoch": 1}, pickle_protocol=protocol)
