// Covers faces and plates in a photograph with black boxes. They are drawn with a finger, a mouse, single taps or the
// keyboard. Here the boxes are elements above the picture. photos.mjs draws them into the pixels.
import { $, make, note } from './dom.mjs';
import { onLanguage, say } from './say.mjs';

const STEP = 0.02, MIN = 0.01, TAPPED = 0.12;
const KEYS = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Delete: 'remove', Backspace: 'remove',
};
const RESIZED = { left: 'narrower', right: 'wider', up: 'shorter', down: 'taller' };

let boxes = [], chosen = null, finish = () => {};

/** Shows a picture with its boxes. Resolves to the new boxes, or to null if the writer cancels. */
export function cover(canvas, given) {
  const picture = $('picture');
  const scale = Math.min(1, 1600 / Math.max(canvas.width, canvas.height));
  picture.width = Math.round(canvas.width * scale);
  picture.height = Math.round(canvas.height * scale);
  picture.getContext('2d').drawImage(canvas, 0, 0, picture.width, picture.height);
  canvas.width = 0;
  boxes = given.map((box) => ({ ...box }));
  chosen = null;
  render();
  $('cover').showModal();
  $('cover-title').focus();
  return new Promise((resolve) => {
    finish = (result) => {
      finish = () => {};
      resolve(result);
      if ($('cover').open) $('cover').close();
      picture.width = 0;
    };
  });
}

/** Closes the dialog without changes. */
export function closeCover() {
  finish(null);
}

export function startBoxes() {
  const stage = $('stage');
  $('cover-done').addEventListener('click', () => finish(boxes));
  $('cover-cancel').addEventListener('click', () => finish(null));
  $('cover').addEventListener('close', () => finish(null));
  $('box-add').addEventListener('click', () => {
    put({ x: 0.4, y: 0.4, w: 0.2, h: 0.2 });
    $('boxes').lastElementChild.focus();
  });
  $('pad').addEventListener('click', ({ target }) => {
    if (target.dataset.move && chosen) change(chosen, target.dataset.move);
  });
  stage.addEventListener('keydown', (event) => {
    const box = boxes[[...$('boxes').children].indexOf(event.target)], key = KEYS[event.key];
    if (!box || !key) return;
    event.preventDefault();
    change(box, event.shiftKey && RESIZED[key] || key);
  });
  stage.addEventListener('pointerdown', press);
  onLanguage(render);
}

const within = (number, max) => Math.max(0, Math.min(max, number));

function put(box) {
  boxes.push(box);
  chosen = box;
  render();
  note(say('pocket-photo-covered', { count: boxes.length }));
}

/**
 * Handles the pointer. A drag on the picture draws a box. A drag on a box moves it. A tap adds a box or chooses one.
 */
function press(event) {
  if (!event.isPrimary || event.button !== 0) return;
  const stage = $('stage').getBoundingClientRect();
  const at = ({ clientX, clientY }) => {
    return [within((clientX - stage.left) / stage.width, 1), within((clientY - stage.top) / stage.height, 1)];
  };
  const [x0, y0] = at(event), under = boxes[[...$('boxes').children].indexOf(event.target)];
  const before = under && { ...under };
  let drawn = null;
  const move = (moved) => {
    const [x, y] = at(moved), far = Math.hypot((x - x0) * stage.width, (y - y0) * stage.height) > 8;
    if (before) {
      if (!far) return;
      under.x = within(before.x + x - x0, 1 - before.w);
      under.y = within(before.y + y - y0, 1 - before.h);
      place(under);
    } else if (drawn || far) {
      if (!drawn) {
        drawn = { x: x0, y: y0, w: 0, h: 0 };
        boxes.push(drawn);
        chosen = drawn;
        render();
      }
      Object.assign(drawn, { x: Math.min(x, x0), y: Math.min(y, y0), w: Math.abs(x - x0), h: Math.abs(y - y0) });
      place(drawn);
    }
  };
  const stop = (ended) => {
    for (const [type, listener] of Object.entries(listeners)) document.removeEventListener(type, listener);
    if (ended.type === 'pointercancel') { // a second finger zooms
      if (drawn) {
        boxes.pop();
        chosen = null;
      }
      if (before) Object.assign(under, before);
      render();
      return;
    }
    if (under) chosen = under;
    else if (!drawn) {
      const w = TAPPED, h = within((TAPPED * stage.width) / stage.height, 1);
      put({ x: within(x0 - w / 2, 1 - w), y: within(y0 - h / 2, 1 - h), w, h });
      return;
    } else {
      Object.assign(drawn, { w: Math.max(drawn.w, MIN), h: Math.max(drawn.h, MIN) });
      note(say('pocket-photo-covered', { count: boxes.length }));
    }
    render();
  };
  const listeners = { pointermove: move, pointerup: stop, pointercancel: stop };
  for (const [type, listener] of Object.entries(listeners)) document.addEventListener(type, listener);
  if (event.pointerType === 'mouse') event.preventDefault(); // the drag must not select text
}

function change(box, how) {
  if (how === 'remove') {
    boxes = boxes.filter((one) => one !== box);
    chosen = null;
    render();
    note(say('pocket-photo-covered', { count: boxes.length }));
    $('box-add').focus();
    return;
  }
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[how] ?? [0, 0];
  const [dw, dh] = { wider: [1, 0], narrower: [-1, 0], taller: [0, 1], shorter: [0, -1] }[how] ?? [0, 0];
  box.w = Math.min(1, Math.max(MIN, box.w + dw * STEP));
  box.h = Math.min(1, Math.max(MIN, box.h + dh * STEP));
  box.x = within(box.x + dx * STEP, 1 - box.w);
  box.y = within(box.y + dy * STEP, 1 - box.h);
  place(box);
  choose(box);
}

function render() {
  const shown = boxes.map((box, i) => make('button', {
    type: 'button', className: box === chosen ? 'box chosen' : 'box',
    'aria-label': say('pocket-box', { number: i + 1 }), onfocus: () => choose(box),
  }));
  $('boxes').replaceChildren(...shown);
  for (const box of boxes) place(box);
  $('pad').hidden = chosen === null;
}

function choose(box) {
  chosen = box;
  for (const [i, one] of [...$('boxes').children].entries()) one.classList.toggle('chosen', boxes[i] === box);
  $('pad').hidden = false;
}

function place(box) {
  const { style } = $('boxes').children[boxes.indexOf(box)];
  const [left, top, width, height] = [box.x, box.y, box.w, box.h].map((part) => `${part * 100}%`);
  Object.assign(style, { left, top, width, height });
}
