// Waiting for the place one had: asks now and then whether the facilitator has answered, then goes on.

const ASKS_EVERY_MS = 3_000;

/** @param {HTMLElement} page @param {HTMLElement} said */
async function ask(page, said) {
  let waits = true;
  try {
    const answer = await fetch(page.dataset.stands ?? "", { cache: "no-store" });
    waits = (await answer.json()).waits;
    said.textContent = "";
  } catch {
    said.textContent = said.dataset.off ?? "";
  }
  if (waits) setTimeout(() => ask(page, said), ASKS_EVERY_MS);
  else location.reload();
}

const page = document.getElementById("back");
const said = document.getElementById("back-said");
if (page && said) setTimeout(() => ask(page, said), ASKS_EVERY_MS);
