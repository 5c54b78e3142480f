package io.openhavip.contracts.network;

/** Which way the traffic of a security group rule goes, spelled as DescribeSecurityGroupAttribute spells it. */
public enum RuleDirection {
    ingress,
    egress
}
