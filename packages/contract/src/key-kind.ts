import { z } from "zod";

/** Who holds a key: a server, a browser, or the operator. */
export const keyKind = z.enum(["secret", "publishable", "admin"]);
export type KeyKind = z.infer<typeof keyKind>;
