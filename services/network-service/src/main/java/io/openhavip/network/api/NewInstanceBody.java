package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.InstanceAttributes;
import io.openhavip.contracts.network.InstanceBilling;
import io.openhavip.contracts.network.InstanceHardware;
import io.openhavip.contracts.network.InstanceHardware.SystemDisk;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.EcsNames;
import io.openhavip.network.domain.InstanceRequest.NewInstance;
import io.openhavip.network.domain.InstanceRequest.RunInstances;
import io.openhavip.network.process.Placement;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.ResourceIds;
import io.openhavip.service.api.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Body of RunInstances.
 *
 * @param hostId not Alibaba's: the host to place them on
 * @param privateIpAddress with several instances the first of consecutive ones
 * @param userData Base64
 * @param uniqueSuffix whether names of several instances end in 001, 002, …
 */
public record NewInstanceBody(
        Optional<String> vSwitchId,
        Optional<Integer> amount,
        Optional<String> instanceName,
        Optional<String> hostName,
        Optional<String> description,
        Optional<Boolean> uniqueSuffix,
        Optional<String> hostId,
        Optional<String> privateIpAddress,
        Optional<String> instanceType,
        Optional<String> imageId,
        Optional<String> keyPairName,
        Optional<String> systemDiskCategory,
        Optional<Integer> systemDiskSize,
        Optional<String> userData,
        Optional<List<String>> securityGroupIds,
        Optional<String> deploymentSetId,
        Optional<String> instanceChargeType,
        Optional<String> spotStrategy,
        Optional<String> internetChargeType,
        Optional<Integer> internetMaxBandwidthOut,
        Optional<Boolean> deletionProtection,
        Optional<String> resourceGroupId,
        Optional<List<Tags.NewTag>> tags) {

    /** Instances that one request may create (RunInstances, Amount). */
    static final int MOST_AT_ONCE = 100;

    private static final int LONGEST_IMAGE_OR_KEY = 128;
    private static final int MOST_BANDWIDTH = 100;
    private static final int LEAST_DISK = 20;
    private static final int MOST_DISK = 2048;
    private static final int DEFAULT_DISK = 40;

    /** Makes the body a command. */
    @ApplicationScoped
    static class Reader {

        private final NetworkConfiguration configuration;
        private final Placement placement;

        Reader(NetworkConfiguration configuration, Placement placement) {
            this.configuration = configuration;
            this.placement = placement;
        }

        /** @throws Refusal if a value is not allowed */
        RunInstances read(NewInstanceBody body, String accountId) throws SQLException {
            return new RunInstances(
                    accountId,
                    Fields.required("vSwitchId", body.vSwitchId),
                    body.instances(),
                    Fields.optional("privateIpAddress", body.privateIpAddress),
                    body.hardware(configuration),
                    body.billing(),
                    Fields.optional("deploymentSetId", body.deploymentSetId),
                    Tags.of(body.tags),
                    placement.candidates(Fields.optional("hostId", body.hostId)));
        }
    }

    private List<NewInstance> instances() {
        int count = Fields.within("amount", amount.orElse(1), 1, MOST_AT_ONCE);
        boolean suffixes = count > 1 && uniqueSuffix.orElse(false);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> instance(suffixes ? text -> text + "%03d".formatted(number) : text -> text))
                .toList();
    }

    private NewInstance instance(UnaryOperator<String> suffix) {
        String instanceId = ResourceIds.next("i");
        return new NewInstance(
                instanceId,
                ResourceIds.next("eni"),
                new InstanceAttributes(
                        instanceName
                                .map(suffix)
                                .map(text ->
                                        EcsNames.name("instanceName", text, ErrorCode.INVALID_INSTANCE_NAME_MALFORMED))
                                .orElse(instanceId),
                        hostName.map(EcsNames::hostName)
                                .map(suffix)
                                .map(EcsNames::hostName)
                                .orElse(EcsNames.defaultHostName(instanceId)),
                        EcsNames.description(description.orElse("")),
                        EcsNames.userData(userData.orElse("")),
                        Listing.securityGroupIds(securityGroupIds.orElse(List.of())),
                        deletionProtection.orElse(false),
                        resourceGroupId.map(Parameters::resourceGroup).orElse("")));
    }

    private InstanceHardware hardware(NetworkConfiguration configuration) {
        return new InstanceHardware(
                Fields.optional("instanceType", instanceType).orElse(configuration.defaultInstanceType()),
                given("imageId", imageId).orElse(configuration.defaultImageId()),
                given("keyPairName", keyPairName).orElse(""),
                new SystemDisk(
                        Fields.optional("systemDiskCategory", systemDiskCategory)
                                .orElse("cloud_essd"),
                        Fields.within("systemDiskSize", systemDiskSize.orElse(DEFAULT_DISK), LEAST_DISK, MOST_DISK)));
    }

    private static Optional<String> given(String name, Optional<String> value) {
        return value.map(text -> Fields.text(name, Optional.of(text), LONGEST_IMAGE_OR_KEY));
    }

    private InstanceBilling billing() {
        return new InstanceBilling(
                oneOf("instanceChargeType", instanceChargeType.orElse("PostPaid"), Set.of("PostPaid", "PrePaid")),
                oneOf(
                        "spotStrategy",
                        spotStrategy.orElse("NoSpot"),
                        Set.of("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo")),
                oneOf(
                        "internetChargeType",
                        internetChargeType.orElse("PayByTraffic"),
                        Set.of("PayByTraffic", "PayByBandwidth")),
                Fields.within("internetMaxBandwidthOut", internetMaxBandwidthOut.orElse(0), 0, MOST_BANDWIDTH));
    }

    /** The value as it is, if it is allowed. */
    static String oneOf(String name, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"" + name + "\" is " + value + "; it must be one of "
                            + String.join(", ", allowed.stream().sorted().toList()) + ".");
        }
        return value;
    }
}
