// Reads QR codes from the camera, if the browser allows it, and from photographs of codes in every browser.
import { $, bytesOf, coded, make, note, onFiles, sentenceFor, wrong } from './dom.mjs';
import { readCode } from './codes.mjs';
import { kindOf, pixelsOf } from './picture.mjs';
import { say } from './say.mjs';

const MAX = { bytes: 25e6, pixels: 60e6, side: 2000 };
/** The angles at which each picture is read. The library reads a code badly that is turned by about 45 degrees. */
const TURNS = [0, Math.PI / 4];

let take = () => false, stream = null, turn = 0;

/**
 * Opens the camera. `onCode` gets the text of each code. It returns true after the last code that is needed, or a text
 * to show. The message of an error from it is shown above the picture.
 */
export async function scan(onCode) {
  take = onCode;
  wrong($('camera'));
  said('');
  $('camera').showModal();
  $('camera-title').focus();
  $('view').hidden = true;
  const mine = ++turn;
  if (!navigator.mediaDevices?.getUserMedia) {
    wrong($('camera'), say('pocket-camera-none'));
    return;
  }
  try {
    const video = { facingMode: 'environment', width: { ideal: 1280 } };
    const opened = await navigator.mediaDevices.getUserMedia({ video });
    if (mine !== turn) return stop(opened); // the camera was closed meanwhile
    stream = opened;
    $('view').srcObject = stream;
    $('view').hidden = false;
    await $('view').play();
    said(say('pocket-camera-look'));
    look();
  } catch {
    if (mine === turn) wrong($('camera'), say('pocket-camera-refused'));
  }
}

/** The text of the QR code in a picture. Errors have codes. */
export async function codeIn(file) {
  const bytes = await bytesOf(file, MAX.bytes), kind = kindOf(bytes);
  if (kind === null) throw coded('no-picture');
  if ((pixelsOf(bytes, kind) ?? 0) > MAX.pixels) throw coded('photo-pixels');
  let picture;
  try {
    picture = await createImageBitmap(new Blob([bytes]));
  } catch {
    throw coded(kind === 'heic' ? 'heic' : 'no-picture');
  }
  // A code may be readable at one size and not at another.
  for (const side of [1000, MAX.side, 500]) {
    for (const angle of TURNS) {
      const code = readCode(pixels(picture, picture, side, angle));
      if (code !== null) return code;
    }
  }
  throw coded('no-code');
}

/** The pixels of a picture, scaled to at most `most` on each side and turned by an angle, on white. */
function pixels(source, { width, height }, most, angle) {
  const scale = Math.min(1, most / Math.max(width, height)), [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const whole = (side) => Math.max(1, Math.round(side * scale));
  const sides = [whole(width * cos + height * sin), whole(width * sin + height * cos)];
  const canvas = make('canvas', { width: sides[0], height: sides[1] });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, ...sides);
  context.setTransform(cos * scale, sin * scale, -sin * scale, cos * scale, height * sin * scale, 0);
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, ...sides);
}

export function closeCamera() {
  if ($('camera').open) $('camera').close();
}

export function startCamera() {
  $('camera-close').addEventListener('click', closeCamera);
  $('camera').addEventListener('close', () => {
    turn++;
    stop(stream);
    stream = null;
    $('view').srcObject = null;
  });
  onFiles($('camera-file'), async (files) => {
    for (const file of files) {
      try {
        taken(await codeIn(file));
      } catch (error) {
        wrong($('camera'), sentenceFor(error, { size: MAX.bytes / 1e6, pixels: MAX.pixels / 1e6 }));
      }
    }
  });
}

function stop(opened) {
  for (const track of opened?.getTracks() ?? []) track.stop();
}

function said(text) {
  $('camera').querySelector('.said').textContent = text;
}

function look(looks = 0) {
  const view = $('view');
  if (!stream || !$('camera').open) return;
  if (view.videoWidth > 0) {
    const size = { width: view.videoWidth, height: view.videoHeight };
    const code = readCode(pixels(view, size, 900, TURNS[looks % TURNS.length]));
    if (code !== null) taken(code);
  }
  setTimeout(look, 150, looks + 1);
}

function taken(code) {
  try {
    wrong($('camera'));
    const answer = take(code);
    if (answer !== true) return said(answer);
    const done = $('camera').querySelector('.said').textContent;
    closeCamera();
    note(done); // the dialog is closed, so the message shows on the screen
  } catch (error) {
    wrong($('camera'), sentenceFor(error));
  }
}
