"""Makes the pictures beside it, which the encoders of the tests cannot write: make.py (Pillow 12 or later)"""

import pathlib

from PIL import Image

here = pathlib.Path(__file__).parent
picture = Image.new("RGBA", (20, 18))
picture.putdata([(x * 12, y * 13, (x * y) % 256, 255 - x * 9) for y in range(18) for x in range(20)])
colours = picture.convert("RGB")
colours.save(here / "progressive.jpg", quality=60, progressive=True)
colours.save(here / "restarts.jpg", quality=60, subsampling="4:2:0", restart_marker_blocks=1)
colours.convert("CMYK").save(here / "cmyk.jpg", quality=40)
colours.save(here / "lossy.webp", quality=50)
picture.save(here / "alpha.webp", quality=50)
picture.save(here / "lossless.webp", lossless=True)
