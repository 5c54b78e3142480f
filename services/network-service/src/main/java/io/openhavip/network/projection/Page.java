package io.openhavip.network.projection;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param totalCount how many match in all
 */
public record Page<T>(List<T> items, long totalCount) {}
