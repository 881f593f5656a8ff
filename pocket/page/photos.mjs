// Photographs: drawn anew on a canvas, which keeps the picture and its way up and nothing else of the file. What the
// witness covers is drawn into the pixels. The file itself stays in memory, for a desk's parcel alone, and only if
// asked.
import { $, bytesOf, button, coded, make, note, onFiles, sentenceFor, sizeOf, wrong } from './dom.mjs';
import { cover } from './boxes.mjs';
import { bare, kindOf, pixelsOf, traces } from './picture.mjs';
import { onLanguage, say } from './say.mjs';

const MOST = { photographs: 20, bytes: 25e6, pixels: 60e6 };
/** What is drawn has at most so many pixels: what phones' canvases take. */
const DRAWN = 12e6;

let photos = [];
let changed = () => {};

/** The photographs as they are sealed: { bytes, original }. */
export const photographs = () => photos.map(({ bytes, original }) => ({ bytes, original }));

export function clearPhotos() {
  for (const photo of photos) drop(photo);
  photos = [];
  render();
}

/** Listens for photographs; `onChange` is called when others are there, or others covered. */
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
      if (photos.length >= MOST.photographs) throw coded('too-many-photos');
      const photo = await opened(await bytesOf(file, MOST.bytes));
      photos.push(photo);
    } catch (error) {
      const values = { count: MOST.photographs, size: MOST.bytes / 1e6, pixels: MOST.pixels / 1e6 };
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
  if ((pixelsOf(original, kind) ?? 0) > MOST.pixels) throw coded('photo-pixels');
  return { original, traces: traces(original, kind), ...await anew(original, []) };
}

/** The picture of a file, the way up that its camera noted. Few browsers read HEIC. */
async function drawable(original) {
  try {
    return await createImageBitmap(new Blob([original]), { imageOrientation: 'from-image' });
  } catch {
    throw coded(kindOf(original) === 'heic' ? 'heic' : 'no-picture');
  }
}

/** The picture on a canvas, with its boxes. Boxes are parts of its width and height, and cover whole pixels. */
async function drawn(original, boxes) {
  const picture = await drawable(original);
  const scale = Math.min(1, Math.sqrt(DRAWN / (picture.width * picture.height)));
  const canvas = make('canvas', {
    width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)),
  });
  const { width, height } = canvas, context = canvas.getContext('2d');
  if (!context || !isHonest()) throw coded('canvas');
  context.fillStyle = '#fff'; // behind what is transparent
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

/** Some browsers hand out noise in place of what a canvas holds, so that pages cannot tell devices apart. */
function isHonest() {
  const context = make('canvas', { width: 1, height: 1 }).getContext('2d');
  context.fillStyle = '#336699';
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  return data[0] === 0x33 && data[1] === 0x66 && data[2] === 0x99;
}

/** The photograph as it will be sealed: { boxes, bytes, address, width, height }. */
async function anew(original, boxes) {
  const canvas = await drawn(original, boxes);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  const { width, height } = canvas;
  canvas.width = 0; // gives its memory back
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

/** A button that says what it is for also where its surroundings are not seen. */
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
