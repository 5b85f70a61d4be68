// The version to publish: chosen words are replaced from the team's list or by a find's button, and what differs from
// the author's words is shown while somebody types. The server finds the same place for a find (redaction.py).
const MOST = 4e6; // pairs of words to compare; with more, all from the first change to the last is one
const SHOWN = 8; // words beside a change
const form = document.getElementById("review");
const finds = [...form.querySelectorAll("[data-find]")];
const boxOf = (field) => field.closest(".box");
const fieldOf = (box) => box.querySelector("textarea, input");
const split = (text) => text.match(/\S+\s*|^\s+/g) ?? [];

// Runs of words: ["", "what stayed"], ["del", "what was taken out"], ["ins", "what was put in"].
let asked = []; // each find of a part asks for the same
function difference(before, after) {
  if (asked[0] !== before || asked[1] !== after) asked = [before, after, compare(before, after)];
  return asked[2];
}

function compare(before, after) {
  const a = split(before), b = split(after);
  const least = Math.min(a.length, b.length);
  const runs = [];
  const add = (kind, words) => {
    const last = runs.at(-1);
    if (last?.[0] === kind) last[1] += words;
    else if (words) runs.push([kind, words]);
  };
  let head = 0, tail = 0;
  while (head < least && a[head] === b[head]) head++;
  while (tail < least - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const aEnd = a.length - tail, bEnd = b.length - tail;
  add("", a.slice(0, head).join(""));
  // How many words the rests of both have in common, from each pair on.
  const wide = bEnd - head + 1, high = aEnd - head + 1;
  const common = wide * high > MOST ? null : new Uint16Array(wide * high);
  const at = (i, j) => common[(i - head) * wide + j - head];
  for (let i = aEnd - 1; common && i >= head; i--)
    for (let j = bEnd - 1; j >= head; j--)
      common[(i - head) * wide + j - head] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  for (let i = head, j = head; i < aEnd || j < bEnd; ) {
    if (common && i < aEnd && j < bEnd && a[i] === b[j]) add("", a[i++]), j++;
    else if (j === bEnd || (i < aEnd && (!common || at(i + 1, j) >= at(i, j + 1)))) add("del", a[i++]);
    else add("ins", b[j++]);
  }
  add("", a.slice(aEnd).join(""));
  return runs;
}

// Where a find stands: in words that stayed, else in the first of the same words that did not. -1 when nowhere.
function placeOf({ dataset: { find, start, phrase } }) {
  const field = form.elements[find], { was } = boxOf(field).dataset, now = field.value;
  const from = [...was].slice(0, start).join("").length; // the server counts whole characters
  const stayed = [];
  let old = 0, place = 0;
  for (const [kind, { length }] of difference(was, now)) {
    if (!kind && old <= from && from + phrase.length <= old + length) return place + from - old;
    if (!kind) stayed.push([place, place + length]);
    if (kind !== "ins") old += length;
    if (kind !== "del") place += length;
  }
  const isWord = (character) => /[\p{L}\p{N}_]/u.test(character ?? "");
  for (let here = now.indexOf(phrase); here >= 0; here = now.indexOf(phrase, here + 1)) {
    const end = here + phrase.length;
    const isPart = isWord(now[here - 1]) || isWord(now[end]);
    if (!isPart && !stayed.some(([first, last]) => first <= here && end <= last)) return here;
  }
  return -1;
}

function show(box) {
  const runs = difference(box.dataset.was, fieldOf(box).value);
  const place = box.querySelector("[data-changes]");
  place.hidden = runs.every(([kind]) => !kind);
  place.lastElementChild.replaceChildren(...runs.flatMap(([kind, text], number) => {
    const words = split(text);
    const head = number && SHOWN, tail = number < runs.length - 1 && SHOWN;
    if (!kind && words.length > head + tail)
      return `${words.slice(0, head).join("").trimEnd()} … ${words.slice(words.length - tail).join("")}`;
    if (!kind) return text;
    const run = document.createElement(kind), said = document.createElement("span");
    said.className = "vh";
    said.textContent = `${form.dataset[kind]} `;
    run.append(said, text);
    return [run, " "];
  }));
  for (const find of finds.filter(({ dataset }) => dataset.find === fieldOf(box).name)) {
    const stands = placeOf(find) >= 0;
    find.querySelector("[data-out]").hidden = stands;
    for (const button of find.querySelectorAll("button")) button.hidden = !stands;
  }
}

const due = new Set();
form.addEventListener("input", ({ target }) => {
  const box = boxOf(target);
  if (!box || due.has(box)) return;
  due.add(box);
  (window.requestIdleCallback ?? setTimeout)(() => due.delete(box) && show(box));
});

// The old command is the one way that the browser's undo knows of (MDN: execCommand preserves the edit history).
function put(field, start, end, words) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("click", (event) => {
  const find = event.target.closest("button[name=use]")?.closest("[data-find]");
  const start = find ? placeOf(find) : -1;
  if (start < 0) return; // the server says so
  event.preventDefault();
  put(form.elements[find.dataset.find], start, start + find.dataset.phrase.length, find.dataset.use);
});

// A single key chooses a find's words.
form.addEventListener("cairn:choose", ({ target }) => {
  const field = form.elements[target.dataset.find], start = placeOf(target);
  field.focus();
  if (start >= 0) field.setSelectionRange(start, start + target.dataset.phrase.length);
});

const bar = form.querySelector("template[data-redact]")?.content.firstElementChild;
let chosen = null;
for (const words of bar ? form.querySelectorAll("[data-words]") : []) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.tabIndex = bar.querySelector("button") ? -1 : 0;
  button.textContent = words.textContent;
  bar.append(button);
}

function offer() {
  const field = document.activeElement;
  if (!bar || bar.contains(field)) return;
  const isChosen = boxOf(field)?.contains(field) && field.selectionStart < field.selectionEnd;
  chosen = isChosen ? field : null;
  if (!isChosen) bar.remove();
  else if (bar.parentElement !== field.parentElement) field.after(bar);
}

document.addEventListener("selectionchange", offer);
form.addEventListener("focusin", offer);
bar?.addEventListener("click", ({ target }) => {
  if (target.matches("button")) put(chosen, chosen.selectionStart, chosen.selectionEnd, target.textContent);
});
bar?.addEventListener("keydown", (event) => {
  const buttons = [...bar.querySelectorAll("button")], here = buttons.indexOf(event.target), { length } = buttons;
  const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") chosen.focus();
  if (to === undefined) return;
  event.preventDefault();
  buttons[here].tabIndex = -1;
  const next = buttons[(to + length) % length];
  next.tabIndex = 0;
  next.focus();
});
