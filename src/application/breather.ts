/** How long work may keep the event loop before others get a turn. */
const breathEveryMs = 2;

/** For long loops: awaited each time round, it lets others run now and then, and costs next to nothing in between. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < breathEveryMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}
