package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Shape.constant;
import static io.openhavip.gateway.action.Shape.ecsTags;
import static io.openhavip.gateway.action.Shape.made;
import static io.openhavip.gateway.action.Shape.minute;
import static io.openhavip.gateway.action.Shape.number;
import static io.openhavip.gateway.action.Shape.objects;
import static io.openhavip.gateway.action.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Security groups and their rules, as records. */
final class SecurityGroupActions {

    private static final Shape SECURITY_GROUP = Shape.of(
            text("SecurityGroupId", "securityGroupId"),
            text("SecurityGroupName", "securityGroupName"),
            text("Description", "description"),
            text("SecurityGroupType", "securityGroupType"),
            text("VpcId", "vpcId"),
            text("ResourceGroupId", "resourceGroupId"),
            minute("CreationTime", "creationTime"),
            number("RuleCount", "ruleCount"),
            made(
                    "EcsCount",
                    group -> JsonNodeFactory.instance.numberNode(
                            group.path("memberIds").size())),
            constant("ServiceManaged", false),
            ecsTags());

    /** The other side is the source of what comes in and the destination of what goes out. */
    private static final Shape RULE = Shape.of(
            text("SecurityGroupRuleId", "securityGroupRuleId"),
            text("Direction", "direction"),
            text("IpProtocol", "ipProtocol"),
            text("PortRange", "portRange"),
            side("SourceCidrIp", "ingress", "cidrIp"),
            side("DestCidrIp", "egress", "cidrIp"),
            side("Ipv6SourceCidrIp", "ingress", "ipv6CidrIp"),
            side("Ipv6DestCidrIp", "egress", "ipv6CidrIp"),
            side("SourceGroupId", "ingress", "groupId"),
            side("DestGroupId", "egress", "groupId"),
            constant("SourceGroupOwnerAccount", ""),
            constant("DestGroupOwnerAccount", ""),
            side("SourcePrefixListId", "ingress", "prefixListId"),
            side("DestPrefixListId", "egress", "prefixListId"),
            constant("NicType", "intranet"),
            text("Policy", "policy"),
            text("Priority", "priority"),
            text("Description", "description"));

    private SecurityGroupActions() {}

    static List<Action> all() {
        return List.of(
                InItsRegion.VPC.of(Mapping.of("CreateSecurityGroup", NETWORK, "POST /security-groups", ECS)
                        .required("VpcId", "vpcId")
                        .alsoAbout(Kind.VPC_ITSELF, "VpcId")
                        .optional("SecurityGroupName", "securityGroupName")
                        .optional("Description", "description")
                        .optional("SecurityGroupType", "securityGroupType")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(text("SecurityGroupId", "securityGroupId")))),
                Mapping.of("DeleteSecurityGroup", NETWORK, "DELETE /security-groups/{SecurityGroupId}", ECS)
                        .answers(Shape.empty()),
                Mapping.of("DescribeSecurityGroups", NETWORK, "GET /security-groups", ECS)
                        .query("RegionId", "regionId")
                        .queryFrom(
                                parameters -> Stream.concat(
                                                parameters.list("SecurityGroupId").stream(),
                                                JsonList.of(parameters, "SecurityGroupIds").stream())
                                        .toList(),
                                "securityGroupId")
                        .query("VpcId", "vpcId")
                        .query("SecurityGroupName", "securityGroupName")
                        .query("ResourceGroupId", "resourceGroupId")
                        .queryTags("Tag")
                        .filteredOnlyAs("NetworkType", "vpc")
                        .filteredOnlyAs("ServiceManaged", "false")
                        .filteredOnlyAs("FuzzyQuery", "false")
                        .notFilteredBy("SecurityGroupType")
                        .pageOrToken()
                        .answers(Shape.pageWithToken(
                                "SecurityGroups", "SecurityGroup", "securityGroups", SECURITY_GROUP)),
                Mapping.of("ModifySecurityGroupAttribute", NETWORK, "PATCH /security-groups/{SecurityGroupId}", ECS)
                        .optional("SecurityGroupName", "securityGroupName")
                        .clearable("Description", "description")
                        .answers(Shape.empty()),
                describe("ModifySecurityGroupRule", "ingress", "Source"),
                describe("ModifySecurityGroupEgressRule", "egress", "Dest"),
                rules("AuthorizeSecurityGroup", "ingress", "", "Source"),
                rules("AuthorizeSecurityGroupEgress", "egress", "", "Dest"),
                rules("RevokeSecurityGroup", "ingress", "/revoke", "Source"),
                rules("RevokeSecurityGroupEgress", "egress", "/revoke", "Dest"),
                Mapping.of("ModifySecurityGroupPolicy", NETWORK, "POST /security-groups/{SecurityGroupId}/policy", ECS)
                        .required("InnerAccessPolicy", "innerAccessPolicy")
                        .answers(Shape.empty()),
                new Action(
                        "DescribeSecurityGroupAttribute",
                        Set.of(ECS),
                        ECS,
                        SecurityGroupActions::group,
                        Action.Plan.Steps.of(
                                true,
                                List.of(SecurityGroupActions::itself, SecurityGroupActions::itsRules),
                                SecurityGroupActions::attribute)));
    }

    /** Rules are given one by one in the request itself, or several under {@code Permissions.N}; also by their ids when revoked. */
    private static Action rules(String name, String direction, String revoke, String side) {
        return new Action(
                name,
                Set.of(ECS),
                ECS,
                SecurityGroupActions::group,
                new Action.Plan.Translated(
                        parameters -> {
                            String group = Mapping.id(parameters, "SecurityGroupId");
                            List<String> ids = parameters.list("SecurityGroupRuleId");
                            Mapping.requireAtMost(Mapping.MOST_GROUPS, ids, "SecurityGroupRuleId");
                            if (!revoke.isEmpty() && !ids.isEmpty()) {
                                return new BackendCall(
                                        NETWORK,
                                        "DELETE",
                                        ids.stream()
                                                .map(id -> "securityGroupRuleId=" + UrlEncoding.encode(id))
                                                .collect(Collectors.joining(
                                                        "&", "/security-groups/" + group + "/rules?", "")),
                                        Optional.empty(),
                                        Optional.empty());
                            }
                            ObjectNode body = JsonNodeFactory.instance.objectNode();
                            ArrayNode permissions = body.putArray("permissions");
                            List<Parameters> several = Mapping.groups(parameters, "Permissions");
                            (several.isEmpty() ? List.of(parameters) : several)
                                    .forEach(one -> permissions.add(permission(one, side)));
                            return new BackendCall(
                                    NETWORK,
                                    "POST",
                                    "/security-groups/" + group + "/rules/" + direction + revoke,
                                    Optional.of(body),
                                    parameters.find("ClientToken"));
                        },
                        Shape.empty()));
    }

    /** The rule that says the same gets the description; which rule it is, its id alone does not tell here. */
    private static Action describe(String name, String direction, String side) {
        return new Action(
                name,
                Set.of(ECS),
                ECS,
                SecurityGroupActions::group,
                new Action.Plan.Translated(
                        parameters -> new BackendCall(
                                NETWORK,
                                "PATCH",
                                "/security-groups/" + Mapping.id(parameters, "SecurityGroupId") + "/rules/" + direction,
                                Optional.of(permission(parameters, side)),
                                parameters.find("ClientToken")),
                        Shape.empty()));
    }

    private static List<RamResource> group(Parameters parameters) {
        return List.of(Kind.SECURITY_GROUP.of(parameters.require("SecurityGroupId")));
    }

    private static ObjectNode permission(Parameters from, String side) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        Map.of(
                        "IpProtocol",
                        "ipProtocol",
                        "PortRange",
                        "portRange",
                        side + "CidrIp",
                        "cidrIp",
                        "Ipv6" + side + "CidrIp",
                        "ipv6CidrIp",
                        side + "GroupId",
                        "groupId",
                        side + "PrefixListId",
                        "prefixListId",
                        "Policy",
                        "policy",
                        "Description",
                        "description")
                .forEach((parameter, field) -> from.find(parameter).ifPresent(value -> rule.put(field, value)));
        Mapping.number(from, "Priority").ifPresent(priority -> rule.put("priority", priority));
        return rule;
    }

    private static BackendCall itself(Parameters parameters) {
        return read("/security-groups/" + Mapping.id(parameters, "SecurityGroupId"));
    }

    private static BackendCall itsRules(Parameters parameters) {
        String direction = parameters
                .find("Direction")
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> !text.equals("all"))
                .map(text -> "?direction=" + UrlEncoding.encode(text))
                .orElse("");
        return read("/security-groups/" + Mapping.id(parameters, "SecurityGroupId") + "/rules" + direction);
    }

    private static BackendCall read(String target) {
        return new BackendCall(NETWORK, "GET", target, Optional.empty(), Optional.empty());
    }

    private static ObjectNode attribute(Asked asked, List<JsonNode> answers) {
        ObjectNode answer = Shape.of(
                        text("SecurityGroupId", "securityGroupId"),
                        text("SecurityGroupName", "securityGroupName"),
                        text("Description", "description"),
                        text("VpcId", "vpcId"),
                        text("RegionId", "regionId"),
                        text("InnerAccessPolicy", "innerAccessPolicy"),
                        Shape.nothing("SnapshotPolicyIds", "SnapshotPolicyId"),
                        constant("NextToken", ""))
                .apply(answers.get(0));
        answer.set(
                "Permissions",
                Shape.of(objects("Permissions", "Permission", "rules", RULE))
                        .apply(answers.get(1))
                        .get("Permissions"));
        return answer;
    }

    private static Shape.Member side(String name, String direction, String path) {
        return made(
                name,
                rule -> JsonNodeFactory.instance.textNode(
                        rule.path("direction").asText().equals(direction)
                                ? rule.path(path).asText()
                                : ""));
    }
}
