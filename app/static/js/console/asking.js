// What the console asks of the web doors, as JSON: the page's own token goes along.

const NO_ANSWER = "The server did not answer: try again.";

/**
 * @param {string} address
 * @param {unknown} [body]
 * @returns {Promise<Record<string, unknown> | { message: string }>} what was answered, or why not in `message`
 */
export async function postJson(address, body = {}) {
  const token = document.getElementById("console")?.dataset.csrf ?? "";
  const headers = { accept: "application/json", "content-type": "application/json", "X-CSRFToken": token };
  try {
    return await (await fetch(address, { method: "POST", headers, body: JSON.stringify(body) })).json();
  } catch {
    return { message: NO_ANSWER };
  }
}
