import type { Operation } from "../operation.ts";
import { loginRequest, loginResponse } from "./login.ts";

/** Getting a token. */
export const authOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/auth/login",
    summary: "Trade a secret or admin key for a token of 15 minutes.",
    keys: [],
    body: loginRequest,
    answer: loginResponse,
  },
];
