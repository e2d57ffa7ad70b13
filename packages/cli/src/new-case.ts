import { caseSettings } from "@nextmove/contract";

/** The settings of a case for which the shop has set none. */
export const NEW_CASE = caseSettings.parse({});
