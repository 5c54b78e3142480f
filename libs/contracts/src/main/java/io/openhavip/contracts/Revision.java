package io.openhavip.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which shape of a message this record is; 1 where it is absent. A record whose new component has no value in what was written before
 * gets the next revision, and a step that makes the old JSON the new ({@code Upcasters} in libs/messaging).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Revision {
    int value();
}
