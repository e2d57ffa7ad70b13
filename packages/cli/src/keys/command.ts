import type { CreatedKeyResponse, KeyDescription, KeyKind } from "@nextmove/contract";
import { keyKind } from "@nextmove/contract";
import { Command, Option } from "commander";
import { deploymentOf } from "../call.ts";
import { CommandFailure } from "../failure.ts";
import { urlOption } from "../url-option.ts";
import { bootstrap, createKey, listKeys, revokeKey } from "./client.ts";

interface Place {
  readonly url: string;
}

interface NewKey extends Place {
  readonly kind: KeyKind;
  readonly mode: "live" | "test";
  readonly origin: string[];
}

async function create(options: NewKey): Promise<void> {
  const { kind, mode, origin: origins } = options;
  if (kind !== "publishable" && origins.length > 0) {
    throw new CommandFailure(`--origin is for publishable keys, not for a key of kind ${kind}`);
  }
  const deployment = deploymentOf(options.url, "NEXTMOVE_ADMIN_KEY");
  printCreated(await createKey(deployment, { kind, mode, origins }));
  if (kind === "publishable" && origins.length === 0) {
    console.error(
      "nextmove: made without --origin it refuses every page; make another with its origins",
    );
  }
}

function printCreated({ key, kind, key_id: keyId }: CreatedKeyResponse): void {
  console.log(key);
  console.error(`The ${kind} key ${keyId}: it is shown this once, keep it safe.`);
}

function printKey({
  key_id: keyId,
  kind,
  mode,
  origins,
  revoked_at: revoked,
}: KeyDescription): void {
  const state = revoked === null ? "active" : `revoked ${revoked}`;
  console.log([keyId, kind, mode, state, origins.join(" ")].join("\t").trimEnd());
}

/** `nextmove keys …`: the keys of an account, through the deployment's admin API. */
export function keysCommand(): Command {
  const keys = new Command("keys").description("Make, list and revoke the keys of an account.");
  keys
    .command("bootstrap")
    .description("Make an account and its first admin key (needs NEXTMOVE_ROOT_KEY).")
    .argument("<account>", "name of the account: a-z, 0-9, -")
    .addOption(urlOption())
    .action(async (account: string, options: Place) =>
      printCreated(await bootstrap(deploymentOf(options.url, "NEXTMOVE_ROOT_KEY"), account)),
    );
  keys
    .command("create")
    .description("Make a key (needs NEXTMOVE_ADMIN_KEY).")
    .addOption(
      new Option("--kind <kind>", "who holds it: a server, a browser or the operator")
        .choices(keyKind.options)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--mode <mode>", "what it is for").choices(["live", "test"]).default("live"),
    )
    .option("--origin <origin...>", "pages a publishable key is accepted from", [])
    .addOption(urlOption())
    .action(create);
  keys
    .command("list")
    .description("List the keys (needs NEXTMOVE_ADMIN_KEY).")
    .addOption(urlOption())
    .action(async (options: Place) => {
      for (const key of await listKeys(deploymentOf(options.url, "NEXTMOVE_ADMIN_KEY")))
        printKey(key);
    });
  keys
    .command("revoke")
    .description(
      "Revoke a key; isolates that know it refuse it within 30 s (needs NEXTMOVE_ADMIN_KEY).",
    )
    .argument("<key-id>", "as `nextmove keys list` prints it")
    .addOption(urlOption())
    .action(async (keyId: string, options: Place) =>
      printKey(await revokeKey(deploymentOf(options.url, "NEXTMOVE_ADMIN_KEY"), keyId)),
    );
  return keys;
}
