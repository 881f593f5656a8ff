// Reads the file of a photograph without showing it. It finds the kind and the size, so that no picture that is too
// large is unpacked. It finds the metadata of the camera, so that the writer sees what is removed. And it checks that
// a file of this page holds only the picture.

const latin = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));
const u16 = (bytes, at) => bytes[at] * 256 + bytes[at + 1];
const u32 = (bytes, at) => u16(bytes, at) * 65536 + u16(bytes, at + 2);
const HEIC = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/** The kind of a picture: 'jpeg', 'png', 'webp', 'gif', 'heic', 'avif', or null. */
export function kindOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a/.test(latin(bytes, 0, 6))) return 'gif';
  if (latin(bytes, 4, 4) !== 'ftyp') return null;
  const brand = latin(bytes, 8, 4);
  return HEIC.includes(brand) ? 'heic' : brand.startsWith('avi') ? 'avif' : null;
}

/**
 * The segments of a JPEG before its picture, as { marker, start, end }. The range does not include marker and length.
 */
function* segments(bytes) {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    const end = alone ? at + 2 : at + 2 + u16(bytes, at + 2);
    if (end > bytes.length) return;
    if (!alone) yield { marker, at, start: at + 4, end };
    if (marker === 0xda || marker === 0xd9) return;
    at = end;
  }
}

/** The chunks of a PNG or a WebP: { name, start, end }. */
function* chunks(bytes, kind) {
  const png = kind === 'png';
  for (let at = png ? 8 : 12; at + 8 <= bytes.length;) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    const length = png ? view.getUint32(0) : view.getUint32(4, true);
    const start = at + 8, end = Math.min(bytes.length, start + length);
    yield { name: latin(bytes, png ? at + 4 : at, 4), start, end };
    at = png ? start + length + 4 : start + length + (length % 2);
  }
}

/** Bytes as a text for searching, with one letter for each byte. */
const letters = (bytes) => new TextDecoder('latin1').decode(bytes);

/** The box `meta` of a HEIC or AVIF, which describes its pictures. */
function metaOf(bytes) {
  for (let at = 0, size; at + 8 <= bytes.length; at += size) {
    size = u32(bytes, at);
    if (latin(bytes, at + 4, 4) === 'meta') return bytes.subarray(at, size < 8 ? bytes.length : at + size);
    if (size < 8) break; // the box goes to the end of the file, or has a long size
  }
  return bytes.subarray(0, 0);
}

const isFrame = (marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The number of pixels by the header of a picture. Null if that cannot be read. */
export function pixelsOf(bytes, kind) {
  if (kind === 'jpeg') {
    const frame = [...segments(bytes)].find(({ marker }) => isFrame(marker));
    return frame ? u16(bytes, frame.start + 1) * u16(bytes, frame.start + 3) : null;
  }
  if (kind === 'png') return u32(bytes, 16) * u32(bytes, 20);
  if (kind === 'heic' || kind === 'avif') {
    // The file gives the size of the whole picture, and the sizes of its tiles.
    const meta = metaOf(bytes);
    let most = 0;
    for (const { index } of letters(meta).matchAll(/ispe/g)) most = Math.max(most, u32(meta, index + 8) * u32(meta, index + 12) || 0);
    return most || null;
  }
  if (kind === 'gif') return (bytes[6] + bytes[7] * 256) * (bytes[8] + bytes[9] * 256);
  if (kind !== 'webp') return null;
  const { name, start } = [...chunks(bytes, kind)][0] ?? {};
  const u24 = (at) => bytes[at] + bytes[at + 1] * 256 + bytes[at + 2] * 65536;
  if (name === 'VP8X') return (u24(start + 4) + 1) * (u24(start + 7) + 1);
  if (name === 'VP8 ') {
    const side = (at) => (bytes[at] + bytes[at + 1] * 256) & 0x3fff;
    return side(start + 6) * side(start + 8);
  }
  const bits = bytes[start + 1] + bytes[start + 2] * 256 + bytes[start + 3] * 65536 + bytes[start + 4] * 16777216;
  return name === 'VP8L' ? ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1) : null;
}

// Metadata

const TAG = { make: 0x10f, model: 0x110, changed: 0x132, exif: 0x8769, gps: 0x8825, taken: 0x9003 };

/** The entries of a TIFF directory: tag -> { type, count, at }. */
function directory(view, at, little) {
  const entries = new Map(), count = view.getUint16(at, little);
  for (let i = 0; i < Math.min(count, 500); i++) {
    const entry = at + 2 + 12 * i, type = view.getUint16(entry + 2, little), number = view.getUint32(entry + 4, little);
    const size = number * ([0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8][type] ?? 1);
    const place = size > 4 ? view.getUint32(entry + 8, little) : entry + 8;
    entries.set(view.getUint16(entry, little), { type, count: number, at: place });
  }
  return entries;
}

/** Place, time and device from a block of Exif. Values that cannot be read are left out. */
function exif(bytes) {
  const found = {};
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const little = view.getUint16(0) === 0x4949, main = directory(view, view.getUint32(4, little), little);
    const text = (entry) => entry && latin(bytes, entry.at, Math.min(entry.count, 80)).replace(/\0[^]*/, '').trim();
    const inside = (tag) => main.has(tag) && directory(view, view.getUint32(main.get(tag).at, little), little);
    const device = [text(main.get(TAG.make)), text(main.get(TAG.model))].filter(Boolean);
    if (device.length > 0) found.device = device[1]?.startsWith(device[0]) ? device[1] : device.join(' ');
    found.time = text(main.get(TAG.changed));
    found.time = text((inside(TAG.exif) || new Map()).get(TAG.taken)) || found.time;
    const gps = inside(TAG.gps);
    const degrees = (tag) => {
      const entry = gps && gps.get(tag);
      if (![5, 10].includes(entry?.type) || entry.count !== 3) return null;
      const number = (at) => (entry.type === 10 ? view.getInt32(at, little) : view.getUint32(at, little));
      const part = (i) => number(entry.at + 8 * i) / number(entry.at + 8 * i + 4);
      const sign = /[SW]/.test(text(gps.get(tag - 1))) ? -1 : 1;
      return sign * (part(0) + part(1) / 60 + part(2) / 3600);
    };
    const place = [degrees(2), degrees(4)];
    if (place.every(Number.isFinite)) found.place = place.map((number) => number.toFixed(4)).join(', ');
  } catch {
    // The block is cut short or broken. The values that were read are shown. The whole block is removed anyway.
  }
  if (found.time) found.time = found.time.replace(/^(\d{4}):(\d\d):/, '$1-$2-').replace(/:\d\d$/, '');
  return found;
}

/** The chunks that belong to the picture itself. */
const PICTURE = {
  png: 'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB bKGD pHYs sBIT', webp: 'VP8X VP8  VP8L ALPH ANIM ANMF',
};

/** The metadata of a file: { place, time, device } if they are there. `more` says whether there is anything else. */
export function traces(bytes, kind) {
  const found = { more: false }, add = (block) => Object.assign(found, exif(block));
  if (kind === 'jpeg') {
    for (const { marker, start, end } of segments(bytes)) {
      const isExif = marker === 0xe1 && latin(bytes, start, 6) === 'Exif\0\0';
      if (isExif) add(bytes.subarray(start + 6, end));
      found.more ||= isExif || (marker > 0xe0 && marker <= 0xef) || marker === 0xfe;
    }
  }
  if (kind === 'heic' || kind === 'avif') {
    const block = letters(bytes).match(/(Exif\0\0|\0\0\0\0)(MM\0\*\0\0\0\x08|II\*\0\x08\0\0\0)/);
    if (block) add(bytes.subarray(block.index + block[1].length));
    found.more = true; // every block has settings of the camera
  }
  found.more ||= kind === 'gif'; // comments in a GIF are not read
  if (kind in PICTURE) {
    for (const { name, start, end } of chunks(bytes, kind)) {
      const isExif = name === 'eXIf' || name === 'EXIF';
      if (isExif) add(bytes.subarray(latin(bytes, start, 6) === 'Exif\0\0' ? start + 6 : start, end));
      found.more ||= !PICTURE[kind].split(' ').includes(name.trim());
    }
  }
  return found;
}

/** Removes from a JPEG that a canvas wrote the segments that only describe it. Some browsers add such segments. */
export function bare(jpeg) {
  const kept = [jpeg.subarray(0, 2)];
  let behind = 2;
  for (const { marker, at, end } of segments(jpeg)) {
    behind = end;
    if ((marker > 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe) continue;
    kept.push(jpeg.subarray(at, end));
  }
  kept.push(jpeg.subarray(behind));
  const all = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of kept) {
    all.set(part, to);
    to += part.length;
  }
  return all;
}
