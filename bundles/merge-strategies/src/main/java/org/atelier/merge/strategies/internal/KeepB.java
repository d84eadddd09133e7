package org.atelier.merge.strategies.internal;

import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.atelier.merge.spi.Side;
import org.osgi.service.component.annotations.Component;

/** What B has, and nothing of the other. */
@Component(service = {FieldStrategy.class, LinkStrategy.class, ChildrenStrategy.class})
@MergeStrategy(id = "keep-b", label = "Keep B")
public final class KeepB extends KeepSide {
    public KeepB() {
        super(_ -> Side.B);
    }
}
