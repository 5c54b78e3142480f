package io.openhavip.contracts;

import java.util.List;
import java.util.Optional;

/** The regions that the HAVIP guide lists. Every region is served by the one installation; zones are names only. */
public final class Regions {

    private static final String THREE_ZONES = "abc";

    public static final List<Region> ALL = List.of(
            new Region("cn-hangzhou", "China (Hangzhou)", "abcdefghijk"),
            new Region("cn-shanghai", "China (Shanghai)", "abcdefgklmn"),
            new Region("cn-nanjing", "China (Nanjing - Local Region)", THREE_ZONES),
            new Region("cn-qingdao", "China (Qingdao)", THREE_ZONES),
            new Region("cn-beijing", "China (Beijing)", "abcdefghijkl"),
            new Region("cn-zhangjiakou", "China (Zhangjiakou)", THREE_ZONES),
            new Region("cn-huhehaote", "China (Hohhot)", THREE_ZONES),
            new Region("cn-wulanchabu", "China (Ulanqab)", THREE_ZONES),
            new Region("cn-shenzhen", "China (Shenzhen)", "abcdef"),
            new Region("cn-heyuan", "China (Heyuan)", THREE_ZONES),
            new Region("cn-guangzhou", "China (Guangzhou)", THREE_ZONES),
            new Region("cn-chengdu", "China (Chengdu)", THREE_ZONES),
            new Region("cn-hongkong", "China (Hong Kong)", THREE_ZONES),
            new Region("cn-wuhan-lr", "China (Wuhan - Local Region)", THREE_ZONES),
            new Region("cn-fuzhou", "China (Fuzhou - Local Region)", THREE_ZONES),
            new Region("ap-northeast-1", "Japan (Tokyo)", THREE_ZONES),
            new Region("ap-northeast-2", "South Korea (Seoul)", THREE_ZONES),
            new Region("ap-southeast-1", "Singapore", THREE_ZONES),
            new Region("ap-southeast-3", "Malaysia (Kuala Lumpur)", THREE_ZONES),
            new Region("ap-southeast-5", "Indonesia (Jakarta)", THREE_ZONES),
            new Region("ap-southeast-6", "Philippines (Manila)", THREE_ZONES),
            new Region("ap-southeast-7", "Thailand (Bangkok)", THREE_ZONES),
            new Region("eu-central-1", "Germany (Frankfurt)", THREE_ZONES),
            new Region("eu-west-1", "UK (London)", THREE_ZONES),
            new Region("us-west-1", "US (Silicon Valley)", THREE_ZONES),
            new Region("us-east-1", "US (Virginia)", THREE_ZONES),
            new Region("me-east-1", "UAE (Dubai)", THREE_ZONES),
            new Region("me-central-1", "SAU (Riyadh - Partner Region)", THREE_ZONES));

    private Regions() {}

    public static Optional<Region> find(String regionId) {
        return ALL.stream().filter(region -> region.regionId().equals(regionId)).findFirst();
    }

    /** @throws Refusal {@code InvalidRegionId.NotFound} */
    public static Region require(String regionId) {
        return find(regionId)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_REGION_NOT_FOUND, "The specified RegionId " + regionId + " does not exist."));
    }

    /** @throws Refusal {@code InvalidZoneId.NotFound} if the region has no such zone */
    public static String requireZone(String regionId, String zoneId) {
        if (!require(regionId).zoneIds().contains(zoneId)) {
            throw new Refusal(
                    ErrorCode.INVALID_ZONE_NOT_FOUND,
                    "The specified ZoneId " + zoneId + " does not exist in the region " + regionId + ".");
        }
        return zoneId;
    }
}
