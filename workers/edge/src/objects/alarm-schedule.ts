/** The earliest of an object's due times: one alarm serves them all. */
export const earliest = (dues: readonly (number | null)[]): number | null => {
  const times = dues.filter((due) => due !== null);
  return times.length > 0 ? Math.min(...times) : null;
};
