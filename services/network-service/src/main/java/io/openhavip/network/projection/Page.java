package io.openhavip.network.projection;

import java.util.List;

/** Some of what there is, and how much that is. */
public record Page<T>(List<T> items, long totalCount) {}
