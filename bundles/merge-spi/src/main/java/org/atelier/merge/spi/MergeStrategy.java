package org.atelier.merge.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties that name a strategy: put it beside {@code @Component} on the class. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface MergeStrategy {
    /** Precedes every property's name, so that {@link #id()} is the service property {@code atelier.merge.id}. */
    String PREFIX_ = "atelier.merge.";

    /** What choices call it, such as {@code keep-a}. Where two share an id, the higher service ranking wins. */
    String id();

    /** What people read on the form, such as {@code Keep A}. */
    String label();

    /**
     * The fields or relations it is for, such as {@code event.tags}; none means every one of the strategy's kind.
     */
    String[] only() default {};
}
