package io.openhavip.gateway.api;

import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.RamResource;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.ram.Authorization;
import io.openhavip.gateway.ram.Decision;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A caller's rights to the action of one request, all of its questions answered from one state: policies that change meanwhile must
 * not leave a gap between two of them. Immutable.
 */
record Permit(Authorization rights, Caller caller, Action action, InetAddress source) {

    /**
     * Asks about what the request names, in the region that it names.
     *
     * @throws ApiError {@code Forbidden.RAM} with what is missing
     */
    void require(Parameters parameters) {
        String region = Permissions.region(parameters);
        require(action.resources().apply(parameters), resource -> region);
    }

    /**
     * Asks about resources where they are.
     *
     * @param regions of each
     * @throws ApiError {@code Forbidden.RAM} with what is missing
     */
    void require(List<RamResource> resources, Function<RamResource, String> regions) {
        switch (decide(resources, regions)) {
            case Decision.Allowed allowed -> {}
            case Decision.Denied(String resource, boolean explicit) ->
                throw forbidden(
                        "User not authorized to operate on the specified resource, or this API does not support RAM.",
                        resource,
                        explicit ? "ExplicitDeny" : "ImplicitDeny");
            case Decision.Unreadable(String policy) ->
                throw forbidden(
                        "The policy " + policy + " of the user cannot be read, so that the user may do nothing until"
                                + " an operator puts it again.",
                        "*",
                        "ImplicitDeny");
        }
    }

    Decision decide(List<RamResource> resources, Function<RamResource, String> regions) {
        Map<Boolean, List<String>> names = resources.stream()
                .collect(Collectors.partitioningBy(
                        RamResource::mustBeAllowed,
                        Collectors.mapping(
                                resource -> resource.in(regions.apply(resource), caller.accountId()),
                                Collectors.toList())));
        Decision denied = rights.decideUnlessDenied(caller, action.permission(), names.get(false), source);
        return denied instanceof Decision.Allowed
                ? rights.decide(caller, action.permission(), names.get(true), source)
                : denied;
    }

    /** Whether a decision hangs on where the resources are. */
    boolean tellsRegionsApart() {
        return rights.tellsRegionsApart(caller, action.permission());
    }

    private ApiError forbidden(String message, String resource, String noPermissionType) {
        return ApiError.forbidden(
                message,
                Map.of(
                        "AuthAction",
                        action.permission(),
                        "AuthResource",
                        resource,
                        "AuthPrincipalOwnerId",
                        caller.accountId(),
                        "AuthPrincipalDisplayName",
                        caller.principal().substring(caller.principal().lastIndexOf('/') + 1),
                        "AuthPrincipalType",
                        "SubUser",
                        "PolicyType",
                        "AccountLevelIdentityBasedPolicy",
                        "NoPermissionType",
                        noPermissionType));
    }
}
