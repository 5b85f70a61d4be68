// Keeps the version to publish after a pause in typing and when a field is left, by the same post as the button's.
// One is under way at a time; what cannot be kept stays on the screen, and is said. Nothing is stored in the browser.
const form = document.querySelector("form[data-keep]");
const status = form?.querySelector("[data-kept]");
const PAUSE = 2000; // milliseconds
let isNew = false, isOver = false, isWaiting = false, isLeaving = false;
let underWay = null, timer = 0, trouble = null;

function tell(words, isAsking) {
  trouble?.remove();
  trouble = form.querySelector("[data-trouble]").content.firstElementChild.cloneNode(true);
  if (!isAsking) trouble.replaceChildren();
  trouble.prepend(`${words} `);
  status.textContent = "";
  (document.activeElement.closest(".box") ?? status.parentElement).after(trouble); // where the eyes are
}

async function send() {
  isNew = false;
  const body = new URLSearchParams(new FormData(form)).toString();
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const keepalive = body.length < 6e4; // a browser takes no more along when the page goes
    const answer = await fetch(location.pathname, { method: "POST", body, headers, redirect: "manual", keepalive });
    const { said, version } = await answer.json().catch(() => ({}));
    const { status: code } = answer;
    if (code >= 500) throw code;
    if (answer.ok) {
      trouble?.remove();
      status.textContent = said;
    } else {
      isOver = true;
      tell(said ?? form.dataset[code === 404 ? "gone" : "out"], code === 409);
    }
    if (!version) return;
    form.elements.version.value = version;
    document.querySelector("[data-version]").textContent = version;
  } catch {
    isNew = true;
    tell(form.dataset.failed);
  }
}

async function keep() {
  clearTimeout(timer);
  await underWay;
  if (!isNew || isOver || isLeaving || underWay) return underWay;
  underWay = send();
  await underWay;
  underWay = null;
}

form?.addEventListener("input", () => {
  isNew = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
form?.addEventListener("focusout", keep);
if (form) addEventListener("pagehide", keep);

// A button waits for what is under way, or it would come with an old version, and for what was begun meanwhile; another
// form waits for what is new as well. Pressed twice, it goes once.
document.addEventListener("submit", async (event) => {
  const { target, submitter } = event;
  if (!form || isLeaving || target.method === "dialog") return;
  clearTimeout(timer);
  if (isWaiting || underWay || (isNew && target !== form)) {
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    if (target !== form) await keep();
    while (underWay) await underWay;
    isLeaving = true;
    target.requestSubmit(submitter);
  } else isLeaving = true;
});

// A page that the browser kept whole names an old version.
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
