// Sharing, one question at a time, and blind pages that leave nothing behind: forms are sent by fetch and their answer
// takes the place of the page, so that no text and no receipt gets into the browser's history. Nothing is stored.
const pages = new Map();
let at = 0;
let busy = false;
let looking = null; // for words of risk: fetched with the first word that is typed
let resume = null; // what the pause came before

const main = () => document.getElementById("main");
const $ = (selector) => main().querySelector(selector);
const all = (selector) => [...main().querySelectorAll(selector)];

function focusOn(element) {
  element?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function showQuestion(number) {
  const questions = all("[data-question]");
  questions.forEach((question, index) => {
    question.hidden = index !== number;
    question.classList.remove("band");
    const heading = question.querySelector("h2");
    heading.classList.add("h1");
    heading.setAttribute("role", "heading");
    heading.setAttribute("aria-level", "1");
  });
  const changing = "open" in $("form[data-questions]").dataset;
  const last = changing || number === questions.length - 1;
  $("[data-stepping]").hidden = last;
  $("[data-last]").hidden = !last;
  $("[data-progress]").hidden = changing;
  $("[data-step]").textContent = number + 1;
  $("[data-steps]").textContent = questions.length;
  all(".pebbles path").forEach((path, index) => path.setAttribute("class", index <= number ? "s c" : "p"));
  const words = questions[number].querySelector("h2").textContent;
  document.title = [words, ...document.title.split(" – ").slice(-2)].join(" – ");
  main().dataset.at = number;
  setPause(false);
  focusOn(questions[number].querySelector("h2"));
}

function next() {
  const number = Number(main().dataset.at) + 1;
  goTo({ page: at, question: number });
  showQuestion(number);
}

// A pause that was passed is no place to go back to.
function goTo(state) {
  history[history.state?.pause ? "replaceState" : "pushState"](state, "");
}

function look({ dataset }) {
  looking ??= import(dataset.finder).then(({ fetchList }) => fetchList(dataset.list)).catch(() => () => []);
}

// Where this cannot look, the server does.
async function mayBeInDanger({ elements }) {
  if (!looking || !elements.paused || elements.paused.value === "True") return false;
  const words = [elements.title, ...all("textarea")].map((box) => box.value).filter(Boolean);
  return (await looking)(words.join("\n\n")).length > 0;
}

function setPause(shown) {
  const pause = $("[data-pause]");
  if (!pause) return;
  pause.hidden = !shown;
  pause.previousElementSibling.hidden = shown;
  if (!shown) return;
  document.title = [pause.dataset.pause, ...document.title.split(" – ").slice(-2)].join(" – ");
  focusOn(pause.querySelector("h1"));
}

function openPause(form) {
  form.elements.paused.value = "True"; // once, and the server does not ask again
  history.pushState({ ...history.state, pause: true }, "");
  setPause(true);
}

function count(box) {
  const note = box.closest(".field").querySelector("[data-count]");
  const left = box.dataset.limit - box.value.length;
  if (!note) return;
  note.hidden = left > box.dataset.limit / 4;
  const words = left < 0 ? note.dataset.over : note.dataset.left;
  note.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
}

function ready() {
  if ($("[data-forget]")) pages.clear();
  const home = $("[data-home]");
  if (home) return location.replace(home.dataset.home);
  pages.set(at, main());
  const state = { page: at, question: 0 };
  all("textarea[data-limit]").forEach(count);
  const form = $("form[data-questions]");
  if (form && !$(".errors")) {
    all("[data-whole]").forEach((element) => { element.hidden = true; });
    const names = all("[data-question]").map((question) => question.dataset.question);
    state.question = Math.max(0, names.indexOf(form.dataset.open));
    showQuestion(state.question);
  }
  history.replaceState(state, "");
  document.dispatchEvent(new Event("cairn:page"));
}

async function send(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const address = button?.getAttribute("formaction") || form.action;
  // Only an answer to a request with credentials may clear the browser's cache; the server takes the cookies off.
  const credentials = form.dataset.swap === "clear" ? "same-origin" : "omit";
  let page, fresh;
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(data), credentials });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = page.getElementById("main");
    if (!fresh) throw 0; // a page of some proxy's: the words stay
  } catch {
    const note = form.querySelector("[data-failed]") || document.createElement("p");
    note.dataset.failed = "";
    note.className = "notice";
    note.setAttribute("role", "alert");
    note.textContent = form.dataset.offline || "";
    return void form.append(note);
  }
  at += 1;
  if (!page.querySelector("[data-forget]")) goTo({ page: at, question: 0 });
  document.title = page.title;
  main().replaceWith(fresh);
  ready();
  if (!$("form[data-questions]") || $(".errors")) focusOn($(".errors") || $("h1"));
}

async function onward(form, button) {
  if (busy) return;
  busy = true;
  const stepping = form.querySelector("[data-stepping]");
  if (await mayBeInDanger(form)) {
    resume = () => onward(form, button);
    openPause(form);
  } else if (stepping && !stepping.hidden && !button?.hasAttribute("formaction")) next();
  else await send(form, button);
  busy = false;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-swap]")) return;
  event.preventDefault();
  onward(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-next], [data-skip]");
  if (step) onward(step.form);
  if (event.target.closest("[data-carry-on]")) {
    setPause(false);
    resume();
  }
  if (event.target.closest("[data-back]") && (at > 0 || history.state.pause || Number(main().dataset.at) > 0)) {
    event.preventDefault();
    history.back();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.dataset.limit) count(event.target);
  const questions = event.target.closest("form[data-finder]");
  if (questions && event.target.matches("textarea")) look(questions);
  const own = event.target.closest("[data-own]");
  if (own) own.parentElement.querySelector("input[value=own]").checked = true;
});

addEventListener("popstate", ({ state }) => {
  if (!state) return; // a link to a place on this page
  const page = pages.get(state.page);
  // What is gone is gone; but a receipt stays on the screen until its author has it.
  if (!page) return $("[data-receipt]") || location.reload();
  if (page !== main()) main().replaceWith(page);
  at = state.page;
  if ($("form[data-questions]") && !$(".errors")) showQuestion(state.question);
  else focusOn($("h1"));
  setPause(Boolean(state.pause));
});

// A page that the browser kept whole comes back empty.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

ready();
