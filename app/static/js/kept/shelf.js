// Where the outbox keeps commands on the device: IndexedDB, or what the drafts use where that is absent.
// All tabs of one phone share it, and one of them at a time has the turn to send.

/**
 * @typedef {{
 *   number?: number,
 *   owner: string,
 *   subject: string,
 *   command: { id: string, type: string } & Record<string, unknown>,
 *   drafts: Record<string, unknown>,
 * }} Kept  `number` is given by the shelf and grows
 * @typedef {{
 *   all: (owner: string) => Promise<Kept[]>,
 *   add: (kept: Kept) => Promise<number>,
 *   remove: (number: number) => Promise<void>,
 *   takeTurn: (owner: string, tab: string, now: number, until: number) => Promise<boolean>,
 *   endTurn: (owner: string, tab: string) => Promise<void>,
 *   forgetOthers: (owner: string) => Promise<void>,
 * }} Shelf  `all` is in the order of the numbers; a turn that is not renewed ends by itself
 * @typedef {{ owner: string, tab: string, until: number }} Turn
 */

const DATABASE = "button";
const COMMANDS = "commands";
const TURNS = "turns";
const OPENS_WITHIN_MS = 2_000; // until then no tap is kept, nor sent

/**
 * @param {import("./device.js").Keeps} storage what to use where there is no IndexedDB
 * @returns {Promise<Shelf>}
 */
export async function openShelf(storage) {
  const stored = new StorageShelf(storage);
  try {
    const shelf = new DatabaseShelf(await opened());
    await stored.moveTo(shelf);
    return shelf;
  } catch {
    return stored;
  }
}

/** @returns {Promise<IDBDatabase>} rejects where the browser forbids it, or never answers (some private windows) */
function opened() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("slow")), OPENS_WITHIN_MS);
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(COMMANDS, { keyPath: "number", autoIncrement: true });
      opening.result.createObjectStore(TURNS, { keyPath: "owner" });
    };
    opening.onsuccess = () => {
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
  });
}

/** @implements {Shelf} */
class DatabaseShelf {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this._database = database;
  }

  /** @param {string} owner @returns {Promise<Kept[]>} */
  async all(owner) {
    /** @type {Kept[]} */
    const every = await this._do(COMMANDS, "readonly", (store) => store.getAll());
    return every.filter((kept) => kept.owner === owner);
  }

  /** @param {Kept} kept @returns {Promise<number>} */
  add(kept) {
    return this._do(COMMANDS, "readwrite", (store) => store.add(kept));
  }

  /** @param {number} number @returns {Promise<void>} */
  remove(number) {
    return this._do(COMMANDS, "readwrite", (store) => store.delete(number));
  }

  /** @param {string} owner @param {string} tab @param {number} now @param {number} until @returns {Promise<boolean>} */
  takeTurn(owner, tab, now, until) {
    return this._turn(owner, (turn, store) => {
      if (isTaken(turn, tab, now, until)) return false;
      store.put({ owner, tab, until });
      return true;
    });
  }

  /** @param {string} owner @param {string} tab */
  async endTurn(owner, tab) {
    await this._turn(owner, (turn, store) => {
      if (turn?.tab === tab) store.delete(owner);
      return true;
    });
  }

  /** @param {string} owner */
  async forgetOthers(owner) {
    /** @type {Kept[]} */
    const every = await this._do(COMMANDS, "readonly", (store) => store.getAll());
    for (const kept of every) {
      if (kept.owner !== owner && kept.number !== undefined) await this.remove(kept.number);
    }
  }

  /**
   * Read and write in one transaction: no other tab comes between.
   * @param {string} owner
   * @param {(turn: Turn | undefined, store: IDBObjectStore) => boolean} act
   * @returns {Promise<boolean>}
   */
  _turn(owner, act) {
    return new Promise((resolve, reject) => {
      const transaction = this._database.transaction(TURNS, "readwrite");
      const store = transaction.objectStore(TURNS);
      let answer = false;
      const reading = store.get(owner);
      reading.onsuccess = () => {
        answer = act(reading.result, store);
      };
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /**
   * @template T
   * @param {string} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<any>} what was asked for, once it is on the disk: a dead battery must not lose a tap
   */
  _do(name, mode, act) {
    return new Promise((resolve, reject) => {
      const transaction = this._database.transaction(name, mode, { durability: "strict" });
      const request = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.commit?.(); // so that a page that goes away now leaves it behind
    });
  }
}

/** @implements {Shelf} */
export class StorageShelf {
  /** @param {import("./device.js").Keeps} storage */
  constructor(storage) {
    this._storage = storage;
  }

  /**
   * A database that did not open for an earlier page opens for this one: what was kept goes along.
   * @param {Shelf} shelf
   */
  async moveTo(shelf) {
    for (const { number, ...kept } of this._every()) {
      await shelf.add(kept);
      await this.remove(number);
    }
  }

  /** @param {string} owner @returns {Promise<Kept[]>} */
  async all(owner) {
    return this._every().filter((kept) => kept.owner === owner);
  }

  /** @returns {(Kept & { number: number })[]} whoever made them, in order */
  _every() {
    return this._numbers().flatMap((number) => {
      try {
        return [{ ...JSON.parse(this._storage.getItem(`outbox:${number}`) ?? ""), number }];
      } catch {
        this._storage.removeItem(`outbox:${number}`);
        return [];
      }
    });
  }

  /** @param {Kept} kept */
  async add(kept) {
    const number = (this._numbers().slice(-1)[0] ?? 0) + 1;
    this._storage.setItem(`outbox:${number}`, JSON.stringify(kept));
    return number;
  }

  /** @param {number} number */
  async remove(number) {
    this._storage.removeItem(`outbox:${number}`);
  }

  /** @param {string} owner @param {string} tab @param {number} now @param {number} until */
  async takeTurn(owner, tab, now, until) {
    const turn = this._turn(owner);
    if (isTaken(turn, tab, now, until)) return false;
    this._storage.setItem(`turn:${owner}`, JSON.stringify({ owner, tab, until }));
    return true;
  }

  /** @param {string} owner @param {string} tab */
  async endTurn(owner, tab) {
    if (this._turn(owner)?.tab === tab) this._storage.removeItem(`turn:${owner}`);
  }

  /** @param {string} owner */
  async forgetOthers(owner) {
    const mine = new Set((await this.all(owner)).map((kept) => kept.number));
    for (const number of this._numbers()) {
      if (!mine.has(number)) this._storage.removeItem(`outbox:${number}`);
    }
  }

  /** @param {string} owner @returns {Turn | undefined} */
  _turn(owner) {
    try {
      return JSON.parse(this._storage.getItem(`turn:${owner}`) ?? "");
    } catch {
      return undefined;
    }
  }

  /** @returns {number[]} in order */
  _numbers() {
    return Array.from({ length: this._storage.length }, (_, index) => this._storage.key(index) ?? "")
      .filter((key) => key.startsWith("outbox:"))
      .map((key) => Number(key.slice("outbox:".length)))
      .sort((a, b) => a - b);
  }
}

/**
 * Whether another tab has the turn. One that would last longer than any given now was given by a clock that was ahead.
 * @param {{ tab: string, until: number } | undefined} turn @param {string} tab @param {number} now @param {number} until
 */
function isTaken(turn, tab, now, until) {
  return turn !== undefined && turn.tab !== tab && turn.until > now && turn.until <= until;
}
