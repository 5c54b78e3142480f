package io.openhavip.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How one part is. Field names are those of {@code status --json}.
 *
 * @param name part
 * @param up whether its process runs
 * @param health healthy, unhealthy, down, or why it is not run
 * @param port where it is reached
 * @param pid process id; 0 when it does not run
 * @param memoryMiB memory of its processes
 * @param log its log file
 */
@JsonPropertyOrder({"name", "up", "health", "port", "pid", "memoryMiB", "log"})
public record PartStatus(
        String name,
        boolean up,
        String health,
        int port,
        long pid,
        @JsonProperty("memoryMiB") long memoryMiB,
        String log) {

    static final String HEALTHY = "healthy";
    static final String UNHEALTHY = "unhealthy";
    static final String DOWN = "down";
    static final String NOT_RUN = "not run: ";

    /** Whether it is as it should be; a part that cannot run on this machine is. */
    boolean isFine() {
        return health.equals(HEALTHY) || health.startsWith(NOT_RUN);
    }
}
