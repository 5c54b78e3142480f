package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * alicloud_security_group_rule, whose id is group:direction:protocol:ports:nic:block:policy:priority. It is created and read by the scheme
 * of the provider, and changed and deleted by HTTPS.
 */
final class SecurityGroupRuleResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String direction = arguments.text("type");
        Map<String, String> request = new LinkedHashMap<>();
        permission(direction, arguments).forEach((name, value) -> request.put("Permissions.1." + name, value));
        arguments.find("description").ifPresent(text -> request.put("Permissions.1.Description", text));
        request.put("SecurityGroupId", arguments.text("security_group_id"));
        client.goSdk(Product.ECS, "AuthorizeSecurityGroup" + suffix(direction), request);
        return String.join(
                ":",
                arguments.text("security_group_id"),
                direction,
                arguments.text("ip_protocol"),
                arguments.text("port_range"),
                "intranet",
                arguments.text("cidr_ip"),
                arguments.find("policy").orElse("accept"),
                arguments.find("priority").orElse("1"));
    }

    private static String suffix(String direction) {
        return direction.equals("egress") ? "Egress" : "";
    }

    private static Map<String, String> permission(String direction, Values arguments) {
        return new LinkedHashMap<>(Map.of(
                "IpProtocol",
                arguments.text("ip_protocol"),
                "PortRange",
                arguments.text("port_range"),
                "NicType",
                "intranet",
                "Policy",
                arguments.find("policy").orElse("accept"),
                "Priority",
                arguments.find("priority").orElse("1"),
                direction.equals("egress") ? "DestCidrIp" : "SourceCidrIp",
                arguments.text("cidr_ip")));
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        String[] parts = id.split(":");
        String block = parts[1].equals("egress") ? "DestCidrIp" : "SourceCidrIp";
        return Found.unlessGone(() -> client.goSdk(
                        Product.ECS,
                        "DescribeSecurityGroupAttribute",
                        Map.of("SecurityGroupId", parts[0], "Direction", parts[1], "NicType", parts[4])))
                .flatMap(answer -> Values.rows(answer, "Permissions", "Permission").stream()
                        .filter(rule -> says(rule, parts, block))
                        .findFirst())
                .map(rule -> Values.of(
                        "security_group_id", parts[0],
                        "type", member(rule, "Direction").asText(),
                        "ip_protocol", lower(rule, "IpProtocol"),
                        "port_range", member(rule, "PortRange").asText(),
                        "nic_type", member(rule, "NicType").asText(),
                        "policy", lower(rule, "Policy"),
                        "priority", member(rule, "Priority").asText(),
                        "cidr_ip", member(rule, block).asText(),
                        "source_group_owner_account",
                                member(rule, "SourceGroupOwnerAccount").asText(),
                        "description", member(rule, "Description").asText()));
    }

    private static boolean says(JsonNode rule, String[] parts, String block) {
        return lower(rule, "IpProtocol").equals(parts[2])
                && member(rule, "PortRange").asText().equals(parts[3])
                && member(rule, block).asText().equals(parts[5])
                && lower(rule, "Policy").equals(parts[6])
                && priority(rule).equals(parts[7]);
    }

    /** The provider's type has it as a text. */
    private static String priority(JsonNode rule) {
        JsonNode priority = member(rule, "Priority");
        if (!priority.isTextual()) {
            throw new AssertionError("Priority is no text: " + rule);
        }
        return priority.asText();
    }

    private static String lower(JsonNode rule, String name) {
        return member(rule, name).asText().toLowerCase(Locale.ROOT);
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        String direction = now.text("type");
        Map<String, String> request = permission(direction, now);
        request.put("SecurityGroupId", now.text("security_group_id"));
        request.put("Description", now.text("description"));
        client.goSdkByHttps(
                Product.ECS,
                direction.equals("egress") ? "ModifySecurityGroupEgressRule" : "ModifySecurityGroupRule",
                request);
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        String direction = state.text("type");
        Map<String, String> request = permission(direction, state);
        request.put("SecurityGroupId", state.text("security_group_id"));
        Found.unlessGone(() -> client.goSdkByHttps(Product.ECS, "RevokeSecurityGroup" + suffix(direction), request));
        StateChange.awaitGone(
                "alicloud_security_group_rule", () -> read(client, id).isPresent());
    }
}
