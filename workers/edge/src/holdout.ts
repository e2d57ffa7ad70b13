import { deriveKey, sign } from "./auth/derived-keys.ts";

/** The share of a case's consumers for whom it does not decide. */
export interface Holdout {
  account: string;
  caseId: string;
  share: number;
}

/** Sticky: the same consumer of a case is always in the holdout or never. */
export const isInHoldout = (
  rootKey: string,
  { account, caseId, share }: Holdout,
  consumer: string,
): boolean => {
  if (share === 0) return false;
  const key = deriveKey(rootKey, "draw", account);
  const hash = sign(key, JSON.stringify(["holdout", caseId, consumer]));
  return hash.readUIntBE(0, 6) / 2 ** 48 < share;
};
