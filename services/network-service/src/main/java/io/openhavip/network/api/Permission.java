package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.RuleDirection;
import io.openhavip.contracts.network.SecurityGroupRule;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.ResourceIds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule in the body of AuthorizeSecurityGroup, RevokeSecurityGroup and their Egress variants.
 *
 * @param cidrIp the other side's block
 * @param groupId the other side's security group
 * @param policy {@code accept} where absent
 * @param priority 1 where absent
 */
public record Permission(
        Optional<String> ipProtocol,
        Optional<String> portRange,
        Optional<String> cidrIp,
        Optional<String> ipv6CidrIp,
        Optional<String> groupId,
        Optional<String> prefixListId,
        Optional<String> policy,
        Optional<Integer> priority,
        Optional<String> description) {

    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "ICMP", "ICMPV6", "GRE", "ALL");
    private static final Set<String> WITH_PORTS = Set.of("TCP", "UDP");
    private static final String ALL_PORTS = "-1/-1";
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");
    private static final Pattern IPV4 = Pattern.compile(Parameters.IPV4 + "(/([0-9]|[12][0-9]|3[0-2]))?");
    private static final Pattern IPV6 =
            Pattern.compile("(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]+(/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?");
    private static final int LAST_PORT = 65_535;
    private static final int LAST_PRIORITY = 100;

    /**
     * The rule that it says.
     *
     * @throws Refusal {@code MissingParameter}, {@code InvalidParameter}
     */
    SecurityGroupRule rule(RuleDirection direction) {
        String protocol = Fields.required("ipProtocol", ipProtocol).toUpperCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw invalid("ipProtocol", protocol);
        }
        if (Stream.of(cidrIp, ipv6CidrIp, groupId, prefixListId)
                .allMatch(side -> side.filter(text -> !text.isBlank()).isEmpty())) {
            // One of the four is needed; the refusal names the first.
            throw Fields.missing("cidrIp");
        }
        return new SecurityGroupRule(
                ResourceIds.next("sgr"),
                direction,
                protocol,
                ports(protocol),
                block("cidrIp", cidrIp, IPV4),
                block("ipv6CidrIp", ipv6CidrIp, IPV6),
                text("groupId", groupId),
                text("prefixListId", prefixListId),
                policy(Fields.optional("policy", policy).orElse("Accept")),
                Fields.within("priority", priority.orElse(1), 1, LAST_PRIORITY),
                Fields.description("description", description, ErrorCode.INVALID_DESCRIPTION_MALFORMED));
    }

    private String ports(String protocol) {
        String range = Fields.required("portRange", portRange);
        if (!WITH_PORTS.contains(protocol)) {
            if (!range.equals(ALL_PORTS)) {
                throw invalid("portRange", range);
            }
            return range;
        }
        Matcher ports = PORTS.matcher(range);
        if (!ports.matches()) {
            throw invalid("portRange", range);
        }
        int from = Fields.within("portRange", Integer.parseInt(ports.group(1)), 1, LAST_PORT);
        Fields.within("portRange", Integer.parseInt(ports.group(2)), from, LAST_PORT);
        return range;
    }

    /** {@code Accept} or {@code Drop}, however it is capitalised. */
    static String policy(String given) {
        return List.of("Accept", "Drop").stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> invalid("policy", given));
    }

    /** A block of addresses, or one address; "" for none. */
    private static String block(String name, Optional<String> value, Pattern shape) {
        String text = text(name, value);
        if (!text.isEmpty() && !shape.matcher(text).matches()) {
            throw invalid(name, text);
        }
        return text;
    }

    private static String text(String name, Optional<String> value) {
        return Fields.optional(name, value).orElse("");
    }

    private static Refusal invalid(String name, String value) {
        return new Refusal(ErrorCode.INVALID_PARAMETER, "\"" + name + "\" cannot be " + value + ".");
    }
}
