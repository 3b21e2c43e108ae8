// Scripts that a page needs only later: fetched once it has settled, and again when that failed.

import { useEffect, useState } from "../parts/markup.js";

/** @type {Map<string, Promise<any>>} */
const loads = new Map();
/** @type {Map<string, any>} what has come: a part that is made anew shows it at once */
const here = new Map();
/** @type {Map<string, number>} */
const failures = new Map();

/**
 * @param {string} address
 * @returns {Promise<any>} the module
 */
export function load(address) {
  const loading = loads.get(address) ?? fetched(address);
  loads.set(address, loading);
  return loading;
}

/** A browser may remember that an address failed: the next try has another. @param {string} address */
async function fetched(address) {
  const failed = failures.get(address) ?? 0;
  try {
    const module = await import(failed ? `${address}?${failed}` : address);
    if (Object.keys(module).length === 0) throw new Error(address);
    here.set(address, module);
    return module;
  } catch (error) {
    failures.set(address, failed + 1);
    loads.delete(address);
    throw error;
  }
}

/**
 * The module once it is there. `again`: whatever changes when another try is worth it.
 * @param {string} address
 * @param {unknown} again
 * @returns {any}
 */
export function useLater(address, again) {
  const [module, setModule] = useState(() => here.get(address));
  useEffect(() => {
    if (!module) load(address).then((loaded) => setModule(() => loaded), () => {});
  }, [again]);
  return module;
}
