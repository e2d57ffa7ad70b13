import { z } from "zod";

/** What is known of a visit without the page's help: the state that recommendations take, most recent last. */
export const visitState = z.object({
  page_id: z.string().optional(),
  search_strings: z.array(z.string()).optional(),
  products_viewed: z.array(z.string()).optional(),
  products_scrolled: z.array(z.string()).optional(),
  products_basket: z.array(z.string()).optional(),
  products_bought: z.array(z.string()).optional(),
});
export type VisitState = z.infer<typeof visitState>;
