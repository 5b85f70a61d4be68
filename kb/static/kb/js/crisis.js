// Does the same as stories/privacy/crisis.py; tests hold them together.
const PIECE = /(["“”«»]|['‘](?=[A-Za-z]))|((?:[^\0- \xa0\u2000-\u200a\u2028\u2029\u202f\u3000.,:;?!"“”«»()[\]{}/\\|\-‐‑–—…]|!(?=[A-Za-z]))+)|\.{2,}|([.?;!]|\n[ \t\r]*\n)/g;
const single = (text) => text.replace(/([a-z])\1+/g, "$1");
const line = (tokens) => ` ${tokens.map(([word]) => word).join(" ")} `;

// Returns the function that gives a text's phrases of risk.
export async function fetchList(address) {
  const signal = AbortSignal.timeout(4000);
  const data = await (await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", signal })).json();
  const words = new Map();
  for (const [right, wrong] of Object.entries(data.words)) {
    for (const word of wrong.split(" ")) words.set(single(word), single(right).match(/\S+/g) ?? []);
  }
  const parts = [];
  const filled = (pattern) => parts.reduce((text, [name, meaning]) => text.replaceAll(name, () => meaning), pattern);
  for (const [name, pattern] of Object.entries(data.parts)) parts.push([`<${name}>`, `(?:${filled(pattern)})`]);
  const anyOf = (patterns) => new RegExp(single(` (?:${patterns.map(filled).join("|")})(?= )`), "g");
  const sayings = anyOf(data.sayings);
  const all = (kinds) => Object.values(kinds).flat();
  const risk = anyOf([...all(data.risk), `<i>(?:${all(data.own).join("|")})`]);
  const points = new Map();
  for (const [each, signs] of Object.entries(data.signs)) for (const sign of signs.split(",")) points.set(sign, +each);

  function plain(written) {
    let word = written.normalize("NFKD").toLowerCase();
    if (/^[a-z]/.test(word)) word = word.replace(/./g, (each) => data.letters[each] ?? each);
    word = single(word.replace(/[^a-z0-9]/g, "")).slice(0, 24);
    return words.get(word) ?? (word ? [word] : []);
  }

  // The sentences whose signs are enough.
  function heavy(text, tokens) {
    const told = [];
    let first = 0;
    tokens.forEach(([word], at) => {
      if (word !== ".") return;
      const signs = new Set(["."]);
      if (at > first + 1) told.push([signs, tokens[first + 1][1], tokens[at - 1][2]]);
      for (; first < at; first += 1) signs.add(tokens[first][0]).add(`${tokens[first][0]} ${tokens[first + 1][0]}`);
    });
    const sums = told.map(([signs]) => [...signs].reduce((sum, sign) => sum + (points.get(sign) ?? 0), 0));
    const enough = data.enough + told.length;
    let free = 0;
    return told.flatMap(([, start], at) => {
      const more = sums[at + 1];
      const two = more > 0 && more < enough;
      if (at < free || sums[at] + (two && more) < enough) return [];
      free = at + 1 + two;
      return [text.slice(start, told[at + two][2])];
    });
  }

  return (text) => {
    let tokens = [[".", 0, 0]];
    for (const { 0: piece, 1: quote, 2: written, 3: stop, index } of text.matchAll(PIECE)) {
      const found = written ? plain(written) : quote ? ['"'] : stop ? ["."] : [];
      for (const word of found) tokens.push([word, index, index + piece.length]);
    }
    tokens.push([".", text.length, text.length]);
    const kept = line(tokens).replace(sayings, (found) => found.replace(/[^ ]+/g, "·")).trim().split(" ");
    tokens = tokens.map(([, start, end], at) => [kept[at], start, end]).filter(([word]) => word !== '"');
    const read = line(tokens);
    let [at, place] = [0, 0];
    const phrases = [...read.matchAll(risk)].map(({ 0: found, index }) => {
      at += read.slice(place, index).split(" ").length - 1;
      place = index;
      const matched = tokens.slice(at, at + found.trim().split(" ").length).filter(([word]) => word !== ".");
      return text.slice(matched[0][1], matched.at(-1)[2]);
    });
    return phrases.length ? phrases : heavy(text, tokens);
  };
}
