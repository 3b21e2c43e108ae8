// A family while somebody writes it: what is typed is kept on this device at once, and on the server a moment later.
// Where somebody else has saved meanwhile, nothing is sent until whoever writes here has seen what is different.

/** @import { Conflict, Edit, Finding, Panel, Preview, State } from "./authoring" */
import { made } from "./tree.js";

const SOON_MS = 500;
const AGAIN_MS = 3000;

export class Writing {
  /** @param {{ id: string, csrf: string, storage: import("../kept/device.js").Keeps, onChange: () => void }} parts */
  constructor({ id, csrf, storage, onChange }) {
    this._address = `/scenarios/${id}`;
    this._key = `authoring:${id}`;
    this._csrf = csrf;
    this._storage = storage;
    this._onChange = onChange;
    /** @type {Edit[]} */
    this._pending = [];
    this._sending = 0;
    this._timer = 0;
    this._looks = 0;
    this.version = 0;
    /** @type {any} */
    this.value = null;
    this.text = "";
    /** @type {Panel | null} */
    this.panel = null;
    /** @type {Finding[]} */
    this.findings = [];
    /** @type {Preview | null} */
    this.preview = null;
    /** @type {"saved" | "saving" | "waiting"} */
    this.standing = "saved";
    this.trouble = "";
    /** @type {Conflict | null} */
    this.conflict = null;
    /** The version of which the findings tell. */
    this.looked = 0;
  }

  /** Fetch the family, and put on top what this device still keeps. */
  async open() {
    const told = await this._ask("GET", "draft");
    if (!told) {
      this.standing = "waiting";
      this._onChange();
      setTimeout(() => this.open(), AGAIN_MS);
      return;
    }
    if (told.code) {
      this.trouble = told.message;
      this._onChange();
      return;
    }
    this._take(told);
    const kept = this._kept();
    if (kept.edits.length) {
      this._pending = kept.edits;
      this.version = kept.version;
      this.value = kept.edits.reduce(made, this.value);
      this.standing = "saving";
      this._soon(0);
    }
    this._look();
    this._onChange();
  }

  /** @param {...Edit} edits */
  edit(...edits) {
    for (const edit of edits) {
      this.value = made(this.value, edit);
      const last = this._pending[this._pending.length - 1];
      const isAgain = this._pending.length > this._sending && last?.kind === "set" && edit.kind === "set" && String(last.path) === String(edit.path);
      if (isAgain) this._pending[this._pending.length - 1] = edit;
      else this._pending.push(edit);
    }
    this.standing = this.standing === "waiting" ? "waiting" : "saving";
    this._keep();
    this._onChange();
    this._soon(SOON_MS);
  }

  /** Whether there is something that only this device has. */
  get isWaiting() {
    return this._pending.length > 0;
  }

  /** Send at once what waits, for what needs the newest text. */
  async flush() {
    while (this._pending.length && !this.conflict && this.standing !== "waiting") await this._send();
  }

  /** Put what waits here on top of what somebody else saved. */
  mineOnTop() {
    this._take(/** @type {Conflict} */ (this.conflict));
    this.value = this._pending.reduce(made, this.value);
    this.conflict = null;
    this._keep();
    this._soon(0);
    this._onChange();
  }

  /** Leave out what waits here. */
  theirsOnly() {
    this._take(/** @type {Conflict} */ (this.conflict));
    this._pending = [];
    this.conflict = null;
    this.standing = "saved";
    this._keep();
    this._look();
    this._onChange();
  }

  /** The whole text in the place of the one there is. @param {string} text */
  async rewrite(text) {
    await this.flush();
    const told = await this._ask("POST", "edits", { version: this.version, text });
    await this._settled(told);
    if (told && !told.code) await this._reload();
  }

  /** @param {number} version */
  async restore(version) {
    await this.flush();
    await this._settled(await this._ask("POST", "restore", { version: this.version, restore: version }));
    await this._reload();
  }

  /** @returns {Promise<{ version: number, who: string, when: string }[]>} */
  async versions() {
    await this.flush();
    return (await this._ask("GET", "versions"))?.versions ?? [];
  }

  /** What is different since a version, in sentences. @param {number} version @returns {Promise<string[]>} */
  async since(version) {
    return (await this._ask("GET", `versions/${version}`))?.differences ?? [];
  }

  /** What simulated meetings would find. @returns {Promise<import("./authoring").Meetings | undefined>} */
  async meetings() {
    await this.flush();
    const told = await this._ask("GET", "meetings");
    return told?.styles ? told : undefined;
  }

  /** The text as it is saved now. */
  async savedText() {
    await this.flush();
    await this._reload();
    return this.text;
  }

  async _reload() {
    const told = await this._ask("GET", "draft");
    if (told && !told.code && !this._pending.length) this._take(told);
    this._look();
    this._onChange();
  }

  /** @param {State} told */
  _take(told) {
    this.version = told.version;
    this.value = told.value;
    this.text = told.text;
    this.panel = told.panel;
  }

  /** @param {number} after */
  _soon(after) {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._send(), after);
  }

  async _send() {
    if (this._sending || this.conflict || !this._pending.length) return;
    const batch = this._pending.slice(0, 200);
    this._sending = batch.length;
    const told = await this._ask("POST", "edits", { version: this.version, edits: batch });
    this._sending = 0;
    if (told && !told.code) this._pending.splice(0, batch.length);
    await this._settled(told);
  }

  /** @param {any} told */
  async _settled(told) {
    if (!told) {
      this.standing = "waiting";
      this._soon(AGAIN_MS);
    } else if (told.code === "draft_changed") {
      this.conflict = told;
      this.standing = "saving";
    } else if (told.code) {
      this.trouble = told.message;
      if (told.code === "edit_refused") this._pending = [];
      this.standing = "saved";
    } else {
      this.trouble = "";
      this.version = told.version;
      this.panel = told.panel;
      this.standing = this._pending.length ? "saving" : "saved";
      if (this._pending.length) this._soon(0);
      else this._look();
    }
    this._keep();
    this._onChange();
  }

  /** What the check says of what is saved; the last look alone counts. */
  async _look() {
    this._looks += 1;
    const look = this._looks;
    const told = await this._ask("GET", "findings");
    if (look !== this._looks || !told || told.code) return;
    this.findings = told.findings;
    this.preview = told.preview ?? this.preview;
    this.looked = told.version;
    this._onChange();
  }

  _keep() {
    try {
      if (this._pending.length) this._storage.setItem(this._key, JSON.stringify({ version: this.version, edits: this._pending }));
      else this._storage.removeItem(this._key);
    } catch {
      // Full or forbidden: the page still holds it.
    }
  }

  /** @returns {{ version: number, edits: Edit[] }} */
  _kept() {
    try {
      const kept = JSON.parse(this._storage.getItem(this._key) ?? "");
      return { version: Number(kept.version), edits: Array.isArray(kept.edits) ? kept.edits : [] };
    } catch {
      return { version: 0, edits: [] };
    }
  }

  /** @param {"GET" | "POST"} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async _ask(method, path, body) {
    const headers = { accept: "application/json", ...(body !== undefined && { "X-CSRFToken": this._csrf, "Content-Type": "application/json" }) };
    try {
      const answer = await fetch(`${this._address}/${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
      return await answer.json();
    } catch {
      return undefined;
    }
  }
}
