// The day before: says on the page when a device has tried whether it reaches this computer.

const LOOKS_EVERY_MS = 2_000;

/** @param {Element} said */
async function look(said) {
  try {
    const answer = await fetch("/facilitate/doctor/tries", { cache: "no-store" });
    const told = (await answer.json()).said;
    if (said.textContent !== told) said.textContent = told;
  } catch {
    // The app is stopped or the network is gone: what was said last stays.
  }
  setTimeout(() => look(said), LOOKS_EVERY_MS);
}

const tried = document.querySelector("#doctor-tried span");
if (tried) setTimeout(() => look(tried), LOOKS_EVERY_MS);
