// Single keys, for those who switched them on: inside a story or its row in the queue, and never while typing.
// Each presses what is on the page; none publishes.
const list = document.getElementById("keys");
const PAGES = { q: "ask", a: "approve", d: "decline", e: "escalate" };

function step(region, by) {
  const stops = [...region.querySelectorAll("[data-stop], .ref")];
  const here = stops.indexOf(document.activeElement);
  stops[here < 0 ? 0 : here + by]?.focus();
}

function redact(here) {
  const find = here.hash ? document.querySelector(here.hash) : here;
  const part = here.dataset.stop ?? here.closest("[data-part]")?.dataset.part ?? "happened";
  if (find.closest("[data-find]")) find.closest("[data-find]").dispatchEvent(new Event("cairn:choose", { bubbles: true }));
  else document.getElementById(`id_${part}`)?.focus();
}

addEventListener("keydown", (event) => {
  const { target: here, key } = event;
  const region = here.closest?.(".review, .opening, tbody tr");
  const isTyping = here.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");
  if (!region || isTyping || list.open || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const press = (selector, within = region) => () => within.querySelector(selector)?.click();
  const does = {
    j: () => step(region, 1),
    k: () => step(region, -1),
    r: () => region.matches(".review") && redact(here),
    c: press('form[action$="/claim/"] button'),
    s: press('a[href$="/aside/"]', region.matches(".review") ? region.parentElement : region),
    "?": () => list.showModal(),
    [key in PAGES ? key : ""]: press(`button[name=then][value=${PAGES[key]}]`),
  }[key];
  if (!does) return;
  event.preventDefault();
  does();
});
