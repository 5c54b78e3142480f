package io.openhavip.gateway.ram;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * One statement of a policy.
 *
 * @param allow {@code Effect} is Allow; else Deny
 * @param actions patterns of {@code Action}, for example {@code vpc:Describe*}; in any case
 * @param otherThanActions whether they are those of {@code NotAction}
 * @param resources patterns of {@code Resource}
 * @param fromWithin {@code IpAddress} on {@code acs:SourceIp}: one of them; none: any
 * @param fromOutside {@code NotIpAddress} on {@code acs:SourceIp}: none of them
 */
record Statement(
        boolean allow,
        List<String> actions,
        boolean otherThanActions,
        List<String> resources,
        List<AddressRange> fromWithin,
        List<AddressRange> fromOutside) {

    boolean appliesTo(String action, String resource, InetAddress source) {
        return namesAction(action)
                && resources.stream().anyMatch(pattern -> new ResourcePattern(pattern).matches(resource, !allow))
                && (fromWithin.isEmpty() || fromWithin.stream().anyMatch(range -> range.contains(source)))
                && fromOutside.stream().noneMatch(range -> range.contains(source));
    }

    /** Whether the region of what an action is about matters to it. */
    boolean tellsRegionsApart(String action) {
        return namesAction(action)
                && resources.stream().anyMatch(pattern -> new ResourcePattern(pattern).namesRegion());
    }

    private boolean namesAction(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        return otherThanActions
                != actions.stream().anyMatch(pattern -> Wildcards.match(pattern.toLowerCase(Locale.ROOT), lower));
    }
}
