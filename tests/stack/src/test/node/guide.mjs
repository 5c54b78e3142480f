// The guide's procedure, from the VPC to the release of everything, with the client that the argument names. Exit status 0: all was as
// it should be.

import assert from "node:assert/strict";
import { clients } from "./clients.mjs";

const { ENDPOINT, ACCESS_KEY_ID, ACCESS_KEY_SECRET, ARP_GATEWAY, HOST_ID, HOST_CREDENTIAL } = process.env;
const clientName = process.argv[2];
const connect = clients[clientName];
const access = { endpoint: ENDPOINT, accessKeyId: ACCESS_KEY_ID, accessKeySecret: ACCESS_KEY_SECRET };
const call = connect(access);
const vpc = (action, parameters) => call("vpc", action, parameters);
const ecs = (action, parameters) => call("ecs", action, parameters);
const REQUEST_ID = /[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/;

/** That a call fails as this client's users see it. */
async function refused(promise, status, code) {
  const error = await promise.then(
    (answer) => assert.fail(`not refused: ${JSON.stringify(answer)}`),
    (failure) => failure,
  );
  assert.equal(error.code, code, error);
  if (clientName.startsWith("tea")) {
    assert.equal(error.name, "ClientError", error);
    assert.equal(error.statusCode, status, error);
    assert.match(error.data.RequestId, REQUEST_ID);
    assert.ok(error.message.startsWith(`${code}: code: ${status}, `), error);
  } else {
    assert.equal(error.name, `${code}Error`, error);
    assert.equal(error.entry.response.statusCode, status, error);
    assert.match(error.data.RequestId, REQUEST_ID);
  }
}

/** Repeats an assertion until it holds. */
async function until(assertion, limitMs = 30_000) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (Date.now() > deadline) throw failure;
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }
}

async function haVip(id) {
  const page = await vpc("DescribeHaVips", { Filter: [{ Key: "HaVipId", Value: [id] }] });
  assert.equal(page.TotalCount, 1);
  return page.HaVips.HaVip[0];
}

/** That an instance sent a gratuitous ARP request, as its host would say. */
async function announce(instanceId, vSwitchId, address) {
  const page = await ecs("DescribeInstances", { InstanceIds: JSON.stringify([instanceId]) });
  const port = page.Instances.Instance[0].NetworkInterfaces.NetworkInterface[0];
  const answer = await fetch(`${ARP_GATEWAY}/announcements`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Host-Credential": HOST_CREDENTIAL },
    body: JSON.stringify({
      hostId: HOST_ID,
      networkInterfaceId: port.NetworkInterfaceId,
      vSwitchId,
      address,
      senderMac: port.MacAddress,
    }),
  });
  assert.equal(answer.status, 202, await answer.text());
}

const name = "中文 a*b~c d+e";
const { VpcId } = await vpc("CreateVpc", { CidrBlock: "192.168.0.0/16", VpcName: name });
const vpcs = await vpc("DescribeVpcs", { VpcId });
assert.equal(vpcs.TotalCount, 1);
assert.equal(vpcs.Vpcs.Vpc[0].VpcName, name);
assert.equal(vpcs.Vpcs.Vpc[0].Status, "Available");
const { VSwitchId } = await vpc("CreateVSwitch", {
  VpcId,
  ZoneId: "cn-hangzhou-b",
  CidrBlock: "192.168.0.0/24",
});
const { SecurityGroupId } = await ecs("CreateSecurityGroup", { VpcId });

const created = await vpc("CreateHaVip", { VSwitchId, Name: name, Description: "" });
assert.match(created.IpAddress, /^192\.168\.0\.\d+$/);
const { HaVipId } = created;
const shown = await haVip(HaVipId);
assert.equal(shown.Name, name);
assert.equal(shown.Description, "");

// As large as may be, and every byte there is, so that Base64 has "+" and "/" to escape; a GET of it fits too.
const UserData = Buffer.alloc(32 * 1024, Uint8Array.from(Array(256).keys())).toString("base64");
const run = await ecs("RunInstances", {
  VSwitchId,
  SecurityGroupId,
  InstanceName: "ecs",
  UniqueSuffix: true,
  Amount: 3,
  UserData,
});
const instanceIds = run.InstanceIdSets.InstanceIdSet;
assert.equal(instanceIds.length, 3);
assert.equal((await ecs("DescribeUserData", { InstanceId: instanceIds[0] })).UserData, UserData);

const [ecs1, ecs2] = instanceIds;
for (const InstanceId of [ecs1, ecs2]) await vpc("AssociateHaVip", { HaVipId, InstanceId });
const associated = await haVip(HaVipId);
const carriers = [...associated.AssociatedInstances.associatedInstance].sort();
assert.equal(associated.Status, "InUse");
assert.deepEqual(carriers, [ecs1, ecs2].sort());
assert.equal(associated.MasterInstanceId, "");

const { AllocationId } = await vpc("AllocateEipAddress", {});
await vpc("AssociateEipAddress", { AllocationId, InstanceType: "HaVip", InstanceId: HaVipId });
const eip = (await vpc("DescribeEipAddresses", { AllocationId })).EipAddresses.EipAddress[0];
assert.equal(eip.Status, "InUse");
assert.equal(eip.InstanceType, "HaVip");
await until(async () => {
  const carrier = await haVip(HaVipId);
  assert.deepEqual(carrier.AssociatedEipAddresses.associatedEipAddresse, [eip.IpAddress]);
});

for (const master of [ecs1, ecs2]) {
  await announce(master, VSwitchId, created.IpAddress);
  await until(async () => assert.equal((await haVip(HaVipId)).MasterInstanceId, master));
}

// This waits for the other association to go, but not for longer than the clients do by themselves.
const asItComes = connect({ ...access, patient: false });
await refused(asItComes("vpc", "UnassociateHaVip", { HaVipId, InstanceId: ecs2 }), 400, "Forbidden.UnassociateMaster");
await refused(vpc("DeleteHaVip", { HaVipId }), 400, "IncorrectStatus");
await refused(vpc("DeleteHaVip", { HaVipId: "havip-none" }), 404, "InvalidHaVipId.NotFound");
await refused(vpc("CreateHaVip", { VSwitchId, IpAddress: "10.0.0.1" }), 400, "InvalidIPAddress.OutOfRange");
await refused(connect({ ...access, accessKeySecret: "another" })("vpc", "DescribeVpcs", {}), 400, "SignatureDoesNotMatch");

await vpc("UnassociateEipAddress", { AllocationId, InstanceType: "HaVip", InstanceId: HaVipId });
await vpc("ReleaseEipAddress", { AllocationId });
for (const InstanceId of [ecs1, ecs2]) await vpc("UnassociateHaVip", { HaVipId, InstanceId, Force: "True" });
await vpc("ModifyHaVipAttribute", { HaVipId, Name: "gone soon" });
const free = await haVip(HaVipId);
assert.equal(free.Name, "gone soon");
assert.equal(free.Status, "Available");
await vpc("DeleteHaVip", { HaVipId });
for (const InstanceId of instanceIds) await ecs("DeleteInstance", { InstanceId, Force: true });
await ecs("DeleteSecurityGroup", { SecurityGroupId });
await vpc("DeleteVSwitch", { VSwitchId });
await vpc("DeleteVpc", { VpcId });
await refused(vpc("DeleteHaVip", { HaVipId }), 404, "InvalidHaVipId.NotFound");
console.log(`${clientName}: everything was as it should be`);
