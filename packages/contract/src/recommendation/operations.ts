import type { Operation } from "../operation.ts";
import { recommendationResponse } from "./answer.ts";
import { recommendationRequest } from "./request.ts";

/** Products for a visitor. */
export const recommendationOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/v3/recommendation/{case_id}",
    summary:
      "Recommend products to a visitor, the best first: 10, or as many as limit says, at most 100.",
    keys: ["secret", "publishable"],
    query: {
      expand: "1: with title, link, image, price, score and reason of each",
      explain:
        "1: with the probability of each product at its place and its score, under a secret key",
      token: "1: with the token that a browser's selections and rewards need",
    },
    body: recommendationRequest,
    answer: recommendationResponse,
  },
];
