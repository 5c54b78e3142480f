package io.openhavip.contracts.network;

/**
 * How an instance would be charged. Nothing is charged here; clients read back what they gave.
 *
 * @param instanceChargeType {@code PostPaid} or {@code PrePaid}
 * @param spotStrategy {@code NoSpot}, {@code SpotWithPriceLimit} or {@code SpotAsPriceGo}
 * @param internetChargeType {@code PayByTraffic} or {@code PayByBandwidth}
 * @param internetMaxBandwidthOut in Mbit/s
 */
public record InstanceBilling(
        String instanceChargeType, String spotStrategy, String internetChargeType, int internetMaxBandwidthOut) {}
