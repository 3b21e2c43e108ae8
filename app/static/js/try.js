// A device that tries whether it reaches the app: by page it has; a websocket is opened here, and the app is told.

const OPENS_WITHIN_MS = 5_000;
const HANDSHAKE = "/socket.io/?EIO=4&transport=websocket";

/** Whether a websocket opens, and the app speaks on it. @returns {Promise<boolean>} */
function hearsAtOnce() {
  return new Promise((settle) => {
    const socket = new WebSocket(location.origin.replace("http", "ws") + HANDSHAKE);
    const end = (/** @type {boolean} */ is) => {
      socket.close();
      settle(is);
    };
    socket.onmessage = (heard) => end(String(heard.data).startsWith("0{"));
    socket.onerror = () => end(false);
    setTimeout(() => end(false), OPENS_WITHIN_MS);
  });
}

/** @param {HTMLElement} said */
async function report(said) {
  const websocket = await hearsAtOnce();
  try {
    const answer = await fetch("/try", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": said.dataset.token ?? "" },
      body: JSON.stringify({ websocket }),
    });
    said.textContent = (answer.ok ? (websocket ? said.dataset.well : said.dataset.slow) : said.dataset.off) ?? "";
  } catch {
    said.textContent = said.dataset.off ?? "";
  }
}

document.documentElement.setAttribute("data-runs", ""); // what older.js waits for
const answer = document.getElementById("try");
if (answer) report(answer);
