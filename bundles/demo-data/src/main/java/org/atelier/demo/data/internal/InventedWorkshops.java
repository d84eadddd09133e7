package org.atelier.demo.data.internal;

import org.atelier.demo.data.DemoData;
import org.atelier.domain.Dataset;
import org.osgi.service.component.annotations.Component;

/** Puts the invented rows together: vocabulary, people, events, what people did at them, and the planted duplicates. */
@Component
public final class InventedWorkshops implements DemoData {
    /** Any number would do; another one makes another world. */
    private static final long SEED = 20_160_406;

    @Override
    public Dataset rows() {
        var rows = new Dataset();
        var dice = new Dice(SEED);
        Vocabulary.add(rows);
        var people = People.add(rows, dice);
        var events = Events.add(rows, dice, people);
        PlantedDuplicates.add(rows, people);
        Honours.add(rows, dice, people, events);
        return rows;
    }
}
