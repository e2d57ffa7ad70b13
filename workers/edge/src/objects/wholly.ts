/**
 * All of what a call does to an object's storage, or nothing: memory follows it.
 *
 * @param reload makes what is in memory anew from storage, when the call failed
 */
export const wholly = <Value>(
  storage: DurableObjectStorage,
  action: () => Value,
  reload: () => void,
): Value => {
  try {
    return storage.transactionSync(action);
  } catch (error) {
    reload();
    throw error;
  }
};
