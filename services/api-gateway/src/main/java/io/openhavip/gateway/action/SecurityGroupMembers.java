package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.ECS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * JoinSecurityGroup and LeaveSecurityGroup: the security groups of an instance or a network interface are read, and then given to it
 * with one more or one less. Of two such requests about the same one at the same time the later can undo the other.
 */
final class SecurityGroupMembers {

    private record Member(Kind kind, String path, String id) {}

    private SecurityGroupMembers() {}

    static List<Action> all() {
        return List.of(
                change("JoinSecurityGroup", SecurityGroupMembers::joined),
                change("LeaveSecurityGroup", SecurityGroupMembers::left));
    }

    /** @param change the groups that there are to be, of those that there are and the one that is asked for */
    private static Action change(String name, BiFunction<List<String>, String, List<String>> change) {
        return new Action(
                name,
                Set.of(ECS),
                ECS,
                parameters -> {
                    Member member = member(parameters);
                    return List.of(
                            Kind.SECURITY_GROUP.of(parameters.require("SecurityGroupId")),
                            member.kind().of(member.id()));
                },
                new Action.Plan.Steps(
                        false,
                        (parameters, answers) -> next(parameters, answers, change),
                        (asked, answers) -> JsonNodeFactory.instance.objectNode()));
    }

    private static Optional<BackendCall> next(
            Parameters parameters, List<JsonNode> answers, BiFunction<List<String>, String, List<String>> change) {
        String group = Mapping.id(parameters, "SecurityGroupId");
        Member member = member(parameters);
        String target = member.path() + member.id();
        return switch (answers.size()) {
            case 0 -> Optional.of(new BackendCall(NETWORK, "GET", target, Optional.empty(), Optional.empty()));
            case 1 -> {
                List<String> groups = new ArrayList<>();
                answers.getFirst().path("securityGroupIds").forEach(id -> groups.add(id.asText()));
                ObjectNode body = JsonNodeFactory.instance.objectNode();
                ArrayNode wanted = body.putArray("securityGroupIds");
                change.apply(groups, group).forEach(wanted::add);
                yield Optional.of(new BackendCall(NETWORK, "PATCH", target, Optional.of(body), Optional.empty()));
            }
            default -> Optional.empty();
        };
    }

    private static Member member(Parameters parameters) {
        boolean both = parameters.find("InstanceId").isPresent()
                && parameters.find("NetworkInterfaceId").isPresent();
        if (both) {
            throw ApiError.invalid("A request can have InstanceId or NetworkInterfaceId, not both.");
        }
        return parameters.find("NetworkInterfaceId").isPresent()
                ? new Member(
                        Kind.NETWORK_INTERFACE, "/network-interfaces/", Mapping.id(parameters, "NetworkInterfaceId"))
                : new Member(Kind.INSTANCE, "/instances/", Mapping.id(parameters, "InstanceId"));
    }

    private static List<String> joined(List<String> groups, String group) {
        if (groups.contains(group)) {
            throw new ApiError(
                    403,
                    "InvalidInstanceId.AlreadyExists",
                    "The specified instance already exists in the specified security group.");
        }
        List<String> more = new ArrayList<>(groups);
        more.add(group);
        return more;
    }

    private static List<String> left(List<String> groups, String group) {
        if (!groups.contains(group)) {
            throw new ApiError(
                    404,
                    "InvalidSecurityGroupAssociation.NotFound",
                    "The specified instance is not in the specified security group.");
        }
        if (groups.size() == 1) {
            throw new ApiError(
                    403,
                    "InstanceLastSecurityGroup",
                    "The instance cannot leave the last security group that it is in.");
        }
        return groups.stream().filter(id -> !id.equals(group)).toList();
    }
}
