// The wire to the server: connect, snapshot, changes, resync, commands, clock. One path for the first
// connection, a reconnection and a reload. Used by phone, console and screen.

import { io } from "socket.io-client";
import { ServerClock } from "./clock.js";
import { learn } from "../languages/tongue.js";
import { EMPTY_VIEW, fromSnapshot, merged, valuesOf, withChanges } from "./view_store.js";

/**
 * @typedef {import("../types").Ack} Ack
 * @typedef {"connecting" | "on" | "off" | "refused"} Wire
 * @typedef {{
 *   values: Record<string, any>,
 *   version: number,
 *   wire: Wire,
 *   refusal: string,
 *   presence: Record<string, "online" | "away">,
 *   health: Record<string, { rtt_ms?: number, waiting?: number }>,
 *   steppedOut: number,
 *   consoles: number,
 *   trouble: string,
 * }} Known  what a page knows: slices' values by name, the newest version, how the wire is
 */

const ACK_TIMEOUT_MS = 5_000;
const PROBE_TIMEOUT_MS = 2_000;
const WAKE_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 8_000;
const RETRY_GROWTH = 1.7;
const OFFLINE_AFTER_MS = 2_500;
const CLOCK_EVERY_MS = 60_000;
const LET_IN_EVERY_MS = 5_000;
const SNAPSHOT_WITHIN_MS = 8_000;
const MAY_COME_BACK = new Set(["removed", "left"]);
const FINAL = new Set(["not_signed_in", "no_such_workshop", ...MAY_COME_BACK]);

/**
 * How long to wait before the n-th try (from 0), with up to a third of jitter taken off.
 * @param {number} tries
 * @param {number} chance 0-1
 */
function retryAfterMs(tries, chance) {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * RETRY_GROWTH ** tries) * (1 - chance / 3);
}

/**
 * Half of a character, as a field leaves it that is full in the middle of an emoji, is no text: � goes in its place.
 * @template {Record<string, unknown>} T
 * @param {T} command
 * @returns {T}
 */
function wellFormed(command) {
  const whole = (/** @type {any} */ value) => value?.toWellFormed?.() ?? value; // only texts have it, in newer browsers
  return /** @type {T} */ (Object.fromEntries(Object.entries(command).map(([name, value]) => [name, whole(value)])));
}

/** A command that got no answer: the wire broke, or the answer was late. Send it again with the same id. */
export class NoAnswer extends Error {}

export class Connection {
  /**
   * @param {object} auth the `auth` payload of docs/protocol.md
   * @param {string | undefined} route names the workshop in the socket's address, for proxies before several processes
   * @param {(known: Known) => void} onChange called with everything the page knows, after each change
   */
  constructor(auth, route, onChange) {
    this.clock = new ServerClock(() => Date.now());
    this._onChange = onChange;
    this._view = EMPTY_VIEW;
    /** @type {Wire} */
    this._wire = "connecting";
    this._refusal = "";
    /** @type {Record<string, "online" | "away">} */
    this._presence = {};
    /** @type {{ phones: Record<string, any>, stepped_out: number, consoles: number, trouble?: string }} */
    this._health = { phones: {}, stepped_out: 0, consoles: 1 };
    this._tries = 0;
    this._retry = 0;
    this._overdue = 0;
    this._offline = 0;
    this._resyncing = false;
    this._carrier = "websocket"; // what carried the line last
    this._socket = io({
      auth,
      query: route ? { w: route } : {},
      autoConnect: false,
      reconnection: false,
      timeout: CONNECT_TIMEOUT_MS,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
    });
    this._listen();
  }

  /** Connect, and stay connected until the page goes. */
  start() {
    this._offlineSoon();
    this._connect();
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this._wake());
    window.addEventListener("pageshow", (event) => event.persisted && this._wake());
    window.addEventListener("online", () => this._wake());
    window.addEventListener("offline", () => this._probe());
    setInterval(() => this._measure(), CLOCK_EVERY_MS);
  }

  /**
   * Send one command; resolves with the ack. Rejects with NoAnswer.
   * @param {{ id: string, type: string }} command
   * @returns {Promise<Ack>}
   */
  async send(command) {
    try {
      return await this._ask("command", ACK_TIMEOUT_MS, wellFormed(command));
    } catch (error) {
      this._probe();
      throw error;
    }
  }

  /**
   * Say how this phone is; resolves with the milliseconds there and back. Rejects with NoAnswer.
   * @param {{ rtt_ms: number, waiting: number, stepped_out?: boolean }} health
   * @returns {Promise<number>}
   */
  async report(health) {
    const sent = Date.now();
    await this._ask("health", ACK_TIMEOUT_MS, health);
    return Date.now() - sent;
  }

  /**
   * Ask for a table's hour again, or the three views of it; nothing where it is not given. Rejects with NoAnswer.
   * @param {{ table_id: string, is_sides?: boolean }} asked
   * @returns {Promise<Ack["replay"]>}
   */
  async lookBack(asked) {
    return (await this._ask("replay", ACK_TIMEOUT_MS, asked)).replay;
  }

  get isOn() {
    return this._wire === "on";
  }

  _listen() {
    this._socket.on("connect", () => {
      this._tries = 0;
      this._measure();
    });
    this._socket.on("snapshot", (snapshot) => this._onSnapshot(snapshot));
    this._socket.on("changes", (changes) => this._onChanges(changes));
    this._socket.on("presence", (patch) => {
      this._presence = { ...this._presence, ...patch };
      this._tell();
    });
    this._socket.on("health", (patch) => {
      this._health = /** @type {any} */ (merged(this._health, patch));
      this._tell();
    });
    this._socket.on("farewell", ({ code }) => FINAL.has(code) && this._refuse(code));
    this._socket.on("connect_error", (error) => this._onConnectError(error));
    this._socket.on("disconnect", () => {
      this._carrier = this._socket.io.engine?.transport.name ?? this._carrier;
      this._beginWithCarrier();
      this._health = { ...this._health, consoles: 1, trouble: undefined };
      this._later();
    });
  }

  /** @param {import("../types").Snapshot} snapshot */
  _onSnapshot(snapshot) {
    clearTimeout(this._offline);
    clearTimeout(this._retry);
    clearTimeout(this._overdue);
    this._offline = 0;
    this._retry = 0;
    this._resyncing = false;
    this._refusal = "";
    this.clock.guess(snapshot.now);
    this._view = fromSnapshot(snapshot);
    this._wire = "on";
    this._tell();
  }

  /** @param {import("../types").Change[]} changes */
  _onChanges(changes) {
    const { view, gap } = withChanges(this._view, changes);
    this._view = view;
    if (gap && !this._resyncing) {
      this._resyncing = true;
      this._ask("resync", ACK_TIMEOUT_MS).then((answer) => answer.ok, () => false).then((isDone) => isDone || this._reconnect());
    }
    this._tell();
  }

  /** @param {Error} error */
  _onConnectError(error) {
    if (FINAL.has(error.message)) {
      this._refuse(error.message);
      return;
    }
    if (this._wire === "refused") {
      this._askToBeLetIn();
      return;
    }
    // Where websockets are swallowed, begin the next try with long polling, which upgrades when it can.
    const options = this._socket.io.opts;
    options.transports = [...options.transports].reverse();
    this._later();
  }

  /** Long polling needs several ways there and back; where it carried the line, a websocket may never come. */
  _beginWithCarrier() {
    this._socket.io.opts.transports = this._carrier === "polling" ? ["polling", "websocket"] : ["websocket", "polling"];
  }

  /** @param {string} code */
  _refuse(code) {
    this._wire = "refused";
    this._refusal = code;
    clearTimeout(this._retry);
    clearTimeout(this._overdue);
    clearTimeout(this._offline);
    this._retry = 0;
    this._offline = 0;
    this._tell();
    this._socket.disconnect();
    if (MAY_COME_BACK.has(code)) this._askToBeLetIn();
  }

  /** Whoever was removed may be let back in, whoever left may come again: their page finds out by itself. */
  _askToBeLetIn() {
    clearTimeout(this._overdue);
    clearTimeout(this._retry);
    this._retry = setTimeout(() => this._try(), LET_IN_EVERY_MS);
  }

  /** A try that gets neither a snapshot nor a word is given up, or the page would wait for ever. */
  _try() {
    clearTimeout(this._overdue);
    this._overdue = setTimeout(() => this._giveUp(), SNAPSHOT_WITHIN_MS);
    this._socket.connect();
  }

  _giveUp() {
    this._socket.disconnect();
    if (this._wire === "refused") this._askToBeLetIn();
    else this._later();
  }

  _connect() {
    clearTimeout(this._retry);
    this._retry = 0;
    if (this._wire !== "refused") this._try();
  }

  _later() {
    clearTimeout(this._overdue);
    if (this._wire === "refused" || this._retry) return;
    this._offlineSoon();
    if (this._wire === "on") this._wire = "connecting";
    this._retry = setTimeout(() => this._connect(), retryAfterMs(this._tries, Math.random()));
    this._tries += 1;
    this._tell();
  }

  /** Unless a snapshot comes first. */
  _offlineSoon() {
    if (this._offline === 0) this._offline = setTimeout(() => this._goOffline(), OFFLINE_AFTER_MS);
  }

  _goOffline() {
    if (this._wire === "refused") return;
    this._wire = "off";
    this._tell();
  }

  /** The page came back, or the network did: be current at once, and do not wait for a try that began before. */
  _wake() {
    if (this._wire === "refused") return;
    this._tries = 0;
    this._beginWithCarrier();
    if (this._socket.connected) this._probe().then(() => this._measure());
    else this._reconnect();
  }

  /** Does anybody still listen at the other end? */
  async _probe() {
    if (!this._socket.connected) return;
    try {
      await this._ask("clock", WAKE_TIMEOUT_MS);
    } catch {
      this._reconnect();
    }
  }

  _reconnect() {
    if (this._wire === "on") this._wire = "connecting";
    this._offlineSoon();
    this._socket.disconnect();
    this._connect();
    this._tell();
  }

  _measure() {
    if (!this._socket.connected) return;
    this.clock
      .measure(() => this._ask("clock", PROBE_TIMEOUT_MS).then((answer) => answer.now))
      .then(() => this._tell());
  }

  /**
   * @param {string} event
   * @param {number} timeoutMs
   * @param {unknown[]} data
   * @returns {Promise<Ack>}
   */
  _ask(event, timeoutMs, ...data) {
    if (!this._socket.connected) return Promise.reject(new NoAnswer(event));
    return new Promise((resolve, reject) => {
      this._socket.timeout(timeoutMs).emit(event, ...data, (/** @type {unknown} */ error, /** @type {Ack} */ answer) => {
        if (error) reject(new NoAnswer(event));
        else resolve(answer);
      });
    });
  }

  _tell() {
    const values = valuesOf(this._view);
    learn(values);
    this._onChange({
      values,
      version: this._view.version,
      wire: this._wire,
      refusal: this._refusal,
      presence: this._presence,
      health: this._health.phones,
      steppedOut: this._health.stepped_out,
      consoles: this._health.consoles,
      trouble: this._health.trouble ?? "",
    });
  }
}
