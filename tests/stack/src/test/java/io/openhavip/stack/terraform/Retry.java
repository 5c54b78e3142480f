package io.openhavip.stack.terraform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What the provider tries again, call by call, in the words of its code; and how long it waits in between. */
public final class Retry {

    static final List<String> CREATE_VPC = List.of("TaskConflict", "UnknownError");
    static final List<String> DELETE_VPC =
            List.of("DependencyViolation.VSwitch", "DependencyViolation.SecurityGroup", "IncorrectVpcStatus");
    static final List<String> CREATE_VSWITCH = List.of(
            "TaskConflict", "IncorrectStatus", "IncorrectVSwitchStatus", "OperationConflict", "OperationFailed.");
    static final List<String> DELETE_VSWITCH = List.of(
            "DependencyViolation",
            "DependencyViolation.HaVip",
            "IncorrectRouteEntryStatus",
            "TaskConflict",
            "InternalError");

    /** CreateHaVip, ModifyHaVipAttribute and DeleteHaVip. */
    public static final List<String> HAVIP =
            List.of("OperationConflict", "LastTokenProcessing", "IncorrectStatus", "SystemBusy", "ServiceUnavailable");

    /** AssociateHaVip and UnassociateHaVip. */
    public static final List<String> HAVIP_ATTACHMENT = List.of(
            "IncorrectInstanceStatus",
            "IncorrectHaVipStatus",
            "InvalidVip.Status",
            "OperationConflict",
            "LastTokenProcessing",
            "IncorrectStatus",
            "SystemBusy",
            "ServiceUnavailable");

    public static final List<String> ASSOCIATE_EIP = List.of(
            "TaskConflict",
            "OperationConflict",
            "IncorrectStatus",
            "ServiceUnavailable",
            "SystemBusy",
            "LastTokenProcessing",
            "IncorrectEipStatus",
            "InvalidBindingStatus",
            "IncorrectInstanceStatus",
            "IncorrectStatus.NatGateway",
            "InvalidStatus.");
    static final List<String> UNASSOCIATE_EIP = Stream.concat(
                    ASSOCIATE_EIP.stream(), Stream.of("IncorrectHaVipStatus", "InvalidIpStatus.HasBeenUsedBy"))
            .toList();
    static final List<String> RELEASE_EIP = List.of("IncorrectEipStatus");
    static final List<String> RUN_INSTANCES = List.of("IncorrectVSwitchStatus");
    static final List<String> DELETE_INSTANCE = List.of(
            "IncorrectInstanceStatus",
            "DependencyViolation.RouteEntry",
            "IncorrectInstanceStatus.Initializing",
            "Throttling",
            "LastTokenProcessing");
    static final List<String> DELETE_SECURITY_GROUP = List.of("DependencyViolation");
    static final List<String> CREATE_ROUTE_ENTRY = List.of("IncorrectHaVipStatus", "TaskConflict");
    static final List<String> NONE = List.of();

    /** Default timeout of a HAVIP, an attachment and an association. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(3);
    private static final Duration LONGER_EACH_TIME = Duration.ofSeconds(5);

    private Retry() {}

    /**
     * Calls until it is answered with something else than a code to try again after.
     *
     * @throws ApiFailure the first other refusal, or the last one when the time is over
     */
    public static <T> T call(List<String> retryable, Callable<T> call) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                return call.call();
            } catch (ApiFailure failure) {
                if (!(failure.needsRetry() || failure.isOneOf(retryable)) || System.nanoTime() > deadline) {
                    throw failure;
                }
                pause(wait);
                wait = wait.plus(LONGER_EACH_TIME);
            } catch (RuntimeException fault) {
                throw fault;
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        }
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
