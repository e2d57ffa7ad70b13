import { hash32 } from "@nextmove/engine";

/**
 * Tells whether a request sent again under the same id is the same request: 64 bits over its parts,
 * in a fixed order. Not cryptographic: whoever makes two requests collide only gets their own first answer.
 */
export const fingerprint = (parts: readonly unknown[]): string => {
  const text = JSON.stringify(parts);
  return `${hash32(text, 1).toString(36)}.${hash32(text, 2).toString(36)}`;
};
