// Words of risk, looked for in the browser so that help is offered before anything is sent. Does the same, in the same
// order, as stories/privacy/crisis.py, with the same list; a test holds the two together. Nothing is stored or sent.
const PIECE = /(["“”«»]|['‘](?=[A-Za-z]))|((?:[^\u0000-\u0020\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000.,:;?!"“”«»()[\]{}/\\|\-‐‑–—…]|!(?=[A-Za-z]))+)|\.{2,}|([.?;!]|\n[ \t\r]*\n)/g;
const single = (text) => text.replace(/([a-z])\1+/g, "$1");
const line = (tokens) => ` ${tokens.map(([word]) => word).join(" ")} `;

// Fetches the list, and returns the function that gives a text's phrases of risk in its author's spelling.
export async function fetchList(address) {
  const asked = { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(4000) };
  const data = await (await fetch(address, asked)).json();
  const words = new Map(data.fillers.split(" ").map((word) => [single(word), []]));
  for (const [right, wrong] of Object.entries(data.words)) {
    for (const word of wrong.split(" ")) words.set(single(word), single(right).split(" "));
  }
  const parts = [];
  const filled = (pattern) => parts.reduce((text, [name, meaning]) => text.replaceAll(name, () => meaning), pattern);
  for (const [name, pattern] of Object.entries(data.parts)) parts.push([`<${name}>`, `(?:${filled(pattern)})`]);
  const anyOf = (patterns) => new RegExp(single(` (?:${patterns.map(filled).join("|")})(?= )`), "g");
  const sayings = anyOf(data.sayings);
  const all = Object.values(data.risk).flat();
  const own = all.filter((pattern) => pattern.startsWith("<i>"));
  // What starts with "I …" is joined, so that the words after it are gone through once and not once for each.
  const joined = `<i>(?:${own.map((pattern) => pattern.slice(3)).join("|")})`;
  const risk = anyOf([...all.filter((pattern) => !own.includes(pattern)), joined]);

  function plain(written) {
    let word = written.normalize("NFKD").toLowerCase();
    if (/^[a-z]/.test(word)) word = word.replace(/[^a-z]/g, (letter) => data.letters[letter] ?? letter);
    word = single(word.replace(/[^a-z0-9]/g, "")).slice(0, 24);
    return words.get(word) ?? (word ? [word] : []);
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
    const starts = [];
    let place = 1;
    for (const [word] of tokens) place = starts.push(place) && place + word.length + 1;
    let at = 0;
    return [...line(tokens).matchAll(risk)].map(({ 0: found, index }) => {
      while (starts[at] <= index) at += 1;
      const matched = tokens.slice(at, at + found.trim().split(" ").length).filter(([word]) => word !== ".");
      return text.slice(matched[0][1], matched.at(-1)[2]);
    });
  };
}
