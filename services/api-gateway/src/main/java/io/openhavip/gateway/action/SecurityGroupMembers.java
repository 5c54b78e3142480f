package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.ECS;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** JoinSecurityGroup and LeaveSecurityGroup, of an instance or a network interface, whichever a request names. */
final class SecurityGroupMembers {

    private record Member(Kind kind, String path, String id) {

        String groups() {
            return path + id + "/security-groups";
        }
    }

    private SecurityGroupMembers() {}

    static List<Action> all() {
        return List.of(
                action("JoinSecurityGroup", SecurityGroupMembers::join),
                action("LeaveSecurityGroup", SecurityGroupMembers::leave));
    }

    private static Action action(String name, Function<Parameters, BackendCall> call) {
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
                new Action.Plan.Translated(call, Shape.empty()));
    }

    private static BackendCall join(Parameters parameters) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("securityGroupId", Mapping.id(parameters, "SecurityGroupId"));
        return new BackendCall(NETWORK, "POST", member(parameters).groups(), Optional.of(body), Optional.empty());
    }

    private static BackendCall leave(Parameters parameters) {
        return new BackendCall(
                NETWORK,
                "DELETE",
                member(parameters).groups() + "/" + Mapping.id(parameters, "SecurityGroupId"),
                Optional.empty(),
                Optional.empty());
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
}
