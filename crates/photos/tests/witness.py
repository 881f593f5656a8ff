"""What exiftool still finds in stripped photographs, and whether Pillow sees the same pixels: witness.py PAIRS.tsv

Each line of PAIRS.tsv names a photograph and its stripped copy. Ends in a line "N passed, N failed".
"""

import collections
import json
import subprocess
import sys
import warnings

from PIL import Image, ImageOps

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = None

# All that exiftool may say of a stripped file; a set names the only values.
ALLOWED = {
    "SourceFile": None,
    "ExifTool:ExifToolVersion": None,
    **{f"System:{tag}": None for tag in (
        "FileName", "Directory", "FileSize", "FileModifyDate", "FileAccessDate", "FileInodeChangeDate",
        "FilePermissions", "FileType", "FileTypeExtension", "MIMEType")},
    **{f"File:{tag}": None for tag in (
        "FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight", "EncodingProcess", "BitsPerSample",
        "ColorComponents", "YCbCrSubSampling")},
    "File:ExifByteOrder": {"MM"},
    "IFD0:Orientation": set(range(2, 9)),
    "JFIF:JFIFVersion": {"1 1"},
    "JFIF:ResolutionUnit": {0},
    "JFIF:XResolution": {1},
    "JFIF:YResolution": {1},
    "Adobe:DCTEncodeVersion": {100},
    "Adobe:APP14Flags0": {0},
    "Adobe:APP14Flags1": {0},
    "Adobe:ColorTransform": None,
    **{f"PNG:{tag}": None for tag in (
        "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "Palette",
        "Transparency")},
    **{f"RIFF:{tag}": None for tag in (
        "ImageWidth", "ImageHeight", "VP8Version", "HorizontalScale", "VerticalScale", "AlphaIsUsed", "WebP_Flags",
        "AlphaPreprocessing", "AlphaFiltering", "AlphaCompression")},
}


def tags(paths):
    """For each path, every tag that exiftool finds, with unknown and embedded ones."""
    found = {}
    for at in range(0, len(paths), 200):
        command = ["exiftool", "-a", "-G1", "-s", "-n", "-ee", "-u", "-e", "-json", *paths[at:at + 200]]
        out = subprocess.run(command, capture_output=True, check=False).stdout
        found.update((each["SourceFile"], each) for each in json.loads(out.decode("utf-8", "replace")))
    return found


def pixels(path):
    """Mode, size and pixels as shown; how Pillow names the failure where it cannot read the file."""
    try:
        with Image.open(path) as picture:
            # Pillow also follows these, which browsers do not.
            for other in ("xmp", "XML:com.adobe.xmp", "Raw profile type exif"):
                picture.info.pop(other, None)
            shown = ImageOps.exif_transpose(picture)
            # A palette's order is the file's; its colours are what is seen.
            seen = shown.convert("RGBA") if shown.mode in ("P", "PA") or "transparency" in shown.info else shown
            return shown.mode, seen.size, seen.tobytes()
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"


def main():
    with open(sys.argv[1], encoding="utf-8") as pairs:
        pairs = [line.rstrip("\n").split("\t") for line in pairs]
    before = tags([pair[0] for pair in pairs])
    after = tags([pair[1] for pair in pairs])
    counts = collections.Counter()
    failed = 0
    for original, stripped in pairs:
        complaints = []
        dropped = {tag for tag in before[original] if tag not in ALLOWED}
        counts["tags before"] += len(dropped)
        counts["photographs with tags before"] += bool(dropped)
        counts["photographs with GPS tags before"] += any(tag.startswith("GPS:") for tag in dropped)
        for tag, value in after[stripped].items():
            if tag not in ALLOWED or ALLOWED[tag] is not None and value not in ALLOWED[tag]:
                counts["tags after"] += 1
                complaints.append(f"{tag} = {str(value)[:80]}")
        counts["turned"] += "IFD0:Orientation" in after[stripped]
        old, new = pixels(original), pixels(stripped)
        if isinstance(old, str):
            counts["pictures that Pillow cannot read before"] += 1
            if not isinstance(new, str):
                print(f"note: {original}: {old}; readable once stripped")
        elif old == new:
            counts["pictures of the same pixels"] += 1
        else:
            complaints.append(f"pixels: {new if isinstance(new, str) else 'others'}")
        if complaints:
            failed += 1
            print(f"{original} -> {stripped}: {'; '.join(complaints)}")
    for what, count in sorted(counts.items()):
        print(f"{what}: {count}")
    print(f"{len(pairs) - failed} passed, {failed} failed")
    sys.exit(failed > 0 or not pairs)


main()
