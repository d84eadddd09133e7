package org.atelier.merge.strategies.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.atelier.merge.spi.ReferenceFate;
import org.atelier.merge.spi.ReferenceQuestion;
import org.atelier.merge.spi.ReferenceStrategy;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.osgi.service.component.annotations.Component;

/**
 * What either side has: the union of links, all children (the engine folds equal ones), every reference; prose one
 * below the other. Other fields have no meaningful "both", so it is not offered there.
 */
@Component
@MergeStrategy(id = "combine", label = "Combine both")
public final class Combine implements FieldStrategy, LinkStrategy, ChildrenStrategy, ReferenceStrategy {
    private static final String BETWEEN = "\n\n";

    @Override
    public boolean appliesTo(FieldDescriptor field) {
        return field.prose();
    }

    /** Paragraphs of the base, then those of the other that are not among them: combining again adds nothing. */
    @Override
    public Choice decide(FieldQuestion question) {
        var first = question.of(question.base());
        var second = question.of(question.base().other());
        if (second.isBlank()) {
            return new Choice.Keep(question.base());
        }
        if (first.isBlank()) {
            return new Choice.Keep(question.base().other());
        }
        var paragraphs = new LinkedHashSet<>(paragraphs(first));
        if (!paragraphs.addAll(paragraphs(second))) {
            return new Choice.Keep(question.base());
        }
        var combined = new ArrayList<String>(paragraphs);
        return new Choice.Combine(new Value.Text(String.join(BETWEEN, combined)));
    }

    private static List<String> paragraphs(Value value) {
        return List.of(value.words().strip().split("\\R\\s*\\R"));
    }

    @Override
    public Set<Target> decide(LinkQuestion question) {
        return question.both();
    }

    @Override
    public List<ChildFate> decide(ChildrenQuestion question) {
        return question.children()
                .<ChildFate>map(child -> new ChildFate.Keep(child.id()))
                .toList();
    }

    @Override
    public List<ReferenceFate> decide(ReferenceQuestion question) {
        return question.rows()
                .<ReferenceFate>map(row -> new ReferenceFate.Repoint(row.id()))
                .toList();
    }
}
