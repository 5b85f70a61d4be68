// The receipt's three tools. Each acts on this device alone.
const words = () => document.querySelector("[data-receipt]").textContent.replace(/\s+/g, " ").trim();

function ready() {
  for (const tools of document.querySelectorAll("[data-tools]")) tools.hidden = false;
}

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  const save = event.target.closest("[data-save]");
  if (event.target.closest("[data-print]")) print();
  if (copy) {
    await navigator.clipboard.writeText(words());
    document.querySelector("[data-said]").textContent = copy.textContent = copy.dataset.done;
  }
  if (save) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${words()}\n`], { type: "text/plain" }));
    link.download = save.dataset.save;
    link.click();
    URL.revokeObjectURL(link.href);
  }
});

document.addEventListener("cairn:page", ready);
ready();
