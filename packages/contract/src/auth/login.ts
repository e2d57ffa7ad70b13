import { z } from "zod";

/** `POST /auth/login`: trades an API key for a short-lived token. `client_id` is the account. */
export const loginRequest = z.looseObject({
  client_id: z.string().min(1).max(64),
  api_key: z.string().min(1).max(256),
});

export const loginResponse = z.object({
  status: z.literal(1),
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  /** Seconds until the token is refused. */
  expires_in: z.number(),
});
export type LoginResponse = z.infer<typeof loginResponse>;
