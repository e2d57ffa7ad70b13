/** How browsers refuse storage: by their settings, in a private window, or because the disk is full. */
export const REFUSALS = {
  "denies every storage": `
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, {
        get() { throw new DOMException("denied", "SecurityError"); },
      });
    }`,
  "has no room left": `
    const full = () => { throw new DOMException("full", "QuotaExceededError"); };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;`,
  "never opens a database": `
    indexedDB.open = () => new EventTarget();`,
};
