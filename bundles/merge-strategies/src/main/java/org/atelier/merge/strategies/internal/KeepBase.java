package org.atelier.merge.strategies.internal;

import java.util.function.UnaryOperator;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.osgi.service.component.annotations.Component;

/** What the surviving record has, whichever it is, and nothing of the other. */
@Component(service = {FieldStrategy.class, LinkStrategy.class, ChildrenStrategy.class})
@MergeStrategy(id = "keep-base", label = "Keep the base's")
public final class KeepBase extends KeepSide {
    public KeepBase() {
        super(UnaryOperator.identity());
    }
}
