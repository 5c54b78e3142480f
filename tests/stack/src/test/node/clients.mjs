// Alibaba Cloud's Node clients behind one function: call(product, action, parameters) with the names of the wire. By themselves they give
// a request up after 3 s; patient ones wait longer, for busy machines.

import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const VERSIONS = { vpc: "2016-04-28", ecs: "2014-05-26" };
const REGION = "cn-hangzhou";
const PATIENCE_MS = 60_000;

/** @alicloud/vpc20160428 and ecs20140526; signs by version 3, or by version 1 where signatureAlgorithm is "v2". */
function tea(signatureAlgorithm) {
  return ({ endpoint, accessKeyId, accessKeySecret, patient = true }) => {
    const { Config } = require("@alicloud/openapi-core").$OpenApiUtil;
    const { cast } = require("@darabonba/typescript");
    const limits = patient ? { connectTimeout: PATIENCE_MS, readTimeout: PATIENCE_MS } : {};
    const access = { endpoint, accessKeyId, accessKeySecret };
    const config = new Config({ ...access, ...limits, signatureAlgorithm, protocol: "http" });
    const products = {
      vpc: require("@alicloud/vpc20160428"),
      ecs: require("@alicloud/ecs20140526"),
    };
    const clients = Object.fromEntries(
      Object.entries(products).map(([product, { default: Client }]) => [product, new Client(config)]),
    );
    return async (product, action, parameters) => {
      const Request = products[product][`${action}Request`];
      const request = cast({ RegionId: REGION, ...parameters }, new Request({}));
      const method = action[0].toLowerCase() + action.slice(1);
      const response = await clients[product][method](request);
      return response.body.toMap();
    };
  };
}

/** @alicloud/pop-core, which signs by version 1. */
function popCore(method) {
  return ({ endpoint, accessKeyId, accessKeySecret, patient = true }) => {
    const { RPCClient } = require("@alicloud/pop-core");
    const clients = Object.fromEntries(
      Object.entries(VERSIONS).map(([product, apiVersion]) => [
        product,
        new RPCClient({ endpoint: `http://${endpoint}`, accessKeyId, accessKeySecret, apiVersion }),
      ]),
    );
    const options = patient ? { method, timeout: PATIENCE_MS } : { method };
    return (product, action, parameters) =>
      clients[product].request(action, { RegionId: REGION, ...parameters }, options);
  };
}

export const clients = {
  "tea-v3": tea(undefined),
  "tea-v1": tea("v2"),
  "pop-core-get": popCore("GET"),
  "pop-core-post": popCore("POST"),
};
