import type { html } from "hono/html";

/** HTML in which every text that came from outside is escaped. */
export type Markup = ReturnType<typeof html>;
