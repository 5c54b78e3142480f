package io.openhavip.network.config;

import io.openhavip.network.projection.InstanceSpecification;
import java.util.Optional;

/** Specifications of instances by the catalogue. Thread-safe. */
record Specifications(Catalogue catalogue) implements InstanceSpecification.Source {

    private static final int MIB_OF_A_GIB = 1024;

    @Override
    public InstanceSpecification of(String instanceType, String imageId) {
        Optional<Catalogue.InstanceType> type =
                Optional.ofNullable(catalogue.instanceTypes().get(instanceType));
        Optional<Catalogue.Image> image = Optional.ofNullable(catalogue.images().get(imageId));
        return new InstanceSpecification(
                type.map(Catalogue.InstanceType::cpuCoreCount).orElse(0),
                type.map(each -> (int) (each.memorySize() * MIB_OF_A_GIB)).orElse(0),
                type.map(Catalogue.InstanceType::family).orElse(""),
                image.map(Catalogue.Image::osName).orElse(""),
                image.map(Catalogue.Image::osType).orElse(""));
    }
}
