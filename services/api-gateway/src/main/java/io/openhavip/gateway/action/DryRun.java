package io.openhavip.gateway.action;

import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.Map;
import java.util.Set;

/**
 * Requests that only ask whether they would be taken: {@code DryRun=true}. That they would is an error of its own, so that nobody takes
 * it for done.
 */
public final class DryRun {

    /** Those that have it in Alibaba's SDKs, of the actions that are here. */
    private static final Map<Product, Set<String>> TAKING = Map.of(
            Product.VPC,
            Set.of(
                    "CreateRouteEntry",
                    "CreateVpc",
                    "DeleteRouteEntry",
                    "DeleteVSwitch",
                    "DeleteVpc",
                    "DescribeEipAddresses",
                    "DescribeVSwitchAttributes",
                    "DescribeVSwitches",
                    "DescribeVpcAttribute",
                    "DescribeVpcs"),
            Product.ECS,
            Set.of(
                    "DeleteInstance",
                    "DeleteInstances",
                    "DescribeDisks",
                    "DescribeImages",
                    "DescribeInstances",
                    "DescribeSecurityGroups",
                    "RebootInstance",
                    "RebootInstances",
                    "RunInstances",
                    "StartInstance",
                    "StartInstances",
                    "StopInstance",
                    "StopInstances"));

    /** They have a code of their own for it. */
    private static final Set<String> BATCHES =
            Set.of("StartInstances", "StopInstances", "RebootInstances", "DeleteInstances");

    private DryRun() {}

    /** Whether a request is one. */
    public static boolean of(Parameters parameters) {
        return parameters.flag("DryRun").orElse(false);
    }

    /** Whether an action takes it; another would be done in earnest. */
    public static boolean isTakenBy(Product product, String action) {
        return TAKING.getOrDefault(product, Set.of()).contains(action);
    }

    /** The answer to one that would be taken. */
    public static ApiError passed(Action action) {
        return new ApiError(
                400,
                BATCHES.contains(action.name()) ? "DRYRUN.SUCCESS" : "DryRunOperation",
                "Request validation has been passed with DryRun flag set.");
    }
}
