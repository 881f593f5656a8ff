"""Makes spec/vectors/reed-solomon.json with another implementation: reedsolo, from PyPI.

    pip install reedsolo && python3 scripts/reed-solomon-vectors.py > spec/vectors/reed-solomon.json
"""
import json
import random
from importlib.metadata import version

from reedsolo import ReedSolomonError, RSCodec

random.seed(16)
codec = RSCodec(16, nsize=255, fcr=0, prim=0x11D, generator=2)
cases = []
for length in (1, 5, 57, 122, 238, 239):
    for erased, wrong in ((0, 0), (0, 8), (16, 0), (5, 5), (10, 3), (0, 9), (6, 6)):
        data = bytes(random.randrange(256) for _ in range(length))
        sent = bytes(codec.encode(data))
        places = random.sample(range(len(sent)), min(len(sent), erased + wrong))
        received = bytearray(sent)
        for place in places:
            received[place] ^= random.randrange(1, 256)
        erasures = places[:erased]
        try:
            repaired = bytes(codec.decode(bytearray(received), erase_pos=list(erasures))[1])
        except ReedSolomonError:
            repaired = None
        cases.append({"sent": sent.hex(), "received": received.hex(), "erased": erasures,
                      "repaired": repaired.hex() if repaired else None})
print(json.dumps({"made with": f"reedsolo {version('reedsolo')}", "parity": 16, "cases": cases}, indent=1))
