import { Option } from "commander";

/** Where the deployment is that a command calls; by default the one of `npm start`. */
export const urlOption = (): Option =>
  new Option("--url <url>", "address of the deployment")
    .env("NEXTMOVE_URL")
    .default("http://localhost:8787");
