// What the stories of the page in the pocket are told with: an account, a photograph as cameras keep it; and what a JPEG
// still says of itself.

export const TEXT =
  'I stood at the bridge at nine with my neighbour Aigul Sadykova, who lives around the corner. My brother works at the ' +
  "school No. 12.\n\nThey fired twice. Sadykova's bag stayed on the stones until the morning, and nobody came for it. The bridge is still shut.";
export const PASSPHRASE = 'six words that nobody says';

/** A picture of 400 by 300, red at the left and blue at the right. */
export function halves(context) {
  for (const [colour, x] of [
    ['#d02020', 0],
    ['#2020d0', 200],
  ]) {
    context.fillStyle = colour;
    context.fillRect(x, 0, 200, 300);
  }
}

/** A JPEG that tells a place, a time, a device, and to be turned to the right. */
export function described(jpeg) {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    if (type === 3) bytes.writeUInt16BE(value, 8);
    else if (typeof value === 'string') bytes.write(value, 8, 'latin1');
    else bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const list = (entries) => Buffer.concat([Buffer.from([0, entries.length]), ...entries, Buffer.alloc(4)]);
  const rationals = (...values) =>
    Buffer.concat(
      values.map((value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeUInt32BE(value, 0);
        bytes.writeUInt32BE(1, 4);
        return bytes;
      }),
    );
  const strings = Buffer.from('Maker\0Phone 9\0\0' + '2022:01:05 17:40:12\0', 'latin1');
  // The header, the directory, its strings, the directory of the place, its numbers.
  const main = 8,
    text = main + 2 + 12 * 5 + 4,
    gps = text + strings.length,
    numbers = gps + 2 + 12 * 4 + 4;
  const exif = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    list([
      entry(0x10f, 2, 6, text),
      entry(0x110, 2, 8, text + 6),
      entry(0x112, 3, 1, 6),
      entry(0x132, 2, 20, text + 15),
      entry(0x8825, 4, 1, gps),
    ]),
    strings,
    list([entry(1, 2, 2, 'N\0'), entry(2, 5, 3, numbers), entry(3, 2, 2, 'E\0'), entry(4, 5, 3, numbers + 24)]),
    rationals(43, 14, 18),
    rationals(76, 56, 44),
  ]);
  const segment = (marker, content) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  };
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif])),
    segment(0xfe, Buffer.from('taken by Er')),
    jpeg.subarray(2),
    Buffer.from('behind the end'),
  ]);
}

/** The markers of a JPEG before its picture, and what stands behind its end. */
export function describing(jpeg) {
  const markers = [];
  for (let i = 2; jpeg[i] === 0xff && jpeg[i + 1] !== 0xda; i += 2 + jpeg.readUInt16BE(i + 2))
    markers.push(jpeg[i + 1].toString(16));
  return { markers: markers.filter((marker) => /^(e|fe)/.test(marker)), end: jpeg.subarray(-2).toString('hex') };
}

// What runs in a page, whoever drives it.

/** The picture of 400 by 300 that a function with this source draws, as a JPEG in base64. */
export const drawnBy = (source) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [400, 300];
  (0, eval)(`(${source})`)(canvas.getContext('2d'));
  return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
};

/** Colours of a picture, a JPEG in base64, at places, and its size, as the browser shows it. */
export const coloursIn = async ([bytes, all]) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]), {
    imageOrientation: 'from-image',
  });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const name = ([r, g, b]) =>
    Math.max(r, g, b) < 24 ? 'black' : r > 150 && b < 90 ? 'red' : b > 150 && r < 90 ? 'blue' : `${r},${g},${b}`;
  return {
    size: [bitmap.width, bitmap.height],
    found: all.map(([x, y]) => name(context.getImageData(x * bitmap.width, y * bitmap.height, 1, 1).data)),
  };
};
