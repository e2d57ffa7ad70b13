// Preloaded (`node --import`) into a program that heads a process group: ends the whole group once
// the parent is gone, even when it had no time to say so (kill -9, out of memory). The channel to the
// parent then closes, whatever the parent died of.

/** The process group of whoever asks. */
const OWN_GROUP = 0;

process.on("disconnect", () => process.kill(OWN_GROUP, "SIGKILL"));
