// What is told aloud just now on the projector.

/** @import { Outline, FactOnTable } from "./outline.js" */
import { useEffect, useMemo, useRef, useState } from "../parts/markup.js";
import { begun, heard, holdMs, turned } from "./queue.js";

/**
 * What is told of a content now. The first of what comes is told at once, what comes meanwhile waits for its turn.
 *
 * @param {Outline} content
 * @returns {import("./genogram.js").Told & { before: FactOnTable[] }} `before`: the facts told earlier, newest first
 */
export function useTelling(content) {
  const [, draw] = useState(0);
  const telling = useRef(/** @type {import("./queue.js").Telling | undefined} */ (undefined));
  const began = useRef(-Infinity);
  telling.current = heard(telling.current ?? begun(content), content);
  const { fact: fact_id, insight, queue } = telling.current;
  const fact = content.facts.find((one) => one.id === fact_id);
  useEffect(() => {
    if (!queue.length && !insight) return;
    const left = holdMs({ seen: new Set(), fact: fact_id, insight, queue }, fact) - (performance.now() - began.current);
    const timer = setTimeout(() => {
      telling.current = turned(telling.current ?? begun(content));
      began.current = performance.now();
      draw((n) => n + 1);
    }, Math.max(0, left));
    return () => clearTimeout(timer);
  }, [fact_id, insight, queue.length]);
  const waiting = queue.filter(({ kind }) => kind === "fact").map(({ id }) => id);
  return useMemo(() => {
    const place = content.arrived.findIndex((one) => one.id === fact_id);
    return { fact, found: insight || undefined, waiting: new Set(waiting), before: content.arrived.slice(0, Math.max(place, 0)).reverse() };
  }, [content, fact, insight, waiting.join()]);
}
