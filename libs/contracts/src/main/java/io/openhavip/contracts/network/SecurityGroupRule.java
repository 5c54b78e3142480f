package io.openhavip.contracts.network;

/**
 * A rule of a security group, a record only: the data plane lets all traffic through.
 *
 * @param securityGroupRuleId {@code sgr-…}
 * @param ipProtocol TCP, UDP, ICMP, ICMPv6, GRE or ALL
 * @param portRange {@code from/to}, or {@code -1/-1} for all
 * @param cidrIp the other side's block: of ingress the source's, of egress the destination's; or empty
 * @param ipv6CidrIp likewise, IPv6
 * @param groupId the other side's security group, or empty
 * @param prefixListId the other side's prefix list, or empty
 * @param policy {@code Accept} or {@code Drop}
 * @param priority 1, which comes first, to 100
 */
public record SecurityGroupRule(
        String securityGroupRuleId,
        RuleDirection direction,
        String ipProtocol,
        String portRange,
        String cidrIp,
        String ipv6CidrIp,
        String groupId,
        String prefixListId,
        String policy,
        int priority,
        String description) {}
