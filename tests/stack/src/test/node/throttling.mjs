// More calls at once than a gateway takes that takes one a second; after the time that it tells, it takes the next. Exit status 0: so
// it was with the client that the argument names.

import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { clients } from "./clients.mjs";

const { ENDPOINT, ACCESS_KEY_ID, ACCESS_KEY_SECRET } = process.env;
const clientName = process.argv[2];
const call = clients[clientName]({
  endpoint: ENDPOINT,
  accessKeyId: ACCESS_KEY_ID,
  accessKeySecret: ACCESS_KEY_SECRET,
});

/** The milliseconds to wait, from the error as this client's users see it. */
function waitOf(error) {
  assert.equal(error.code, "Throttling.User", error);
  if (clientName.startsWith("tea")) {
    assert.equal(error.name, "ThrottlingError", error);
    assert.equal(error.statusCode, 400, error);
    return error.retryAfter;
  }
  assert.equal(error.name, "Throttling.UserError", error);
  assert.equal(error.entry.response.statusCode, 400, error);
  return Number(error.entry.response.headers["x-acs-retry-after"]);
}

const outcomes = await Promise.allSettled(Array.from(Array(5), () => call("vpc", "DescribeHaVips", {})));
const waits = outcomes.filter(({ status }) => status === "rejected").map(({ reason }) => waitOf(reason));
assert.notEqual(waits.length, 0, "none was throttled");
assert.ok(waits.every((wait) => wait >= 1 && wait <= 1_001), `milliseconds to wait: ${waits}`);
await setTimeout(Math.max(...waits));
await call("vpc", "DescribeHaVips", {});
console.log(`${clientName}: it was throttled, and taken in time`);
