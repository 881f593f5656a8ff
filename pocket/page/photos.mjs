// Photographs. Each is drawn again on a canvas, which keeps the picture, turned the right way up, and nothing else of
// the file. Areas that the writer covers are drawn into the pixels. The original stays in memory. It goes only into a
// submission, and only if the writer asks.
import { $, bytesOf, button, coded, make, note, onFiles, sentenceFor, sizeOf, wrong } from './dom.mjs';
import { cover } from './boxes.mjs';
import { bare, kindOf, pixelsOf, traces } from './picture.mjs';
import { onLanguage, say } from './say.mjs';

const MAX = { photographs: 20, bytes: 25e6, pixels: 60e6 };
/** Maximum number of pixels of a drawn photograph. The canvases of phones take no more. */
const DRAWN = 12e6;

let photos = [];
let changed = () => {};

/** The photographs: `bytes` are sealed, `original` is the file as it came. */
export const photographs = () => photos.map(({ bytes, original }) => ({ bytes, original }));

export function clearPhotos() {
  for (const photo of photos) drop(photo);
  photos = [];
  render();
}

/** Starts the part for photographs. `onChange` is called when photographs are added, removed or covered. */
export function startPhotos(onChange) {
  changed = onChange;
  onFiles($('photo-files'), add);
  onLanguage(render);
}

function drop(photo) {
  URL.revokeObjectURL(photo.address);
  photo.original.fill(0);
  photo.bytes.fill(0);
}

async function add(files) {
  const alert = $('photos-wrong'), problems = [];
  note(say('pocket-photo-working'));
  for (const file of files) {
    try {
      if (photos.length >= MAX.photographs) throw coded('too-many-photos');
      const photo = await opened(await bytesOf(file, MAX.bytes));
      photos.push(photo);
    } catch (error) {
      const values = { count: MAX.photographs, size: MAX.bytes / 1e6, pixels: MAX.pixels / 1e6 };
      const sentence = sentenceFor(error?.code === 'too-large' ? coded('photo-large') : error, values);
      problems.push(files.length > 1 ? `${file.name}: ${sentence}` : sentence);
      if (error?.code === 'too-many-photos') break;
    }
  }
  wrong(alert, problems.join('\n'));
  render();
  changed();
  note(problems.length === 0 ? say('pocket-photo-added', { count: photos.length }) : '');
}

async function opened(original) {
  const kind = kindOf(original);
  if (kind === null) throw coded('no-picture');
  if ((pixelsOf(original, kind) ?? 0) > MAX.pixels) throw coded('photo-pixels');
  return { original, traces: traces(original, kind), ...await anew(original, []) };
}

/** The picture of a file, turned as its camera noted. Few browsers read HEIC. */
async function drawable(original) {
  try {
    return await createImageBitmap(new Blob([original]), { imageOrientation: 'from-image' });
  } catch {
    throw coded(kindOf(original) === 'heic' ? 'heic' : 'no-picture');
  }
}

/**
 * Draws the picture with its boxes on a canvas. Boxes are fractions of its width and height, and cover whole pixels.
 */
async function drawn(original, boxes) {
  const picture = await drawable(original);
  const scale = Math.min(1, Math.sqrt(DRAWN / (picture.width * picture.height)));
  const canvas = make('canvas', {
    width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)),
  });
  const { width, height } = canvas, context = canvas.getContext('2d');
  if (!context || !isHonest()) throw coded('canvas');
  context.fillStyle = '#fff'; // the background of transparent pixels
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  context.fillStyle = '#000';
  for (const { x, y, w, h } of boxes) {
    const [left, top] = [Math.floor(x * width), Math.floor(y * height)];
    context.fillRect(left, top, Math.ceil((x + w) * width) - left, Math.ceil((y + h) * height) - top);
  }
  return canvas;
}

/**
 * Whether a canvas returns the pixels that were drawn. Some browsers add noise, so that pages cannot recognize a
 * device.
 */
function isHonest() {
  const context = make('canvas', { width: 1, height: 1 }).getContext('2d');
  context.fillStyle = '#336699';
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  return data[0] === 0x33 && data[1] === 0x66 && data[2] === 0x99;
}

/** Draws the photograph again, as it will be sealed: { boxes, bytes, address, width, height }. */
async function anew(original, boxes) {
  const canvas = await drawn(original, boxes);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  const { width, height } = canvas;
  canvas.width = 0; // frees its memory
  if (blob?.type !== 'image/jpeg') throw coded('canvas');
  const bytes = bare(new Uint8Array(await blob.arrayBuffer()));
  return { boxes, bytes, address: URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })), width, height };
}

function render() {
  $('photos').replaceChildren(...photos.map(shown));
}

function shown(photo, i) {
  const name = say('page-photograph', { number: i + 1 });
  const { place, time, device, more } = photo.traces;
  const told = Object.entries({ place, time, device }).filter(([, value]) => value);
  const lines = told.map(([what, value]) => make('li', {}, say(`pocket-trace-${what}`, { value })));
  if (more) lines.push(make('li', {}, say(told.length > 0 ? 'pocket-trace-more' : 'pocket-trace-other')));
  const removed = lines.length > 0
    ? [make('p', {}, say('pocket-photo-removed')), make('ul', { className: 'traces' }, ...lines)]
    : [make('p', {}, say('pocket-photo-nothing'))];
  const count = photo.boxes.length, covered = count > 0 ? [make('p', {}, say('pocket-photo-covered', { count }))] : [];
  return make('li', {},
    make('img', { src: photo.address, alt: name, width: photo.width, height: photo.height }),
    make('h3', {}, `${name} · ${sizeOf(photo.bytes.length)}`), ...removed, ...covered,
    make('p', { className: 'do' }, labelled(button('pocket-photo-cover', () => change(photo, i)), name),
      labelled(button('pocket-photo-remove', () => remove(photo)), name)));
}

/** Adds the name of the photograph to the label of a button, for screen readers. */
function labelled(made, name) {
  made.setAttribute('aria-label', `${made.textContent}: ${name}`);
  return made;
}

function remove(photo) {
  drop(photo);
  photos = photos.filter((one) => one !== photo);
  render();
  changed();
  note(say('pocket-photo-gone'));
  $('photo-files').focus();
}

async function change(photo, i) {
  wrong($('photos-wrong'));
  try {
    const boxes = await cover(await drawn(photo.original, []), photo.boxes);
    if (boxes) {
      const { address } = photo;
      Object.assign(photo, await anew(photo.original, boxes));
      URL.revokeObjectURL(address);
      render();
      changed();
      note(say('pocket-photo-covered', { count: boxes.length }));
    }
  } catch (error) {
    wrong($('photos-wrong'), sentenceFor(error));
  }
  $('photos').children[i]?.querySelector('button').focus();
}
