package org.atelier.merge.strategies.internal;

import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.atelier.merge.spi.Side;
import org.osgi.service.component.annotations.Component;

/** What A has, and nothing of the other. */
@Component(service = {FieldStrategy.class, LinkStrategy.class, ChildrenStrategy.class})
@MergeStrategy(id = "keep-a", label = "Keep A")
public final class KeepA extends KeepSide {
    public KeepA() {
        super(_ -> Side.A);
    }
}
