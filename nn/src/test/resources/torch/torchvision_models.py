"""For PyTorchTest: "save FOLDER" saves torchvision models, "load FOLDER" loads their safetensors into fresh ones."""

import json
import pathlib
import sys

import torch
import torchvision

command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
dtypes = {"F16": torch.float16, "F32": torch.float32, "I64": torch.int64}


def models():
    torch.manual_seed(2)
    yield "resnet50", torchvision.models.resnet50()
    yield "vgg16", torchvision.models.vgg16(init_weights=False)


def safetensors(path):
    data = bytearray(path.read_bytes())
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        count = (end - begin) // torch.empty((), dtype=dtypes[entry["dtype"]]).element_size()
        flat = torch.frombuffer(data, dtype=dtypes[entry["dtype"]], offset=8 + length + begin, count=count)
        yield name, flat.reshape(entry["shape"])


for name, model in models():
    if command == "save":
        torch.save(model.half().state_dict(), folder / (name + ".pth"))
    else:
        loaded = dict(safetensors(folder / (name + ".safetensors")))
        saved = torch.load(folder / (name + ".pth"))
        assert loaded.keys() == saved.keys()
        model.load_state_dict(loaded, strict=True)
        for key, value in model.state_dict().items():
            assert torch.equal(value, saved[key].to(value.dtype)), key
