// @ts-check

/**
 * JSON values in the browser's storage. Where the browser refuses (private mode, full, switched off)
 * a value lives as long as the page: the shop still works.
 * @param {() => Storage} area a function, because reading `window.localStorage` itself can throw
 */
const storageIn = (area) => {
  /** @type {Map<string, string>} */
  const memory = new Map();
  return {
    /** @param {string} key @returns {unknown} undefined when there is none, or none that parses */
    read(key) {
      try {
        const text = memory.get(key) ?? area().getItem(`larkmoor.${key}`);
        return text === null ? undefined : JSON.parse(text);
      } catch {
        return undefined;
      }
    },
    /** @param {string} key @param {unknown} value undefined removes */
    write(key, value) {
      memory.delete(key);
      try {
        if (value === undefined) area().removeItem(`larkmoor.${key}`);
        else area().setItem(`larkmoor.${key}`, JSON.stringify(value));
      } catch {
        if (value !== undefined) memory.set(key, JSON.stringify(value));
      }
    },
  };
};

export const lasting = storageIn(() => window.localStorage);
export const untilTabCloses = storageIn(() => window.sessionStorage);
