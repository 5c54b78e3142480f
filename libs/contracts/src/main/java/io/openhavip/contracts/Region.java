package io.openhavip.contracts;

import java.util.List;

/**
 * A region of the HAVIP guide.
 *
 * @param regionId for example {@code cn-hangzhou}
 * @param localName its English name
 * @param zones the last letters of its zones' ids
 */
public record Region(String regionId, String localName, String zones) {

    /** Ids of its zones: a letter after a dash, but without one where the region's id ends with a number. */
    public List<String> zoneIds() {
        String dash = Character.isDigit(regionId.charAt(regionId.length() - 1)) ? "" : "-";
        return zones.chars().mapToObj(letter -> regionId + dash + (char) letter).toList();
    }

    /** Where Alibaba Cloud serves it, as DescribeRegions answers. */
    public String regionEndpoint() {
        return "vpc." + regionId + ".aliyuncs.com";
    }
}
