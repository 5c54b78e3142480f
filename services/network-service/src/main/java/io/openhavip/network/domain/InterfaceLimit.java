package io.openhavip.network.domain;

/** How many network interfaces, the primary one included, an instance of a type can have (DescribeInstanceTypes, EniQuantity). */
@FunctionalInterface
public interface InterfaceLimit {

    int of(String instanceType);
}
