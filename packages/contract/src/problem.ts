import { z } from "zod";

/** One thing that went wrong: a code for programs, a message for people, the place in the body. */
export const problem = z.object({
  code: z.string(),
  message: z.string(),
  /** Dotted path into the request body, e.g. `actions.0`; absent when no field is to blame. */
  path: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

/** Body of every non-2xx answer of the NBA and admin surfaces. */
export const problemResponse = z.object({
  status: z.literal(0),
  error: problem,
  errors: z.array(problem),
});
export type ProblemResponse = z.infer<typeof problemResponse>;
