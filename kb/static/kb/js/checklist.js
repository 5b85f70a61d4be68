// Marks the band that the ticks fall into. Nothing is kept and nothing is sent: the count lives in this page alone.
const form = document.querySelector("[data-bands]");
const bands = form ? [...form.querySelectorAll("[data-lowest]")] : [];
const status = form?.querySelector("[data-status]");

function mark(ticks) {
  for (const band of bands) {
    const here = ticks > 0 && ticks >= Number(band.dataset.lowest) && ticks <= Number(band.dataset.highest);
    if (here) band.setAttribute("aria-current", "true");
    else band.removeAttribute("aria-current");
    band.querySelector(".label").hidden = !here;
    if (here && status) status.textContent = band.querySelector("h3").textContent;
  }
  if (ticks === 0 && status) status.textContent = "";
}

form?.addEventListener("change", () => mark(form.querySelectorAll("input:checked").length));
form?.addEventListener("reset", () => mark(0));
// A page that comes back from the browser's memory starts with no ticks.
addEventListener("pageshow", () => form?.reset());
