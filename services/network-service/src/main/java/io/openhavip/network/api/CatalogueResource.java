package io.openhavip.network.api;

import io.openhavip.contracts.Region;
import io.openhavip.contracts.Regions;
import io.openhavip.network.config.Catalogue;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.service.api.Paging;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What there is to choose from: regions, zones, instance types, images. The same for every account. */
@Path("/")
public class CatalogueResource {

    /** A region as it is answered. */
    public record RegionView(String regionId, String localName, String regionEndpoint, String status) {}

    public record RegionList(List<RegionView> regions) {}

    /** A zone as it is answered. */
    public record ZoneView(String zoneId, String localName, String regionId) {}

    public record ZoneList(List<ZoneView> zones) {}

    /**
     * An instance type as it is answered.
     *
     * @param memorySize in GiB
     * @param eniQuantity network interfaces, the primary one included
     */
    public record InstanceTypeView(
            String instanceTypeId,
            String instanceTypeFamily,
            int cpuCoreCount,
            double memorySize,
            int eniQuantity,
            String cpuArchitecture) {}

    public record InstanceTypeList(List<InstanceTypeView> instanceTypes) {}

    /**
     * An image as it is answered.
     *
     * @param size in GiB
     */
    public record ImageView(
            String imageId,
            String imageName,
            String imageOwnerAlias,
            String status,
            String osType,
            String osName,
            String platform,
            String architecture,
            int size) {}

    public record ImageList(List<ImageView> images, long totalCount, int pageNumber, int pageSize) {}

    private final Catalogue catalogue;
    private final NetworkConfiguration configuration;

    CatalogueResource(Catalogue catalogue, NetworkConfiguration configuration) {
        this.catalogue = catalogue;
        this.configuration = configuration;
    }

    @GET
    @Path("regions")
    public RegionList regions() {
        return new RegionList(Regions.ALL.stream()
                .map(region ->
                        new RegionView(region.regionId(), region.localName(), region.regionEndpoint(), "available"))
                .toList());
    }

    /** Zones of a region. */
    @GET
    @Path("zones")
    public ZoneList zones(@QueryParam("regionId") Optional<String> regionId) {
        Region region = Regions.require(regionId.orElse(configuration.defaultRegionId()));
        return new ZoneList(region.zoneIds().stream()
                .map(zoneId -> new ZoneView(zoneId, region.localName() + " Zone " + letter(zoneId), region.regionId()))
                .toList());
    }

    private static char letter(String zoneId) {
        return Character.toUpperCase(zoneId.charAt(zoneId.length() - 1));
    }

    @GET
    @Path("instance-types")
    public InstanceTypeList instanceTypes(
            @QueryParam("instanceTypeId") List<String> ids, @QueryParam("instanceTypeFamily") Optional<String> family) {
        return new InstanceTypeList(catalogue.instanceTypes().entrySet().stream()
                .filter(type -> ids.isEmpty() || ids.contains(type.getKey()))
                .filter(type -> family.map(type.getValue().family()::equals).orElse(true))
                .map(type -> view(type.getKey(), type.getValue()))
                .sorted(Comparator.comparing(InstanceTypeView::instanceTypeId))
                .toList());
    }

    private static InstanceTypeView view(String id, Catalogue.InstanceType type) {
        return new InstanceTypeView(
                id, type.family(), type.cpuCoreCount(), type.memorySize(), type.eniQuantity(), type.cpuArchitecture());
    }

    @GET
    @Path("images")
    public ImageList images(
            @QueryParam("imageId") List<String> ids,
            @QueryParam("imageName") Optional<String> imageName,
            @QueryParam("osType") Optional<String> osType,
            @QueryParam("architecture") Optional<String> architecture,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize) {
        Paging page = Paging.of(pageNumber, pageSize);
        List<ImageView> all = catalogue.images().entrySet().stream()
                .filter(image -> ids.isEmpty() || ids.contains(image.getKey()))
                .map(image -> view(image.getKey(), image.getValue()))
                .filter(image -> imageName
                        .map(pattern -> named(pattern, image.imageName()))
                        .orElse(true))
                .filter(image -> osType.map(image.osType()::equals).orElse(true))
                .filter(image -> architecture.map(image.architecture()::equals).orElse(true))
                .sorted(Comparator.comparing(ImageView::imageId))
                .toList();
        return new ImageList(
                all.stream().skip(page.offset()).limit(page.size()).toList(), all.size(), page.number(), page.size());
    }

    /** Without backtracking: each part is looked for once, behind the one before. @param pattern {@code *} stands for any text */
    static boolean named(String pattern, String name) {
        List<String> parts = List.of(pattern.split("\\*", -1));
        if (parts.size() == 1) {
            return name.equals(pattern);
        }
        String last = parts.getLast();
        if (!name.startsWith(parts.getFirst())
                || !name.endsWith(last)
                || name.length() < parts.getFirst().length() + last.length()) {
            return false;
        }
        int from = parts.getFirst().length();
        int end = name.length() - last.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = name.indexOf(part, from);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }

    private static ImageView view(String id, Catalogue.Image image) {
        return new ImageView(
                id,
                id,
                "system",
                "Available",
                image.osType(),
                image.osName(),
                image.platform(),
                image.architecture(),
                image.size());
    }
}
