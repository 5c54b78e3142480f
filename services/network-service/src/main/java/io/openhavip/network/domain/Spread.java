package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.DeploymentStrategy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which host a deployment set's next instance is placed on. Pure. */
public final class Spread {

    private Spread() {}

    /**
     * The host for one more instance of a set. Of equally good hosts the first is taken, so the caller lists those first that it would
     * rather have used, for example the least loaded.
     *
     * <ul>
     *   <li>{@code Availability}: the host with the fewest instances of the set, none with more than {@code mostOnHost};
     *   <li>{@code AvailabilityGroup}: the host with the fewest instances of the set, however many;
     *   <li>{@code LowLatency}: the host with the most.
     * </ul>
     *
     * @param hosts the hosts that there are
     * @param membersByHost how many instances of the set each host has; absent is none
     * @param mostOnHost how many a host may have under {@code Availability}, 1 unless configured otherwise
     * @throws Refusal {@code QuotaExceed.DeploymentSetInstanceQuotaFull} if no host may take one more
     */
    public static String choose(
            List<String> hosts, Map<String, Integer> membersByHost, DeploymentStrategy strategy, int mostOnHost) {
        Comparator<String> fewest = Comparator.comparingInt(host -> membersByHost.getOrDefault(host, 0));
        return switch (strategy) {
            case Availability ->
                hosts.stream()
                        .filter(host -> membersByHost.getOrDefault(host, 0) < mostOnHost)
                        .min(fewest)
                        .orElseThrow(() -> full(hosts.size(), mostOnHost));
            case AvailabilityGroup -> hosts.stream().min(fewest).orElseThrow(() -> full(0, mostOnHost));
            case LowLatency -> hosts.stream().min(fewest.reversed()).orElseThrow(() -> full(0, mostOnHost));
        };
    }

    private static Refusal full(int hosts, int mostOnHost) {
        return new Refusal(
                ErrorCode.DEPLOYMENT_SET_FULL,
                "The deployment set has " + mostOnHost + " instances on each of the " + hosts + " hosts.");
    }
}
