// "Leave this site": the link does it without script; Shift three times in five seconds does it too.
// The page is replaced, so that Back does not return to it, and what was typed is cleared first.
const link = document.querySelector("[data-leave]");
let presses = [];

function leave() {
  for (const form of document.forms) form.reset();
  for (const box of document.querySelectorAll("textarea, input:not([type=hidden])")) box.value = "";
  document.body.hidden = true;
  location.replace(link.href);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Shift" || event.repeat) return;
  presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
  if (presses.length >= 3 && link) leave();
});
